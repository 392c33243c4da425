package mote.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import mote.bytes.P2pException;
import mote.multiaddr.Multiaddr;
import org.junit.jupiter.api.Test;

class IpBlocksTest {

    private final IpBlocks blocks = new IpBlocks(Limits.DEFAULT);

    @Test
    void refusesTheNinthConnectionFromOneIpv4Address() throws Exception {
        var leave = enter(8, "/ip4/192.0.2.7/tcp/%d");

        var refusal = assertThrows(P2pException.class, () -> enter(1, "/ip4/192.0.2.7/tcp/%d"));

        assertTrue(refusal.getMessage().contains("192.0.2.7"), refusal.getMessage());
        enter(8, "/ip4/192.0.2.8/tcp/%d");
        leave.getFirst().run();
        enter(1, "/ip4/192.0.2.7/tcp/%d");
    }

    @Test
    void refusesTheNinthConnectionFromOneIpv6Prefix56() throws Exception {
        enter(8, "/ip6/2001:db8:1:2%02x::1/tcp/1");

        assertThrows(P2pException.class, () -> enter(1, "/ip6/2001:db8:1:2ff::1/tcp/%d"));
        enter(1, "/ip6/2001:db8:1:300::1/tcp/%d");
    }

    @Test
    void refusesTheSixtyFifthConnectionFromOneIpv6Prefix48() throws Exception {
        for (int subnet = 0; subnet < 8; subnet++) {
            enter(8, "/ip6/2001:db8:1:" + Integer.toHexString(subnet << 8) + "::1/tcp/%d");
        }

        assertThrows(P2pException.class, () -> enter(1, "/ip6/2001:db8:1:ff00::1/tcp/%d"));
        enter(1, "/ip6/2001:db8:2::1/tcp/%d");
    }

    @Test
    void letsLoopbackInWithoutEndUnlessToldOtherwise() throws Exception {
        assertEquals(100, enter(100, "/ip4/127.0.0.1/tcp/%d").size());
        assertEquals(0, blocks.size());

        var counting = new IpBlocks(Limits.DEFAULT.withLoopbackCounted());
        for (int i = 0; i < 8; i++) {
            counting.enter(Multiaddr.parse("/ip4/127.0.0.1/tcp/" + i));
        }
        assertThrows(P2pException.class, () -> counting.enter(Multiaddr.parse("/ip4/127.0.0.1/tcp/9")));
    }

    @Test
    void forgetsBlocksThatNobodyIsConnectedFrom() throws Exception {
        List<Runnable> leave = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            leave.addAll(enter(1, "/ip4/198.51.100." + i + "/tcp/%d"));
            leave.addAll(enter(1, "/ip6/2001:db8:" + Integer.toHexString(i) + "::1/tcp/%d"));
        }
        assertEquals(600, blocks.size());

        leave.forEach(Runnable::run);

        assertEquals(0, blocks.size());
    }

    private List<Runnable> enter(int count, String address) throws P2pException {
        var leave = new ArrayList<Runnable>();
        for (int i = 0; i < count; i++) {
            leave.add(blocks.enter(Multiaddr.parse(address.formatted(i))));
        }
        return leave;
    }
}
