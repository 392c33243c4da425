/// From an address to a raw pipe. One sub-package a transport: `tcp`, and `memory` for tests.
///
/// ```
///   /ip4/192.0.2.7/tcp/4001  --dial-->    Link    <--accept--  Listener <--listen--  /ip4/0.0.0.0/tcp/4001
///   /dns/example.org/tcp/4001 -- Names.lookUp -->  192.0.2.7, 2001:db8::7
/// ```
///
/// Start at [mote.transport.Transport], then [mote.transport.Names].
///
/// It never authenticates: that is the job of `mote.secure`.
///
/// Known gaps: `/dnsaddr` is not resolved, which needs TXT records; those the JDK cannot ask for.
///
/// Bugs that others had here: a dial that was given up succeeded later, and its socket stayed open until the node ran
/// out of descriptors (Teku #10735): a dial closes what it opened, however it ends.
///
/// @see <a href="https://github.com/libp2p/specs/tree/master/addressing">spec: addressing</a>
package mote.transport;
