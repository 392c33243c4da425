/// What a peer signs about itself, so that others can pass it on.
///
/// ```
///   PeerRecord: who, how new, where ──seal──> Envelope: key, type, payload, signature ──> identify, and others
/// ```
///
/// Start at [mote.record.Envelope], then [mote.record.PeerRecord].
///
/// It never returns a record that another peer than its subject signed.
///
/// Known gaps: none.
///
/// Bugs that others had here: records of strangers stored on somebody's word (rust-libp2p RUSTSEC-2022-0009, go-libp2p
/// CVE-2023-40583).
///
/// @see <a href="https://github.com/libp2p/specs/blob/master/RFC/0002-signed-envelopes.md">spec: signed envelopes</a>
/// @see <a href="https://github.com/libp2p/specs/blob/master/RFC/0003-routing-records.md">spec: routing records</a>
package mote.record;
