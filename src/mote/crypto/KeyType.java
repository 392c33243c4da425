package mote.crypto;

/// The kinds of key that a peer can have, spelled and numbered as in the specification: the number on the wire is the
/// ordinal.
/// @see <a href="https://github.com/libp2p/specs/blob/master/peer-ids/peer-ids.md#keys">spec: peer ids, keys</a>
public enum KeyType {
    RSA, Ed25519, Secp256k1, ECDSA
}
