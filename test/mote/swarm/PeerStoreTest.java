package mote.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import mote.bytes.Bytes;
import mote.bytes.Writer;
import mote.multiaddr.Multiaddr;
import mote.negotiate.ProtocolId;
import mote.peer.PeerId;
import org.junit.jupiter.api.Test;

class PeerStoreTest {

    private final PeerStore store = new PeerStore(Limits.DEFAULT);

    @Test
    void keepsTheNewestSixtyFourAddressesOfAPeer() throws Exception {
        for (int port = 1; port <= 100; port++) {
            store.addAddresses(peer(1), List.of(Multiaddr.parse("/ip4/192.0.2.1/tcp/" + port)));
        }

        var addresses = store.find(peer(1)).orElseThrow().addresses();
        assertEquals(64, addresses.size());
        assertEquals("/ip4/192.0.2.1/tcp/37", addresses.getFirst().toString());
        assertEquals("/ip4/192.0.2.1/tcp/100", addresses.getLast().toString());
    }

    @Test
    void movesAnAddressThatIsSeenAgainToTheEnd() throws Exception {
        var first = Multiaddr.parse("/ip4/192.0.2.1/tcp/1");
        var second = Multiaddr.parse("/ip4/192.0.2.1/tcp/2");

        store.addAddresses(peer(1), List.of(first, second));
        store.addAddresses(peer(1), List.of(first.withPeer(peer(1))));

        assertEquals(List.of(second, first), store.find(peer(1)).orElseThrow().addresses());
    }

    @Test
    void forgetsThePeerThatWasLongestNotUsed() throws Exception {
        var address = List.of(Multiaddr.parse("/ip4/192.0.2.1/tcp/1"));
        for (int i = 0; i < 4_096; i++) {
            store.addAddresses(peer(i), address);
        }
        store.find(peer(0));

        store.addAddresses(peer(4_096), address);

        assertEquals(4_096, store.size());
        assertTrue(store.find(peer(0)).isPresent());
        assertTrue(store.find(peer(1)).isEmpty());
    }

    @Test
    void replacesWhatThePeerSaidBefore() throws Exception {
        var ping = new ProtocolId("/ipfs/ping/1.0.0");
        var old = Multiaddr.parse("/ip4/192.0.2.1/tcp/1");
        var current = Multiaddr.parse("/ip4/192.0.2.1/tcp/2");
        store.addAddresses(peer(1), List.of(old));

        store.update(peer(1), new PeerStore.Peer(List.of(current), List.of(ping), "agent", "ipfs/0.1.0"));

        var known = store.find(peer(1)).orElseThrow();
        assertEquals(List.of(current), known.addresses());
        assertEquals(List.of(ping), known.protocols());
        assertEquals("agent", known.agentVersion());
    }

    @Test
    void keepsWhatThePeerSaysNothingAbout() throws Exception {
        var ping = new ProtocolId("/ipfs/ping/1.0.0");
        var address = Multiaddr.parse("/ip4/192.0.2.1/tcp/1");
        store.update(peer(1), new PeerStore.Peer(List.of(address), List.of(ping), "agent", "ipfs/0.1.0"));

        var known = store.update(peer(1), new PeerStore.Peer(List.of(), List.of(), "newer", ""));

        assertEquals(new PeerStore.Peer(List.of(address), List.of(ping), "newer", "ipfs/0.1.0"), known);
    }

    @Test
    void takesNoMoreMemoryHoweverMuchEachPeerSays() throws Exception {
        var protocols = new ArrayList<ProtocolId>();
        for (int i = 0; i < 60; i++) {
            protocols.add(new ProtocolId("/" + i + "x".repeat(1_000)));
        }
        for (int i = 0; i < 1_000; i++) {
            store.update(peer(i), new PeerStore.Peer(List.of(), protocols, "", ""));
        }

        int bytesOfEach = 60 * 1_000;
        assertTrue(store.size() * bytesOfEach <= 8 << 20, store.size() + " peers");
        assertTrue(store.size() > 100, store.size() + " peers");
        assertTrue(store.find(peer(999)).isPresent());
    }

    private static PeerId peer(int number) throws Exception {
        Bytes digest = Bytes.copyOf(new byte[28]).concat(new Writer(4).u32(number).toBytes());
        return PeerId.decode(Bytes.ofHex("1220").concat(digest));
    }
}
