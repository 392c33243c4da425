/// TCP: from `/ip4/192.0.2.7/tcp/4001` to a pipe.
///
/// Start at [mote.transport.tcp.TcpTransport].
package mote.transport.tcp;
