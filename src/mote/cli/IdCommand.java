package mote.cli;

import module java.base;
import mote.bytes.*;
import mote.cli.Usage.Exits;
import mote.cli.Usage.Option;
import mote.crypto.*;
import mote.peer.*;

/// `id`: the peer id of this host's node, whether it runs or not.
final class IdCommand implements Command {

    @Override
    public Usage usage() {
        return new Usage("id", "prints the peer id of this host's node", List.of(),
                List.of(new Option("--key", "FILE", "the file of its private key", "key.pem in its state folder"),
                        Settings.STATE, Settings.CONFIG),
                "mote id", Exits.DEFAULT);
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws UsageException, IOException {
        ConfigFile.addTo(arguments, shell);
        Path file = Settings.keyFile(arguments, shell);
        if (!arguments.has("--key") && Files.notExists(file)) {
            throw P2pException.local("there is no key in " + file
                    + " yet; `mote run` makes one when it first starts, or: mote key new " + file);
        }
        Identity identity = KeyFile.load(file);
        PeerId peer = PeerId.of(identity.publicKey());
        if (shell.json()) {
            shell.result(new Json().put("peerId", peer.toString())
                    .put("keyType", identity.publicKey().type().toString()));
        } else {
            shell.result(peer.toString());
        }
        return DONE;
    }
}
