/// From a raw link to a connection, and from a stream to the handler that answers it. Everything below comes together
/// here.
///
/// ```
///   Link ──> SecureChannel ──> Session ──> Connection ──> Stream ──> ProtocolHandler
///        noise            yamux       gate           multistream-select
/// ```
///
/// Start at [mote.connection.Upgrader]: it is the page that everything so far leads to. Then
/// [mote.connection.Connection].
///
/// It never waits for a peer without a limit of time, and never gives a stream to a handler before its protocol is
/// agreed on.
///
/// Known gaps: a dialler proposes its best security protocol only.
///
/// Bugs that others had here: an answer that was never read because the stream was closed first, so that a refusal
/// looked like a success (write-only protocols; the answer is read before the writing half ends), and streams without
/// a limit for each protocol (go-libp2p CVE-2022-23492).
///
/// @see <a href="https://github.com/libp2p/specs/tree/master/connections">spec: connections</a>
package mote.connection;
