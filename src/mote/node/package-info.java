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
/// It never reads the clock, makes a thread or draws a random number but through its [mote.node.World].
package mote.node;
