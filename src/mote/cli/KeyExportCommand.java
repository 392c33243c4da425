package mote.cli;

import module java.base;
import mote.bytes.*;
import mote.cli.Usage.Exits;
import mote.cli.Usage.Operand;
import mote.crypto.*;

/// `key export`: a key file in the form that other libp2p programs read. It goes to a file that only its owner can
/// read, never to a terminal.
final class KeyExportCommand implements Command {

    @Override
    public Usage usage() {
        return new Usage("key export", "writes a private key in the form that other libp2p programs read",
                List.of(new Operand("FILE", "the key file"),
                        new Operand("OUT", "the file to make: libp2p's PrivateKey message")),
                List.of(), "mote key export node.pem go-node.key", Exits.DEFAULT);
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws P2pException {
        Identity identity = KeyFile.load(Path.of(arguments.needed(0)));
        KeyFile.exportMessage(Path.of(arguments.needed(1)), identity);
        Keys.print(identity, shell);
        return DONE;
    }
}
