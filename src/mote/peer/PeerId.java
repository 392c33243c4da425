package mote.peer;

import java.util.Optional;
import mote.bytes.Base;
import mote.bytes.Bytes;
import mote.bytes.Multibase;
import mote.bytes.P2pException;
import mote.bytes.Reader;
import mote.bytes.Writer;
import mote.crypto.PublicKey;
import mote.crypto.Sha256;

/// Who a peer is: the multihash of its public key in libp2p's encoding. A short key is its own hash, so that it can be
/// read out of the id again.
///
/// ```
///   00 | length <= 42 | the encoded key           "identity": Ed25519, secp256k1    12D3KooW..
///   12 | 20           | SHA-256 of it             RSA, ECDSA                        Qm..
/// ```
///
/// @see <a href="https://github.com/libp2p/specs/blob/master/peer-ids/peer-ids.md#peer-ids">spec: peer ids</a>
public final class PeerId implements Comparable<PeerId> {

    private static final int IDENTITY = 0x00;
    private static final int SHA_256 = 0x12;
    /// spec: "If the length of the serialized bytes is less than or equal to 42, [..] use the identity multihash"
    private static final int INLINED_KEY_BYTES_MAX = 42;
    /// CID version 1 and its codec `libp2p-key`.
    private static final Bytes CID_PREFIX = Bytes.ofHex("0172");

    private final Bytes multihash;
    private final String text;

    private PeerId(Bytes multihash) {
        this.multihash = multihash;
        this.text = Base.BASE58BTC.encode(multihash);
    }

    /// The id of the peer that owns `key`.
    public static PeerId of(PublicKey key) {
        Bytes encoded = key.encode();
        boolean inlined = encoded.length() <= INLINED_KEY_BYTES_MAX;
        var multihash = new Writer(2 + INLINED_KEY_BYTES_MAX).u8(inlined ? IDENTITY : SHA_256);
        return new PeerId(multihash.lengthPrefixed(inlined ? encoded : Sha256.of(encoded)).toBytes());
    }

    /// Reads the multihash of a key.
    ///
    /// @throws P2pException with blame PEER where it is of another form than the two above
    public static PeerId decode(Bytes multihash) throws P2pException {
        var reader = new Reader(multihash);
        long function = reader.varint();
        Bytes digest = reader.lengthPrefixed(INLINED_KEY_BYTES_MAX);
        reader.end();
        boolean fits = function == IDENTITY || function == SHA_256 && digest.length() == Sha256.HASH_BYTES;
        if (!fits) {
            throw P2pException.peer("not a peer id: multihash function " + function + " with " + digest.length()
                    + " bytes");
        }
        return new PeerId(Bytes.copyOf(multihash.buffer()));
    }

    /// Reads the text of a peer id: base58btc, or a CID version 1 with the codec `libp2p-key` in any multibase.
    ///
    /// @throws P2pException with blame PEER where it is neither
    public static PeerId parse(String text) throws P2pException {
        // spec: "If it starts with 1 or Qm, it's a bare base58btc encoded multihash"
        if (text.startsWith("1") || text.startsWith("Qm")) {
            return decode(Base.BASE58BTC.decode(text));
        }
        Bytes cid = Multibase.decode(text);
        if (!cid.startsWith(CID_PREFIX)) {
            throw P2pException.peer("not a peer id: a CID, but not of a libp2p key");
        }
        return decode(cid.slice(CID_PREFIX.length()));
    }

    public Bytes multihash() {
        return multihash;
    }

    /// The text as a CID version 1 in base32, as newer texts write it.
    public String toCid() {
        return Multibase.encode(Base.BASE32, CID_PREFIX.concat(multihash));
    }

    /// The key, where it is short enough to be in the id; empty where it is not, or is malformed.
    public Optional<PublicKey> inlinedKey() {
        if (multihash.at(0) != IDENTITY) {
            return Optional.empty();
        }
        try {
            return Optional.of(PublicKey.decode(multihash.slice(2)));
        } catch (P2pException malformed) {
            return Optional.empty();
        }
    }

    /// The last eight characters, for logs and names of threads: the first are the same for all.
    public String brief() {
        return ".." + text.substring(Math.max(0, text.length() - 8));
    }

    @Override
    public int compareTo(PeerId other) {
        return multihash.compareTo(other.multihash);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof PeerId other && multihash.equals(other.multihash);
    }

    @Override
    public int hashCode() {
        return multihash.hashCode();
    }

    /// The text in base58btc.
    @Override
    public String toString() {
        return text;
    }
}
