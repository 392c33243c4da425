package mote.protocol.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mote.bytes.Bytes;
import mote.crypto.Identity;
import mote.multiaddr.Multiaddr;
import mote.peer.PeerId;
import org.junit.jupiter.api.Test;

class IdentificationTest {

    private final PeerId peer = peer();
    private final PeerId other = peer();

    @Test
    void takesAddressesWithoutThePeerThatTheyEndWith() throws Exception {
        var relayed = Multiaddr.parse("/ip4/192.0.2.9/tcp/4001/p2p/" + other + "/p2p-circuit");
        Identification checked = check(List.of("/ip4/192.0.2.7/tcp/4001/p2p/" + peer, "/ip4/192.0.2.7/tcp/4001",
                "/p2p/" + peer, relayed + "/p2p/" + peer), "/ip4/192.0.2.1/tcp/50000/p2p/" + other);

        assertEquals(List.of(Multiaddr.parse("/ip4/192.0.2.7/tcp/4001"), relayed), checked.addresses());
        assertEquals(Optional.of(Multiaddr.parse("/ip4/192.0.2.1/tcp/50000")), checked.observedAddress());
    }

    @Test
    void leavesOutAddressesOfAnotherPeer() throws Exception {
        Identification checked = check(List.of("/ip4/192.0.2.7/tcp/4001/p2p/" + other, "/ip4/192.0.2.8/tcp/4001"),
                "/p2p/" + other);

        assertEquals(List.of(Multiaddr.parse("/ip4/192.0.2.8/tcp/4001")), checked.addresses());
        assertEquals(Optional.empty(), checked.observedAddress());
    }

    private Identification check(List<String> listening, String observed) throws Exception {
        var addresses = new ArrayList<Bytes>();
        for (String text : listening) {
            addresses.add(Multiaddr.parse(text).encoded());
        }
        var said = new IdentifyMessage(Optional.empty(), addresses, List.of(),
                Optional.of(Multiaddr.parse(observed).encoded()), Optional.empty(), Optional.empty(), Optional.empty());
        return Identification.of(said, peer, Multiaddr.parse("/ip4/192.0.2.7/tcp/4001"), Limits.DEFAULT);
    }

    private static PeerId peer() {
        return PeerId.of(Identity.generate(new SecureRandom()).publicKey());
    }
}
