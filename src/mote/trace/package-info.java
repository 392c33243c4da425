/// Shows what crosses a connection: each message of each layer, with its bytes, its fields and its name.
///
/// ```
///   Node ── World ──> TracedWorld ──┬─ transports:  TracedLink       ─┐
///                                   └─ securities:  TracedSecurity   ─┴─ taps ──> LinkTrace ──> Message
///
///   LinkTrace:   link ── negotiation ── Noise ── yamux ── negotiation ── ping, identify
/// ```
///
/// Start at [mote.trace.Trace], then [mote.trace.LinkTrace], which puts the dissectors together, and one of these.
///
/// A node is traced by what it is given: its world makes transports and security protocols that have an
/// [mote.io.Tap] at their upper end. Nothing in the layers knows of it but Noise, which can be asked to show what its
/// handshake hides. So a node without a trace has nothing of this on its data path, and loads no class of it. Next to
/// `node` this is the only package that names implementations: it reads messages with the decoders of the layers.
///
/// A message is shown when it is complete, those of a layer below before what they carry. The messages on the link
/// are all bytes of the socket, each once, whatever the peer sends: what no decoder understands is shown as data.
///
/// It never holds a key, never changes a byte, and never keeps more of a connection than its one incomplete message in
/// each layer. It shows to whoever holds the sink what the connection carries, decrypted.
///
/// It has no specification of its own; [mote.trace.Layer] and [mote.trace.Kind] name those of the messages.
///
/// Known gaps: whoever takes the messages slowly slows the node down. Other security protocols than Noise and other
/// muxers than yamux are shown as data.
///
/// Bugs that others had here: key logs that were left on in production, and traces that showed secrets which nobody
/// had looked for in them. Here nothing is written but to who asked, and no key passes by.
package mote.trace;
