/// TCP: from `/ip4/192.0.2.7/tcp/4001` or `/dns/example.org/tcp/4001` to a pipe.
///
/// ```
///   dial(address) ── Names.lookUp ── connect, under a Deadline ──> TcpLink
///
///   listen(address) ──> ListenSocket ─ thread "accept .." ── offer ──> TcpListener.accept() ──> TcpLink
///                       one port         one link at a time              one family
/// ```
///
/// Start at [mote.transport.tcp.TcpTransport], then [mote.transport.tcp.TcpLink].
///
/// It never opens a socket without a descriptor reserved for it, and never leaves one open after a dial that failed:
/// what does not come out of `dial` is closed inside. It never spins: where accepting fails it pauses, and who
/// connects meanwhile waits in the kernel.
///
/// Facts of the JDK that shape it: closing a channel wakes who blocks on it, so that a
/// [mote.task.Deadline] is all it takes to limit a connect; but the socket itself is closed only when a virtual thread
/// that was blocked there has run again; an interrupt that meets a connection in accept loses it, with its descriptor,
/// so that a listener has to be closed before its scope is; and no socket option makes a socket of IPv6 leave IPv4
/// alone ([mote.transport.tcp.ListenSocket]).
///
/// Known gaps: a wildcard of one family takes its port of the other one too, where the host has both: it cannot be had
/// while another program listens on that, and what comes by it is closed. The addresses of a name are tried one after
/// the other, not side by side (RFC 8305). A close with unread bytes resets the connection, as TCP does, and may
/// destroy what was just written.
///
/// Bugs that others had here: the socket of a dial that succeeded after it was given up stayed open (Teku #10735,
/// jvm-libp2p #481); an accept loop that spun when the process was out of descriptors (Go's net/http once).
///
/// @see <a href="https://github.com/libp2p/specs/tree/master/addressing">spec: addressing</a>
/// @see <a href="https://www.rfc-editor.org/rfc/rfc9293">spec: RFC 9293, TCP</a>
package mote.transport.tcp;
