/// Is the peer there, and how far away is it?
///
/// ```
///   -- 32 random bytes -->
///   <-- the same bytes --     the time between is the round trip, through every layer
/// ```
///
/// Start at [mote.protocol.ping.Ping].
///
/// It never answers more than two streams of one peer at a time, and never with other bytes than it was sent.
///
/// Known gaps: none is known.
///
/// Bugs that others had here: streams without a limit, each with a payload that is never read (go-libp2p's limits.go).
///
/// @see <a href="https://github.com/libp2p/specs/blob/master/ping/ping.md">spec: ping</a>
package mote.protocol.ping;
