package mote.bytes;

/// Text that says in its first character in which base the rest is.
///
/// ```
///   f 68656c6c6f   b nbswy3dp   k 5pzcszu7   z Cn8eVZg   u aGVsbG8      "hello", five times
/// ```
///
/// The upper-case prefixes `F`, `B`, `K` are read as well and never written. All other bases of the table are refused.
///
/// @see <a href="https://github.com/multiformats/multibase">spec: multibase</a>
public final class Multibase {

    private Multibase() {
    }

    /// The text of `bytes` in `base`, after its prefix.
    public static String encode(Base base, Bytes bytes) {
        return base.prefix() + base.encode(bytes);
    }

    /// @throws P2pException with blame PEER where the base is unknown, or as [Base#decode] says
    public static Bytes decode(String text) throws P2pException {
        if (text.isEmpty()) {
            throw P2pException.peer("no multibase prefix");
        }
        for (Base base : Base.values()) {
            if (base.isPrefix(text.charAt(0))) {
                return base.decode(text.substring(1));
            }
        }
        throw P2pException.peer("not a known multibase prefix: U+" + Integer.toHexString(text.codePointAt(0)));
    }
}
