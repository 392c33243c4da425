package mote.transport.tcp;

import module java.base;
import mote.bytes.*;
import mote.bytes.P2pException.Blame;

/// What the system says when a dial fails, in words.
final class Failure {

    private Failure() {
    }

    static P2pException ofDial(IOException failure, InetSocketAddress remote) {
        String to = text(remote);
        return switch (failure) {
            case P2pException known -> known;
            case NoRouteToHostException _ -> new P2pException(Blame.NETWORK, to + " is unreachable", failure);
            case BindException _ -> new P2pException(Blame.LOCAL, "no port of this host can dial " + to, failure);
            // The system's own time-out is one too, but ours comes minutes before.
            case ConnectException _ -> new P2pException(Blame.NETWORK, to + " refused the connection", failure);
            case ClosedChannelException _ -> new P2pException(Blame.LOCAL, "dialling " + to + " was cancelled",
                    failure);
            default -> new P2pException(Blame.NETWORK, to + " is unreachable: " + failure.getMessage(), failure);
        };
    }

    static String text(InetSocketAddress end) { return TcpAddress.toMultiaddr(end).toString(); }
}
