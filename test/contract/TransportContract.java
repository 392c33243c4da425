package contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mote.budget.Budget;
import mote.bytes.P2pException;
import mote.multiaddr.Multiaddr;
import mote.transport.Link;
import mote.transport.Listener;
import mote.transport.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every [Transport] does. A test class of an implementation extends this.
@Timeout(20)
public abstract class TransportContract {

    private Transport here;
    private Transport there;
    private Listener listener;

    /// The transport of a host that dials.
    protected abstract Transport dialling();

    /// The transport of a host that listens.
    protected abstract Transport listening();

    /// An address of the listening host with a port to be chosen.
    protected abstract Multiaddr anyPort();

    /// What both hosts reserve from. It is zero when all is closed and [#stop] was called.
    protected abstract Budget budget();

    /// Ends the threads of both hosts.
    protected abstract void stop();

    @BeforeEach
    void listen() throws IOException {
        here = dialling();
        there = listening();
        listener = there.listen(anyPort());
    }

    @AfterEach
    void closeAll() {
        listener.close();
        stop();
        assertTrue(budget().isZero(), "something is still reserved");
    }

    @Test
    void bothEndsAgreeOnTheirAddresses() throws IOException {
        try (Link dialled = here.dial(address()); Link accepted = listener.accept()) {
            assertEquals(address(), dialled.remoteAddress());
            assertEquals(address(), accepted.localAddress());
            assertEquals(dialled.localAddress(), accepted.remoteAddress());
            assertTrue(here.handles(dialled.localAddress()));
            assertTrue(there.handles(address()));
        }
    }

    @Test
    void choosesAPortOfItsOwnForEachListener() throws IOException {
        try (Listener other = there.listen(anyPort())) {
            assertFalse(other.addresses().contains(address()));
        }
    }

    @Test
    void aDialEndsBeforeAnybodyAccepts() throws IOException {
        try (Link dialled = here.dial(address())) {
            dialled.write(ByteBuffer.wrap(new byte[] {7}));
            try (Link accepted = listener.accept()) {
                assertEquals(7, readByte(accepted));
            }
        }
    }

    @Test
    void manyDialsAtOnceAreAllAccepted() throws Exception {
        int count = 64;
        List<Background> dials = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte own = (byte) i;
            dials.add(Background.run(() -> {
                try (Link dialled = here.dial(address())) {
                    dialled.write(ByteBuffer.wrap(new byte[] {own}));
                    assertEquals(own, readByte(dialled));
                }
            }));
        }
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < count; i++) {
            try (Link accepted = listener.accept()) {
                int octet = readByte(accepted);
                seen.add(octet);
                accepted.write(ByteBuffer.wrap(new byte[] {(byte) octet}));
                assertEquals(-1, accepted.read(ByteBuffer.allocate(1)));
            }
        }
        for (Background dial : dials) {
            dial.join();
        }
        assertEquals(count, seen.size());
    }

    @Test
    void aDialToNobodyIsRefused() {
        Multiaddr gone = address();
        listener.close();
        var refused = assertThrows(P2pException.class, () -> here.dial(gone));
        assertEquals(P2pException.Blame.NETWORK, refused.blame());
        assertTrue(refused.getMessage().contains("refused"), refused.getMessage());
    }

    @Test
    void anAddressCanBeListenedOnOnce() throws IOException {
        Multiaddr taken = address();
        var refused = assertThrows(P2pException.class, () -> there.listen(taken));
        assertEquals(P2pException.Blame.LOCAL, refused.blame());
        listener.close();
        listener = there.listen(taken);
        assertEquals(taken, address());
    }

    @Test
    void closeWakesABlockedAccept() throws Exception {
        Background accept = Background.run(() ->
                assertThrows(ClosedChannelException.class, () -> listener.accept()));
        accept.awaitBlocked();
        listener.close();
        accept.join();
        assertThrows(ClosedChannelException.class, () -> listener.accept());
        listener.close();
    }

    @Test
    void anInterruptWakesABlockedAccept() throws Exception {
        Background accept = Background.run(() ->
                assertThrows(ClosedChannelException.class, () -> listener.accept()));
        accept.awaitBlocked();
        accept.interrupt();
        accept.join();
    }

    @Test
    void linksOutliveTheirListener() throws IOException {
        try (Link dialled = here.dial(address()); Link accepted = listener.accept()) {
            listener.close();
            accepted.write(ByteBuffer.wrap(new byte[] {42}));
            assertEquals(42, readByte(dialled));
        }
    }

    @Test
    void linksThatNobodyAcceptedEndWithTheListener() throws IOException {
        try (Link dialled = here.dial(address())) {
            listener.close();
            int end;
            try {
                end = dialled.read(ByteBuffer.allocate(1));
            } catch (IOException _) {
                end = -1;
            }
            assertEquals(-1, end, "an end or a reset");
        }
    }

    @Test
    void aWriterFailsOnceTheOtherSideIsClosed() throws Exception {
        Link accepted;
        try (Link dialled = here.dial(address())) {
            accepted = listener.accept();
            Background writer = Background.run(() -> assertThrows(IOException.class, () -> {
                while (true) {
                    dialled.write(ByteBuffer.allocate(64 << 10));
                }
            }));
            writer.awaitBlocked();
            accepted.close();
            writer.join();
            assertTrue(dialled.isOpen());
        }
    }

    @Test
    void refusesAddressesOfOtherTransports() throws P2pException {
        var foreign = Multiaddr.parse("/ip4/192.0.2.1/udp/1");
        assertFalse(here.handles(foreign));
        assertThrows(IllegalArgumentException.class, () -> here.dial(foreign));
        assertThrows(IllegalArgumentException.class, () -> there.listen(foreign));
    }

    private Multiaddr address() {
        return listener.addresses().getFirst();
    }

    private static int readByte(Link link) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        link.readFully(one);
        return one.get(0);
    }
}
