/// The node: every layer put together, configured, started and stopped.
///
/// ```
///   NodeConfig + World ──> Node ── swarm ── connections
///                            └── identify, ping, perf, and what the application adds
/// ```
///
/// Start at [mote.node.Node].
///
/// It is the only package that names implementations: whoever wants to know what Mote is made of reads its
/// constructor. It has no specification of its own.
///
/// Known gaps: it has no configuration file, and forgets all peers when it ends.
///
/// Bugs that others had here: a stop that waited for ever for a stream that nobody closed. Here every thread has a
/// scope, and closing it ends them all.
///
/// It never reads the clock, makes a thread or draws a random number but through its [mote.node.World].
package mote.node;
