package mote.trace;

import contract.SecurityContract;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import mote.budget.Budget;
import mote.bytes.Bytes;
import mote.crypto.Identity;
import mote.io.Duplex;
import mote.io.Tap;
import mote.multiaddr.Multiaddr;
import mote.negotiate.ProtocolId;
import mote.peer.PeerId;
import mote.secure.SecureChannel;
import mote.secure.SecurityProtocol;
import mote.secure.noise.Noise;
import mote.task.Clock;
import mote.transport.PipeLink;

final class TracedSecurityTest extends SecurityContract {

    private static final Bytes AGREEMENT = Bytes.utf8("\u0013/multistream/1.0.0\n\u0007/noise\n");

    private final Trace trace = new Trace(Clock.system(), _ -> { });

    @Override
    protected Party party(int seed, Budget budget) {
        var random = new Random(seed);
        Identity identity = Identity.generate(random);
        return new Party(new Watched(new TracedSecurity(new Noise(identity, random, budget))),
                PeerId.of(identity.publicKey()));
    }

    /// Runs on links that are watched, and on which `/noise` was agreed on.
    private final class Watched implements SecurityProtocol {

        private final TracedSecurity protocol;

        Watched(TracedSecurity protocol) {
            this.protocol = protocol;
        }

        @Override
        public ProtocolId id() {
            return protocol.id();
        }

        @Override
        public SecureChannel initiate(Duplex raw, Optional<PeerId> expected, List<ProtocolId> muxers)
                throws IOException {
            return protocol.initiate(watched(raw, true), expected, muxers);
        }

        @Override
        public SecureChannel respond(Duplex raw, List<ProtocolId> muxers) throws IOException {
            return protocol.respond(watched(raw, false), muxers);
        }

        private TracedLink watched(Duplex raw, boolean isDialer) throws IOException {
            var nowhere = Multiaddr.parse("/memory/1");
            TracedLink link = trace.watch(new PipeLink(raw, nowhere, nowhere), isDialer);
            for (Tap.Direction direction : Tap.Direction.values()) {
                TracedLink.traceOf(link).orElseThrow().raw(direction, AGREEMENT);
            }
            return link;
        }
    }
}
