package interop;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import mote.budget.Budget;
import mote.crypto.Identity;
import mote.io.Duplex;
import mote.negotiate.ProtocolId;
import mote.node.SystemWorld;
import mote.node.World;
import mote.peer.PeerId;
import mote.secure.SecureChannel;
import mote.secure.SecurityProtocol;
import mote.task.Clock;
import mote.task.Scope;
import mote.transport.Transport;

/// The real world, in which it is noted whether a handshake agreed on the muxer: no connection tells that.
final class WatchedWorld implements World {

    /// Peers with whom the last handshake did, and on which muxer.
    final Map<PeerId, ProtocolId> earlyMuxers = new ConcurrentHashMap<>();

    private final World real = new SystemWorld();

    @Override
    public Clock clock() {
        return real.clock();
    }

    @Override
    public ThreadFactory threads() {
        return real.threads();
    }

    @Override
    public RandomGenerator random() {
        return real.random();
    }

    @Override
    public List<Transport> transports(Scope scope, Budget budget) {
        return real.transports(scope, budget);
    }

    @Override
    public List<SecurityProtocol> securities(Identity identity, Budget budget) {
        return real.securities(identity, budget).stream().<SecurityProtocol>map(Watched::new).toList();
    }

    private final class Watched implements SecurityProtocol {

        private final SecurityProtocol real;

        Watched(SecurityProtocol real) {
            this.real = real;
        }

        @Override
        public ProtocolId id() {
            return real.id();
        }

        @Override
        public SecureChannel initiate(Duplex raw, Optional<PeerId> expected, List<ProtocolId> muxers)
                throws IOException {
            return noted(real.initiate(raw, expected, muxers));
        }

        @Override
        public SecureChannel respond(Duplex raw, List<ProtocolId> muxers) throws IOException {
            return noted(real.respond(raw, muxers));
        }

        private SecureChannel noted(SecureChannel channel) {
            channel.muxer().ifPresentOrElse(muxer -> earlyMuxers.put(channel.remotePeer(), muxer),
                    () -> earlyMuxers.remove(channel.remotePeer()));
            return channel;
        }
    }
}
