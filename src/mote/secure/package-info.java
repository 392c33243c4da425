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
/// Known gaps: none.
///
/// Bugs that others had here: a nonce that moved on with a frame that did not decrypt, or wrapped (snow
/// CVE-2024-58265, flynn/noise CVE-2021-4239), and identities with RSA keys so long that checking one stalled the node
/// (go-libp2p CVE-2023-39533): such a channel ends, and such a key is refused by its length.
///
/// @see <a href="https://github.com/libp2p/specs/tree/master/connections">spec: connections, upgrade</a>
package mote.secure;
