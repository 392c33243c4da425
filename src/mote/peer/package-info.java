/// Who a peer is: a name that nobody else can prove to own, made from its public key.
///
/// ```
///   PublicKey --encode--> message --42 bytes or less: as it is, else SHA-256--> PeerId --base58btc--> 12D3KooW..
/// ```
///
/// Start at [mote.peer.PeerId], the only class.
///
/// It never proves an identity: a peer id in an address or in a message is a claim until a handshake
/// ([mote.secure.SecurityProtocol]) shows the key that it [matches][mote.peer.PeerId#matches].
///
/// Known gaps: none.
///
/// Bugs that others had here: digests whose length did not fit their hash (the Rust multihash crate,
/// RUSTSEC-2020-0068). Code, length and digest are checked together, and there are two codes.
///
/// @see <a href="https://github.com/libp2p/specs/blob/master/peer-ids/peer-ids.md">spec: peer ids and keys</a>
/// @see <a href="https://github.com/libp2p/specs/blob/master/RFC/0001-text-peerid-cid.md">RFC 0001: ids as CIDs</a>
package mote.peer;
