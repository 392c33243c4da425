package mote.cli;

import module java.base;
import mote.bytes.*;
import mote.cli.Usage.Exits;
import mote.cli.Usage.Operand;
import mote.crypto.*;

/// `key import`: a key that another libp2p program made becomes a key file.
final class KeyImportCommand implements Command {

    @Override
    public Usage usage() {
        return new Usage("key import", "makes a key file of another libp2p program's private key",
                List.of(new Operand("IN", "a file with libp2p's PrivateKey message, as it is or in base64; Ed25519"),
                        new Operand("FILE", "the key file to make")),
                List.of(), "mote key import go-node.key node.pem", Exits.DEFAULT);
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws P2pException {
        Identity identity = KeyFile.importMessage(Path.of(arguments.needed(0)));
        KeyFile.create(Path.of(arguments.needed(1)), identity);
        Keys.print(identity, shell);
        return DONE;
    }
}
