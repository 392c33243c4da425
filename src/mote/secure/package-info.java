/// From a raw pipe to one that is encrypted and authenticated. One sub-package a protocol: `noise`.
///
/// ```
///   Duplex ── handshake: keys agreed, identity proven ──> SecureChannel (remotePeer, remoteKey)
/// ```
///
/// Start at [mote.secure.SecurityProtocol].
///
/// It never returns a channel to a peer that has not proven who it is.
///
/// @see <a href="https://github.com/libp2p/specs/tree/master/connections">spec: connections, upgrade</a>
package mote.secure;
