/// What a peer says about itself, signed, so that others can pass it on without being trusted.
///
/// ```
///   PeerRecord --encode--> payload --+
///   domain, payload type ------------+--sign--> Envelope --encode--> identify, the DHT, gossip
///
///   bytes --decode--> Envelope --open(domain, type): verify--> payload --decode--> PeerRecord --its own?--> addresses
/// ```
///
/// Start at [mote.record.Envelope], then [mote.record.PeerRecord].
///
/// It never decodes a payload before its signature was verified, and never interprets the addresses: those with
/// protocols that are unknown here survive byte for byte.
///
/// Known gaps: of all payloads that libp2p knows, peer records are the only ones so far.
///
/// Bugs that others had here: a record of one peer signed by another was accepted (rust-libp2p RUSTSEC-2022-0009);
/// records without bound filled the memory (go-libp2p CVE-2023-40583): an envelope has a limit of bytes, and whoever
/// stores records has one of peers.
///
/// @see <a href="https://github.com/libp2p/specs/blob/master/RFC/0002-signed-envelopes.md">RFC 0002: envelopes</a>
/// @see <a href="https://github.com/libp2p/specs/blob/master/RFC/0003-routing-records.md">RFC 0003: peer records</a>
package mote.record;
