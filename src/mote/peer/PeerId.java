package mote.peer;

import module java.base;
import mote.bytes.*;
import mote.crypto.*;

/// Who a peer is: the multihash of its public key's message. A short key is its own hash and can be taken out again.
///
/// ```
///   00 | length, at most 42 | the message       "identity": Ed25519 and secp256k1     12D3KooW.. 16Uiu2HA..
///   12 | 20 | SHA-256 of the message            RSA and ECDSA                         Qm..
/// ```
///
/// @see <a href="https://github.com/libp2p/specs/blob/master/peer-ids/peer-ids.md">spec: peer ids</a>
/// @see <a href="https://github.com/multiformats/multihash">spec: multihash</a>
public record PeerId(Bytes multihash) implements Comparable<PeerId> {

    private static final int IDENTITY = 0x00;

    /// Code and length of a SHA-256 hash.
    private static final Bytes SHA2_256 = Bytes.ofHex("1220");

    /// spec: "If the length of the serialized bytes <= 42, then we compute the 'identity' multihash"
    private static final int INLINE_BYTES_MAX = 42;

    /// What stands before the multihash in a CID: version 1, content of type libp2p-key.
    private static final Bytes CID_PREFIX = Bytes.ofHex("0172");

    /// @throws IllegalArgumentException where `multihash` is not as above
    public PeerId {
        if (!isPeerId(multihash)) throw new IllegalArgumentException("not the multihash of a peer: " + multihash);
    }

    /// The id of the owner of `key`.
    public static PeerId of(PublicKey key) {
        Bytes message = key.encode();
        if (message.length() > INLINE_BYTES_MAX) return new PeerId(SHA2_256.concat(Hash.SHA_256.of(message)));
        return new PeerId(new Writer(2 + INLINE_BYTES_MAX).u8(IDENTITY).lengthPrefixed(message).toBytes());
    }

    /// Reads the multihash of a peer, which is copied.
    ///
    /// @throws P2pException blaming the peer where it is not as above
    public static PeerId decode(Bytes multihash) throws P2pException {
        if (!isPeerId(multihash)) throw P2pException.peer("not the multihash of a peer: " + multihash);
        return new PeerId(Bytes.copyOf(multihash.buffer()));
    }

    /// Reads an id as text: in base58btc, or as a CID in any base of [Base].
    ///
    /// @throws P2pException blaming the peer where it is neither
    public static PeerId parse(String text) throws P2pException {
        // spec: peer ids, decoding: "If it starts with `1` or `Qm`, it's a bare base58btc encoded multihash."
        if (text.startsWith("1") || text.startsWith("Qm")) return decode(Base.BASE58BTC.decode(text));
        Bytes cid = Base.decodeMultibase(text);
        if (!cid.startsWith(CID_PREFIX)) throw P2pException.peer("not the CID of a peer");
        return decode(cid.slice(CID_PREFIX.length()));
    }

    /// Whether `key` is the key of this peer.
    public boolean matches(PublicKey key) { return equals(of(key)); }

    /// The key inside this id, where it is short enough and this node accepts it.
    public Optional<PublicKey> key() {
        try {
            return multihash.at(0) == IDENTITY ? Optional.of(PublicKey.decode(multihash.slice(2))) : Optional.empty();
        } catch (P2pException unknown) {
            return Optional.empty();
        }
    }

    /// This id as a CID, the form for places that know CIDs only (base 32) or know no upper case (base 36).
    public String cid(Base base) { return base.encodeMultibase(CID_PREFIX.concat(multihash)); }

    /// A form for names of threads and for logs: `12D3..AJU5SA`. The end tells peers apart, the beginning does not.
    public String brief() {
        String text = toString();
        return text.length() <= 12 ? text : text.substring(0, 4) + ".." + text.substring(text.length() - 6);
    }

    /// The text in base58btc, which all implementations read.
    @Override public String toString() { return Base.BASE58BTC.encode(multihash); }

    @Override public int compareTo(PeerId other) { return multihash.compareTo(other.multihash); }

    /// Code and length are varints of one byte each: 42 and less is all there is.
    private static boolean isPeerId(Bytes multihash) {
        if (multihash.length() < 2 || multihash.at(1) != multihash.length() - 2) return false;
        return multihash.at(0) == IDENTITY && multihash.at(1) <= INLINE_BYTES_MAX || multihash.startsWith(SHA2_256);
    }
}
