package mote.cli;

import module java.base;
import mote.bytes.*;
import mote.crypto.*;
import mote.peer.*;

/// The private keys that commands use.
final class Keys {

    private Keys() { }

    /// A new key.
    static Identity fresh() { return Identity.generate(new SecureRandom()); }

    /// The key in the file of `--key`; without it, a new one that nobody keeps.
    static Identity given(Arguments arguments) throws P2pException {
        Optional<String> file = arguments.text("--key");
        return file.isPresent() ? KeyFile.load(Path.of(file.get())) : fresh();
    }

    /// Prints who a key makes its owner.
    static void print(Identity identity, Shell shell) {
        PeerId peer = PeerId.of(identity.publicKey());
        if (shell.json()) {
            shell.result(new Json().put("peerId", peer.toString())
                    .put("keyType", identity.publicKey().type().toString())
                    .put("publicKey", identity.publicKey().data().hex()));
        } else {
            shell.result("peer id     " + peer);
            shell.result("key type    " + identity.publicKey().type());
            shell.result("public key  " + identity.publicKey().data().hex());
        }
    }
}
