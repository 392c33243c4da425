/// From one pipe to many. One sub-package a muxer: `yamux`.
///
/// ```
///   Stream #1 ─┐                       ┌─ Stream #1
///   Stream #3 ─┼─ Session ═══════ Session ┼─ Stream #3
///   Stream #2 ─┘   (frames on one Duplex) └─ Stream #2
/// ```
///
/// Start at [mote.mux.Session], then [mote.mux.Stream].
///
/// The interfaces hold QUIC too, whose streams come without a muxer: halves that are stopped apart, with codes, and
/// an `open` that blocks on the peer's limit. A small session of that kind passes the contract suite.
///
/// It never buffers more for a stream than its window, and no window grows but out of what the budget has left.
///
/// Known gaps: none.
///
/// Bugs that others had here: control frames queued without end for a peer that does not read (rust-yamux
/// CVE-2024-32984): what is owed to a peer is capped here; and 256 KiB for each of as many streams as a peer opens
/// (rust-yamux): what is held is reserved in a budget.
///
/// @see <a href="https://github.com/libp2p/specs/tree/master/connections">spec: connections, upgrade</a>
package mote.mux;
