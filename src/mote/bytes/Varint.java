package mote.bytes;

/// The unsigned varint of multiformats: seven bits a byte, least significant first, the high bit set on all bytes
/// but the last. At most 9 bytes, so 63 bits, and minimal: `81 00` is refused.
///
/// ```
///   300 = 0b10_0101100  ->  1 0101100 | 0 0000010  =  ac 02
/// ```
///
/// Protobuf's varint is another one (10 bytes, lenient): it is read by the protobuf package.
/// @see <a href="https://github.com/multiformats/unsigned-varint">unsigned-varint</a>
public final class Varint {

    /// spec: "the maximum size is 9 bytes"
    public static final int BYTES_MAX = 9;

    private Varint() {
    }

    static long read(Reader reader) throws P2pException {
        long value = 0;
        for (int i = 0; i < BYTES_MAX; i++) {
            int octet = reader.u8();
            value |= (long) (octet & 0x7f) << 7 * i;
            if (octet < 0x80) {
                if (octet == 0 && i > 0) throw P2pException.peer("a varint that is not minimal");
                return value;
            }
        }
        throw P2pException.peer("a varint longer than " + BYTES_MAX + " bytes");
    }

    static void write(Writer writer, long value) {
        if (value < 0) throw new IllegalArgumentException("negative: " + value);
        long rest = value;
        while (rest >= 0x80) {
            writer.u8((int) rest | 0x80);
            rest >>>= 7;
        }
        writer.u8((int) rest);
    }
}
