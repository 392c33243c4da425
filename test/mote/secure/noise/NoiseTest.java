package mote.secure.noise;

import contract.EncryptionContract;
import java.util.Random;
import mote.budget.Budget;
import mote.crypto.Identity;
import mote.peer.PeerId;

final class NoiseTest extends EncryptionContract {

    @Override
    protected Party party(int seed, Budget budget) {
        var random = new Random(seed);
        Identity identity = Identity.generate(random);
        return new Party(new Noise(identity, random, budget), PeerId.of(identity.publicKey()));
    }
}
