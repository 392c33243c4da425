package sim;

import contract.SecurityContract;
import java.util.SplittableRandom;
import mote.budget.Budget;
import mote.crypto.Identity;
import mote.peer.PeerId;

class ProofContractTest extends SecurityContract {

    @Override
    protected Party party(int seed, Budget budget) {
        var random = new SplittableRandom(seed);
        Identity identity = Identity.generate(random);
        return new Party(new Proof(identity, random, budget), PeerId.of(identity.publicKey()));
    }
}
