package mote.cli;

import module java.base;
import mote.bytes.*;
import mote.cli.Usage.Exits;
import mote.cli.Usage.Operand;
import mote.crypto.*;

/// `key show`: what others may know of a key. The private key itself is never printed.
final class KeyShowCommand implements Command {

    @Override
    public Usage usage() {
        return new Usage("key show", "prints peer id, type and public key of a key file",
                List.of(new Operand("FILE", "the key file")), List.of(), "mote key show node.pem", Exits.DEFAULT);
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws P2pException {
        Keys.print(KeyFile.load(Path.of(arguments.needed(0))), shell);
        return DONE;
    }
}
