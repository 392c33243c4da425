package mote.cli;

import module java.base;
import mote.bytes.*;
import mote.connection.*;
import mote.multiaddr.*;
import mote.node.*;

/// What the commands have in common that dial one peer and end.
final class OneShot {

    private OneShot() { }

    /// A node that only dials. It is closed when the command is asked to stop.
    static Node open(Arguments arguments, Shell shell, World world) throws IOException {
        Node node = new Node(NodeConfig.of(Keys.given(arguments)), world);
        shell.stop().closes(node::close);
        node.start();
        return node;
    }

    /// A connection to `address`. Blocks.
    ///
    /// @throws P2pException naming the address, with the reason as its cause
    static Connection dial(Node node, Multiaddr address) throws P2pException {
        try {
            return node.dial(address);
        } catch (IOException failure) {
            Reason reason = Reason.of(failure);
            throw new P2pException(reason.blame(), "cannot connect to " + address + ": " + reason.words(), failure);
        }
    }

    /// What a connection is made of, last among the fields of a result.
    static Json describe(Json json, Connection connection) {
        return json.put("transport", transport(connection))
                .put("security", connection.security().text())
                .put("muxer", connection.muxer().text());
    }

    /// The same in words: `tcp /noise /yamux/1.0.0`.
    static String describe(Connection connection) {
        return transport(connection) + " " + connection.security() + " " + connection.muxer();
    }

    static String transport(Connection connection) {
        return connection.remoteAddress().components().getLast().protocol().toString();
    }
}
