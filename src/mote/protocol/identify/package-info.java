/// What peers tell each other about themselves: key, addresses, protocols, and where each sees the other.
///
/// ```
///   connection begins ──> both sides: open stream, read message to its end ──> PeerStore, Connection.speaks
///   addresses or protocols change ──> push to every peer that listens to pushes
/// ```
///
/// Start at [mote.protocol.identify.IdentifyMessage], then [mote.protocol.identify.Identify].
///
/// It never believes a record that another peer than the subject signed, and never fails because of a record, an
/// address or a protocol that it does not understand.
///
/// Known gaps: what peers observe of our address is told to who asks, and not used yet.
///
/// Bugs that others had here: a peer with 1,800 protocols (go-libp2p#3501), control characters of an agent's version
/// printed to a terminal (go-ipfs CVE-2020-26283; text is escaped where it is shown), and pushes about somebody else.
///
/// @see <a href="https://github.com/libp2p/specs/tree/master/identify">spec: identify</a>
package mote.protocol.identify;
