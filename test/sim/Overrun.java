package sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import mote.budget.Budget;
import mote.budget.Limits;
import mote.crypto.Identity;
import mote.negotiate.Multistream;
import mote.negotiate.ProtocolId;
import mote.peer.PeerId;
import mote.secure.SecureChannel;
import mote.secure.SecurityProtocol;
import mote.transport.Link;

/// The one peer that does not keep to the protocol: it sends more on a stream than the window allows, and has to be
/// told that this was wrong.
///
/// ```
///   this    -- Data, SYN, stream 1, length 256 KiB + 1 | the body -->  host
///           <-- Go Away, 1: protocol error --
/// ```
final class Overrun {

    private static final Identity IDENTITY = Identity.generate(new SplittableRandom(-1));

    /// Who it is; it may be accused.
    static final PeerId ID = PeerId.of(IDENTITY.publicKey());

    private static final ProtocolId YAMUX = new ProtocolId("/yamux/1.0.0");
    private static final int HEADER_BYTES = 12;
    private static final int WINDOW_BYTES = 256 << 10;
    private static final int DATA = 0;
    private static final int SYN = 1;
    private static final int GO_AWAY = 3;
    private static final int PROTOCOL_ERROR = 1;

    private final Simulation simulation;

    Overrun(Simulation simulation) {
        this.simulation = simulation;
    }

    /// Tries until it was told, whatever goes wrong meanwhile.
    void run() throws InterruptedException {
        SecurityProtocol security = simulation.scale.security()
                .of(IDENTITY, simulation.random.split(), new Budget("overrun", Limits.NONE));
        boolean told = false;
        while (!told) {
            simulation.sleepUpTo(simulation.scale.faults().dividedBy(4));
            Host victim = simulation.hosts.get(simulation.random.nextInt(simulation.hosts.size()));
            try (Link link = simulation.network.transport(simulation.hosts.size()).dial(victim.address)) {
                told = overrun(link, security, victim);
            } catch (IOException fault) {
                simulation.event("overrun of " + victim + " failed: " + fault.getMessage());
            }
        }
    }

    private boolean overrun(Link link, SecurityProtocol security, Host victim) throws IOException {
        SecureChannel channel = security.initiate(Multistream.propose(link, security.id()), Optional.of(victim.id),
                List.of(YAMUX));
        int length = WINDOW_BYTES + 1;
        channel.write(ByteBuffer.allocate(HEADER_BYTES).putInt(SYN).putInt(1).putInt(length).flip());
        channel.write(ByteBuffer.allocate(length));
        return isTold(channel, victim);
    }

    /// Reads frames up to the goodbye. Those for other streams ask who this is.
    private boolean isTold(SecureChannel channel, Host victim) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        while (true) {
            channel.readFully(header.clear());
            int value = header.getInt(Long.BYTES);
            if (header.get(1) == GO_AWAY) {
                simulation.event(victim + " says goodbye to the overrun: " + value);
                return value == PROTOCOL_ERROR;
            } else if (header.getInt(Integer.BYTES) == 1) {
                simulation.failures.add(victim + " takes more than its window");
                return true;
            } else if (header.get(1) == DATA) {
                channel.readFully(ByteBuffer.allocate(value));
            }
        }
    }
}
