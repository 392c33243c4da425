package mote.bytes;

import module java.base;

/// The base of every checked failure in Mote. It says who is to blame, because that decides what happens next:
/// a stream is reset, a session closed, an address tried again, a limit reported to the node's owner.
///
/// The message is for the owner of this node; a peer is told a code, never a reason.
public class P2pException extends IOException {

    /// Who caused a failure.
    public enum Blame {
        /// The remote peer broke a protocol or sent something refused.
        PEER,
        /// The way between the peers failed: refused, lost, timed out.
        NETWORK,
        /// This node declined or could not: a budget is used up, a file is unreadable, it is shutting down.
        LOCAL
    }

    private static final long serialVersionUID = 1;

    private final Blame blame;

    public P2pException(Blame blame, String message) { this(blame, message, null); }

    public P2pException(Blame blame, String message, Throwable cause) {
        super(message, cause);
        this.blame = blame;
    }

    /// A protocol violation.
    public static P2pException peer(String message) { return new P2pException(Blame.PEER, message); }

    /// A failure of the network between the peers.
    public static P2pException network(String message) { return new P2pException(Blame.NETWORK, message); }

    /// A refusal or failure of this node.
    public static P2pException local(String message) { return new P2pException(Blame.LOCAL, message); }

    /// Refuses more than `max` of what a peer sent: `things` names them in the message, as in "bytes of an envelope".
    public static void checkLimit(long count, long max, String things) throws P2pException {
        if (count > max) throw peer(count + " " + things + ", allowed are " + max);
    }

    /// `failure` itself where it already carries a blame, else the same as a failure of the network.
    public static P2pException of(IOException failure) {
        if (failure instanceof P2pException known) return known;
        String message = failure.getMessage();
        return new P2pException(Blame.NETWORK, message == null ? "the connection is closed" : message, failure);
    }

    public final Blame blame() { return blame; }
}
