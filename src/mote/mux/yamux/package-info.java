/// The muxer yamux: frames with a header of 12 bytes, a window for each stream, and a goodbye.
///
/// ```
///   application's threads                                  the session's threads
///
///   stream.write ── window ──> Outbox ── in turns ──> channel          "send": what nobody else is there to write
///                                ^
///                                | what is owed: credit, answers, resets
///                                |
///   stream.read <── Arrivals <── Inbox <───────────── channel          "read": one frame after the other
///
///   one frame:   | version | type | flags | stream id | length | body .. |
///                     1        1      2         4          4     65,507 at most, to fill one Noise message
/// ```
///
/// Start at [mote.mux.yamux.YamuxSession], then [mote.mux.yamux.Frame], [mote.mux.yamux.Inbox],
/// [mote.mux.yamux.Outbox] and [mote.mux.yamux.YamuxStream]. What is decided without waiting stands apart and is
/// tested with numbers: [mote.mux.yamux.Halves], [mote.mux.yamux.SendWindow], [mote.mux.yamux.ReceiveWindow],
/// [mote.mux.yamux.StreamIds], [mote.mux.yamux.Chunks], [mote.mux.yamux.Patience].
///
/// A body is copied once, from the channel to the arrays of its stream; what is written is not copied at all, except
/// small writes that travel with another thread's. The reading thread never waits for a write. Windows grow by the
/// measured round trip, as far as the budget can hold what they promise; where it has nothing left, bytes that nobody
/// reads cost the stream that has most of them, of the connection that holds most.
///
/// Speed: `./build.sh bench mote go rust` on two quiet cores, client and server on the loopback, through Noise too. One
/// stream moves 1,301 MiB/s up and 1,357 down (go 875 and 859, rust 942 and 966) for 1.30 s of CPU of both sides per
/// GiB, with 40 KiB of garbage per MiB for the sender and 49 to 53 for the receiver; writes of 16 KiB 909 and 990.
/// Beside four connections that move bulk a ping takes 1.2 ms, and 11.5 in the worst of a hundred (go 0.09 and 18.7,
/// rust 0.7 and 1.4). An idle connection holds 15.5 KiB of heap. A ring that doubles in place of the row of arrays made
/// 75 KiB of garbage per MiB for the receiver, a thread that waits to send 3 KiB more for each idle connection. Windows
/// that grow less, by a smaller least round trip or only while the reader keeps up, left the ring's garbage above 69.
///
/// Monitors are taken in one order: that of a stream's Arrivals, then that of Streams, then that of Heartbeat or of
/// Outbox; none is held where a thread waits for the channel. Only the thread that ends the session may take those of
/// several streams at once.
///
/// It never allocates for a length that a header claims, never sends a frame that its peer may not receive, and never
/// holds memory for a stream that is idle.
///
/// Where the specification leaves it open: a stream is announced with its first frame, at the latest when somebody
/// waits for an answer on it, and acknowledged likewise. Ids may be announced out of order. Unknown flags are ignored.
/// The length of a Window Update with RST is the reason, as go-yamux has it. Data for a stream that has ended is
/// discarded and answered by RST. A Go Away in order lets the streams end that there are; go-yamux and rust-yamux end
/// everything when they get one, so here it is sent after the last stream has ended.
///
/// Known gaps: one write may take at most ten seconds, so a link needs 13 KiB a second; a peer cannot be asked to stop
/// sending on one stream only, since there is no frame for that; one bulk stream delays the others by what the sockets
/// hold, since all share one connection.
///
/// Bugs that others had here, and what stops them:
/// - A first frame larger than the window (rust CVE-2026-32314, py GHSA-hmj8-5xmh-5573) and credit that overflows (rust
///   CVE-2026-31814): windows count in 64 bits and refuse before anything is allocated.
/// - Answers to pings queued without end (rust-yamux 0.13.2): 32 may wait.
/// - A stack of locks held over a write, so that two peers that write to each other stop for ever: the reading thread
///   has no lock that a writer holds.
/// - Windows granted to more streams than memory can hold (go CVE-2022-23492; rust-yamux without a limit of
///   connections): what is beyond the first 256 KiB is reserved before it is promised.
/// - A writer that waits for ever for a reader that has closed: a reset answers what it sends, or that it has used up
///   its window.
/// - One waker for two halves, so that a reader takes the wake-up of a writer (rust-yamux 232): each half has its own.
///
/// @see <a href="https://github.com/libp2p/specs/blob/master/yamux/README.md">spec: yamux</a>
/// @see <a href="https://github.com/hashicorp/yamux/blob/master/spec.md">hashicorp: yamux</a>
package mote.mux.yamux;
