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

    // Guarded by this.
    private List<Bytes> signedAddresses;
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
        Bytes key = identity.publicKey().encode();
        List<Bytes> addresses = fitting(swarm.addresses().stream().map(Multiaddr::encoded).toList(),
                address -> address.length() + 4, limits.announcedBytesMax());
        Bytes observed = connection.remoteAddress().encoded();
        int used = key.length() + 2 * limits.announcedBytesMax() + observed.length() + agentVersion.length()
                + PROTOCOL_VERSION.length() + 512;
        List<String> protocols = fitting(handlers.ids().stream().map(ProtocolId::text).toList(),
                text -> text.length() + 3, limits.sentBytesMax() - used);
        return new IdentifyMessage(Optional.of(key), addresses, protocols, Optional.of(observed),
                Optional.of(PROTOCOL_VERSION), Optional.of(agentVersion), Optional.of(record(addresses)));
    }

    private synchronized Bytes record(List<Bytes> addresses) {
        if (!addresses.equals(signedAddresses)) {
            // Peers keep the record with the highest number, so it grows over restarts too.
            sequence = Math.max(sequence + 1, clock.now().toEpochMilli());
            signed = new PeerRecord(PeerId.of(identity.publicKey()), sequence, addresses).seal(identity).encode();
            signedAddresses = addresses;
        }
        return signed;
    }

    /// The first of `all` that take at most `bytesMax` together.
    private static <T> List<T> fitting(List<T> all, ToIntFunction<T> bytesOf, int bytesMax) {
        var fitting = new ArrayList<T>();
        int bytes = 0;
        for (T one : all) {
            bytes += bytesOf.applyAsInt(one);
            if (bytes > bytesMax) break;
            fitting.add(one);
        }
        return fitting;
    }
}
