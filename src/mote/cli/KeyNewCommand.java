package mote.cli;

import module java.base;
import mote.bytes.*;
import mote.cli.Usage.Exits;
import mote.cli.Usage.Operand;
import mote.crypto.*;

/// `key new`: a new private key in a file.
final class KeyNewCommand implements Command {

    @Override
    public Usage usage() {
        return new Usage("key new", "makes a private key",
                List.of(new Operand("FILE", "the file to make: PKCS #8 in PEM, readable by its owner only")),
                List.of(), "mote key new node.pem", Exits.DEFAULT);
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws P2pException {
        Identity identity = Keys.fresh();
        KeyFile.create(Path.of(arguments.needed(0)), identity);
        Keys.print(identity, shell);
        return DONE;
    }
}
