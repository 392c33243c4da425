/// How much does a stream carry, each way?
///
/// ```
///   -- u64: bytes wanted, then the upload, then the end -->
///   <-- as many bytes as were wanted, then the end --
/// ```
///
/// Start at [mote.protocol.perf.Perf].
///
/// It never serves a peer on another host unless told to: the specification says that it should not be on by default,
/// since it makes a server work.
///
/// Known gaps: none is known.
///
/// Bugs that others had here: upload and download at the same time, which the specification forbids, so that figures
/// of two implementations could not be compared.
///
/// @see <a href="https://github.com/libp2p/specs/blob/master/perf/perf.md">spec: perf</a>
package mote.protocol.perf;
