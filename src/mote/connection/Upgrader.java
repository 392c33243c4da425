package mote.connection;

import module java.base;
import mote.io.*;
import mote.mux.*;
import mote.negotiate.*;
import mote.peer.*;
import mote.secure.*;
import mote.task.*;
import mote.transport.*;

/// Makes a connection out of a raw link. Everything below comes together here:
///
/// ```
///   Link           bytes to a host, nothing proven                           mote.transport
///    │  multistream-select: which security protocol?                         mote.negotiate
///    │  its handshake                                                        mote.secure
///   SecureChannel  encrypted, and we know who is there
///    │  multistream-select: which muxer? (unless the handshake said)         mote.negotiate
///   Session        many streams                                              mote.mux
///    │  the gate: may this peer connect, and what may it use?
///   Connection     answers the peer's streams, opens ours
/// ```
///
/// It runs on the calling thread, one step after the other, and the whole of it has a limit of time.
///
/// @param securities best first
/// @param muxers best first
/// @param spokenByAll protocols that every peer is taken to speak before it says so
/// @see <a href="https://github.com/libp2p/specs/tree/master/connections">spec: connections</a>
public record Upgrader(List<SecurityProtocol> securities, List<Muxer> muxers, Set<ProtocolId> spokenByAll,
        Limits limits) {

    /// Upgrades a link that this side dialled. Blocks. Where it fails it closes the link.
    ///
    /// @param expected who must be there, if that is known
    /// @param scope under which the connection's threads will run
    /// @throws mote.secure.WrongPeerException when another peer than `expected` is there
    /// @throws mote.task.TimedOutException when it took too long
    /// @throws IOException when it failed otherwise, or the gate refused
    public Connection dialled(Link link, Optional<PeerId> expected, Gate gate, Scope scope) throws IOException {
        return upgrade(link, Direction.OUTBOUND, gate, scope, () -> {
            SecurityProtocol security = securities.getFirst();
            // Proposed without waiting: it travels with the handshake's first message.
            Duplex proposed = Multistream.propose(link, security.id());
            SecureChannel channel = stage(scope, link, "the security handshake",
                    () -> security.initiate(proposed, expected, muxerIds()));
            if (channel.muxer().isEmpty() && muxers.size() == 1) {
                Muxer only = muxers.getFirst();
                return new Upgraded(channel, security, only, Multistream.propose(channel, only.id()));
            }
            Muxer muxer = muxer(channel, scope, link, () -> Multistream.select(channel, muxerIds()));
            return new Upgraded(channel, security, muxer, channel);
        });
    }

    /// Upgrades a link that this side accepted. Blocks. Where it fails it closes the link.
    ///
    /// @param heard run when the other side has proposed what is spoken here: it is not silent
    /// @throws mote.negotiate.NoCommonProtocolException when there is no common security protocol or muxer
    /// @throws mote.task.TimedOutException when it took too long
    /// @throws IOException when it failed otherwise, or the gate refused
    public Connection accepted(Link link, Runnable heard, Gate gate, Scope scope) throws IOException {
        return upgrade(link, Direction.INBOUND, gate, scope, () -> {
            ProtocolId proposed = stage(scope, link, "agreeing on a security protocol",
                    () -> Multistream.answer(link, securities.stream().map(SecurityProtocol::id).toList()));
            heard.run();
            SecurityProtocol security = find(securities, SecurityProtocol::id, proposed);
            SecureChannel channel = stage(scope, link, "the security handshake",
                    () -> security.respond(link, muxerIds()));
            Muxer muxer = muxer(channel, scope, link, () -> Multistream.answer(channel, muxerIds()));
            return new Upgraded(channel, security, muxer, channel);
        });
    }

    /// What the negotiations and the handshake come to.
    ///
    /// @param pipe what the muxer runs on: the channel, or a proposal on it
    record Upgraded(SecureChannel channel, SecurityProtocol security, Muxer muxer, Duplex pipe) { }

    private Connection upgrade(Link link, Direction direction, Gate gate, Scope scope,
            Deadline.Work<Upgraded> negotiations) throws IOException {
        Connection made = null;
        try {
            Upgraded upgraded = Deadline.within(scope.clock(), limits.upgrade(),
                    "the upgrade with " + link.remoteAddress(), link, negotiations);
            PeerId peer = upgraded.channel().remotePeer();
            Gate.Admission admission = gate.admit(peer);
            Scope own = scope.child("connection " + peer.brief());
            Session session = upgraded.muxer().start(upgraded.pipe(), direction == Direction.OUTBOUND, peer.brief(),
                    own, admission.connection());
            made = new Connection(link, upgraded, direction, session, own, admission, spokenByAll, limits);
            return made;
        } finally {
            if (made == null) link.close();
        }
    }

    private <T> T stage(Scope scope, Link link, String what, Deadline.Work<T> work) throws IOException {
        return Deadline.within(scope.clock(), limits.stage(), what, link, work);
    }

    private List<ProtocolId> muxerIds() { return muxers.stream().map(Muxer::id).toList(); }

    /// The muxer that the handshake agreed on, or else `negotiation`.
    private Muxer muxer(SecureChannel channel, Scope scope, Link link, Deadline.Work<ProtocolId> negotiation)
            throws IOException {
        return find(muxers, Muxer::id, channel.muxer().isPresent() ? channel.muxer().get()
                : stage(scope, link, "agreeing on a muxer", negotiation));
    }

    private static <T> T find(List<T> all, Function<T, ProtocolId> idOf, ProtocolId id) {
        return all.stream().filter(candidate -> idOf.apply(candidate).equals(id)).findFirst().orElseThrow();
    }
}
