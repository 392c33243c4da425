/// A network in memory, for tests and demonstrations: hosts, delays, bandwidth, and everything that can go wrong
/// between two hosts.
///
/// ```
///   host 1                      MemoryNetwork                       host 2
///   MemoryTransport.dial ──── one round trip ────> MemoryListener.accept ── MemoryLink
///   MemoryLink ── Flow: segments, each with the time of its arrival ──> MemoryLink
///                  `── Path 1 to 2: delay, jitter, bandwidth, cut or not
/// ```
///
/// Start at [mote.transport.memory.MemoryNetwork], then [mote.transport.memory.Flow].
///
/// It never looks at the time or at chance but through the clock and the source of randomness it is given, and starts
/// no thread: with a virtual clock and one thread at a time, the same calls in the same order give the same network.
///
/// It has no specification of its own; `/memory/N` is go-libp2p's and rust-libp2p's address for the same purpose, here
/// with a host and a port in N.
///
/// Known gaps: it carries streams, no datagrams. It behaves as TCP does over lost packets, without its details: what is
/// held up arrives as soon as the way is mended, not with the next retransmission, and room in a window is known to
/// the sender at once.
///
/// Bugs that others had here: a simulated network that delivers at once and in the order of threads finds no error of
/// timing, and finds another one on each run.
package mote.transport.memory;
