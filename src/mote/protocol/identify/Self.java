package mote.protocol.identify;

import module java.base;
import mote.bytes.*;
import mote.connection.*;
import mote.crypto.*;
import mote.multiaddr.*;
import mote.negotiate.*;
import mote.peer.*;
import mote.record.*;
import mote.swarm.*;
import mote.task.*;

/// What this node says about itself. Its peer record is signed once for each change of its addresses.
public final class Self {

    /// spec: "The current protocol version is `ipfs/0.1.0`"
    public static final String PROTOCOL_VERSION = "ipfs/0.1.0";

    private final Identity identity;
    private final Swarm swarm;
    private final Handlers handlers;
    private final String agentVersion;
    private final Clock clock;
    private final Limits limits;

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock.
    private List<Multiaddr> signedAddresses;
    private Bytes signed;
    private long sequence;

    /// @param agentVersion name and version of the program
    public Self(Identity identity, Swarm swarm, Handlers handlers, String agentVersion, Clock clock, Limits limits) {
        this.identity = identity;
        this.swarm = swarm;
        this.handlers = handlers;
        this.agentVersion = agentVersion;
        this.clock = clock;
        this.limits = limits;
    }

    /// The message to the peer of `connection`, small enough for all implementations: where there are too many
    /// addresses or protocols, the last are left out.
    IdentifyMessage messageTo(Connection connection) {
        List<Multiaddr> addresses = fitting(swarm.addresses());
        List<Bytes> encoded = addresses.stream().map(Multiaddr::encoded).toList();
        Bytes record = record(addresses, encoded);
        Bytes observed = connection.remoteAddress().encoded();
        int used = identity.publicKey().encode().length() + 2 * limits.announcedBytesMax() + observed.length()
                + agentVersion.length() + PROTOCOL_VERSION.length() + 512;
        return new IdentifyMessage(Optional.of(identity.publicKey().encode()), encoded,
                fitting(handlers.ids(), limits.sentBytesMax() - used), Optional.of(observed),
                Optional.of(PROTOCOL_VERSION), Optional.of(agentVersion), Optional.of(record));
    }

    private Bytes record(List<Multiaddr> addresses, List<Bytes> encoded) {
        lock.lock();
        try {
            if (!addresses.equals(signedAddresses)) {
                // Peers keep the record with the highest number, so it grows over restarts too.
                sequence = Math.max(sequence + 1, clock.now().toEpochMilli());
                signed = new PeerRecord(PeerId.of(identity.publicKey()), sequence, encoded).seal(identity).encode();
                signedAddresses = addresses;
            }
            return signed;
        } finally {
            lock.unlock();
        }
    }

    private List<Multiaddr> fitting(List<Multiaddr> addresses) {
        var fitting = new ArrayList<Multiaddr>();
        int bytes = 0;
        for (Multiaddr address : addresses) {
            bytes += address.encoded().length() + 4;
            if (bytes > limits.announcedBytesMax()) break;
            fitting.add(address);
        }
        return fitting;
    }

    private static List<String> fitting(List<ProtocolId> ids, int bytesMax) {
        var fitting = new ArrayList<String>();
        int bytes = 0;
        for (ProtocolId id : ids) {
            bytes += id.text().length() + 3;
            if (bytes > bytesMax) break;
            fitting.add(id.text());
        }
        return fitting;
    }
}
