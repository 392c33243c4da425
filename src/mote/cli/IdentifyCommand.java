package mote.cli;

import module java.base;
import mote.cli.Usage.Exits;
import mote.connection.*;
import mote.multiaddr.*;
import mote.node.*;
import mote.protocol.identify.*;

/// `identify`: what a peer says about itself.
final class IdentifyCommand implements Command {

    @Override
    public Usage usage() {
        return new Usage("identify", "prints what a peer says about itself", List.of(Usage.ADDRESS),
                List.of(Usage.KEY), "mote identify /ip4/127.0.0.1/tcp/4001", Exits.DEFAULT);
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws UsageException, IOException {
        Multiaddr address = arguments.address(arguments.needed(0));
        try (Node node = OneShot.open(arguments, shell, new SystemWorld())) {
            Connection connection = OneShot.dial(node, address);
            Identification said = node.identify().ask(connection);
            if (shell.json()) {
                json(connection, said, shell);
            } else {
                text(connection, said, shell);
            }
        }
        return DONE;
    }

    private static void json(Connection connection, Identification said, Shell shell) {
        shell.result(OneShot.describe(new Json()
                .put("peerId", connection.peer().toString())
                .put("keyType", connection.peerKey().type().toString())
                .put("agentVersion", said.agentVersion())
                .put("protocolVersion", said.protocolVersion())
                .put("protocols", said.protocols())
                .put("addresses", said.addresses())
                .put("observedAddress", said.observedAddress().map(Multiaddr::toString).orElse(null))
                .put("signedRecord", said.signedRecord().toString().toLowerCase(Locale.ROOT)), connection));
    }

    private static void text(Connection connection, Identification said, Shell shell) {
        shell.result("peer id           " + connection.peer());
        shell.result("key type          " + connection.peerKey().type());
        shell.result("agent version     " + said.agentVersion());
        shell.result("protocol version  " + said.protocolVersion());
        shell.result("observed address  " + said.observedAddress().map(Multiaddr::toString).orElse("none"));
        shell.result("signed record     " + said.signedRecord().toString().toLowerCase(Locale.ROOT));
        shell.result("connection        " + OneShot.describe(connection));
        shell.result("addresses");
        said.addresses().forEach(address -> shell.result("  " + address));
        shell.result("protocols");
        said.protocols().forEach(protocol -> shell.result("  " + protocol));
    }
}
