package contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mote.budget.Budget;
import mote.budget.Limits;
import mote.bytes.P2pException;
import mote.io.Duplex;
import mote.io.MemoryPipe;
import mote.negotiate.NoCommonProtocolException;
import mote.negotiate.ProtocolId;
import mote.peer.PeerId;
import mote.secure.SecureChannel;
import mote.secure.SecurityProtocol;
import mote.secure.WrongPeerException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [SecurityProtocol] does; what its channels do is [DuplexContract]. For one that also keeps others from
/// reading and changing what is sent there is [EncryptionContract].
public abstract class SecurityContract extends DuplexContract {

    private static final ProtocolId YAMUX = new ProtocolId("/yamux/1.0.0");
    private static final ProtocolId MPLEX = new ProtocolId("/mplex/6.7.0");

    /// A node, so far as its connections need it.
    ///
    /// @param protocol its side of handshakes
    /// @param id who it is
    public record Party(SecurityProtocol protocol, PeerId id) {
    }

    /// Both ends of a handshake that succeeded.
    protected record Secured(SecureChannel dialer, SecureChannel listener) {
    }

    private final Budget budget = new Budget("test", Limits.NONE);
    private final List<Duplex> opened = new ArrayList<>();
    private Party alice;
    private Party bob;

    /// A new node with an identity of its own, which differs with `seed`. Its channels reserve in `budget`.
    protected abstract Party party(int seed, Budget budget) throws Exception;

    @BeforeEach
    void meet() throws Exception {
        parties();
    }

    @AfterEach
    void holdsNothingAtTheEnd() {
        opened.forEach(Duplex::close);
        assertTrue(budget.isZero(), "the budget is zero when all is closed");
    }

    @Override
    protected final Pair pair() throws Exception {
        parties();
        Secured secured = handshake(pipe());
        return new Pair(secured.dialer(), secured.listener());
    }

    @Test
    void provesBothIdentities() throws Exception {
        assertNotEquals(alice.id(), bob.id());
        Secured secured = handshake(pipe());
        assertEquals(bob.id(), secured.dialer().remotePeer());
        assertEquals(alice.id(), secured.listener().remotePeer());
        assertEquals(bob.id(), PeerId.of(secured.dialer().remoteKey()));
        assertEquals(alice.id(), PeerId.of(secured.listener().remoteKey()));
    }

    @Test
    void servesManyConnections() throws Exception {
        var tasks = new ArrayList<Background>();
        for (int i = 0; i < 8; i++) {
            MemoryPipe pipe = pipe();
            tasks.add(Background.run(() -> assertEquals(bob.id(), handshake(pipe).dialer().remotePeer())));
        }
        for (Background task : tasks) {
            task.join();
        }
    }

    @Test
    void connectsWithItself() throws Exception {
        bob = alice;
        assertEquals(alice.id(), handshake(pipe()).dialer().remotePeer());
    }

    @Test
    void acceptsTheExpectedPeer() throws Exception {
        MemoryPipe pipe = pipe();
        Background listener = Background.run(() -> respond(pipe.right(), List.of()));
        assertEquals(bob.id(), initiate(pipe.left(), Optional.of(bob.id()), List.of()).remotePeer());
        listener.join();
    }

    @Test
    void refusesAnotherPeerThanTheExpectedOneOnBothSides() throws Exception {
        MemoryPipe pipe = pipe();
        Background listener = Background.run(() ->
                assertThrows(IOException.class, () -> respond(pipe.right(), List.of())));
        var wrong = assertThrows(WrongPeerException.class,
                () -> initiate(pipe.left(), Optional.of(alice.id()), List.of()));
        listener.join();
        assertTrue(wrong.getMessage().contains(alice.id().toString()), wrong.getMessage());
        assertTrue(wrong.getMessage().contains(bob.id().toString()), wrong.getMessage());
        assertClosed(pipe);
    }

    @Test
    void worksByteByByte() throws Exception {
        MemoryPipe pipe = pipe();
        Secured secured = handshake(new MemoryPipe(new Trickle(pipe.left()), new Trickle(pipe.right())));
        secured.dialer().write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        ByteBuffer dst = ByteBuffer.allocate(3);
        secured.listener().readFully(dst);
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3}), dst.flip());
    }

    @Test
    void leavesDataBehindTheHandshakeToTheChannel() throws Exception {
        MemoryPipe pipe = pipe();
        Background dialer = Background.run(() -> {
            SecureChannel channel = initiate(pipe.left(), Optional.empty(), List.of());
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            channel.closeWrite();
        });
        SecureChannel channel = respond(new Late(pipe.right(), dialer), List.of());
        assertEquals(3, channel.read(ByteBuffer.allocate(9)));
        assertEquals(-1, channel.read(ByteBuffer.allocate(9)));
    }

    @Test
    void agreesOnTheDialersFavouriteMuxer() throws Exception {
        assertMuxers(Optional.of(YAMUX), List.of(YAMUX, MPLEX), List.of(MPLEX, YAMUX));
        assertMuxers(Optional.of(MPLEX), List.of(YAMUX, MPLEX), List.of(MPLEX));
    }

    @Test
    void agreesOnNoMuxerWhereOneSideOffersNone() throws Exception {
        assertMuxers(Optional.empty(), List.of(), List.of(YAMUX));
        assertMuxers(Optional.empty(), List.of(YAMUX), List.of());
        assertMuxers(Optional.empty(), List.of(), List.of());
    }

    @Test
    void failsWhereBothOfferMuxersAndNoneIsCommon() throws Exception {
        MemoryPipe pipe = pipe();
        Background listener = Background.run(() ->
                assertThrows(IOException.class, () -> respond(pipe.right(), List.of(MPLEX))));
        assertThrows(NoCommonProtocolException.class,
                () -> initiate(pipe.left(), Optional.empty(), List.of(YAMUX)));
        listener.join();
        assertClosed(pipe);
    }

    @Test
    void failsWhereTheOtherSideSendsSomethingElse() throws Exception {
        for (byte filling : new byte[] {0, 1, 'A', -1}) {
            byte[] junk = new byte[1 << 20];
            Arrays.fill(junk, filling);
            for (boolean dialing : new boolean[] {true, false}) {
                MemoryPipe pipe = MemoryPipe.create(2 << 20);
                pipe.left().write(ByteBuffer.wrap(junk));
                var refused = assertThrows(P2pException.class, () -> shake(pipe.right(), dialing));
                assertEquals(P2pException.Blame.PEER, refused.blame());
                assertFalse(pipe.right().isOpen());
            }
        }
    }

    @Test
    void failsWhereTheOtherSideEndsAtAnyByte() throws Exception {
        int dialerBytes = countedHandshake(true);
        int listenerBytes = countedHandshake(false);
        for (int cut = 0; cut < dialerBytes; cut += 1 + cut / 40) {
            assertFailsWhereCut(cut, true);
        }
        for (int cut = 0; cut < listenerBytes; cut += 1 + cut / 40) {
            assertFailsWhereCut(cut, false);
        }
    }

    @Test
    void failsWhereThePipeIsClosedMeanwhile() throws Exception {
        MemoryPipe pipe = pipe();
        Background listener = Background.run(() ->
                assertThrows(IOException.class, () -> respond(pipe.right(), List.of())));
        listener.awaitBlocked();
        pipe.right().close();
        listener.join();
    }

    /// A new pipe that is closed at the end of the test.
    protected final synchronized MemoryPipe pipe() {
        MemoryPipe pipe = MemoryPipe.create();
        opened.add(pipe.left());
        opened.add(pipe.right());
        return pipe;
    }

    /// A handshake over `pipe` that has to succeed: Alice, at the left, dials Bob.
    protected final Secured handshake(MemoryPipe pipe) throws Exception {
        var listener = new SecureChannel[1];
        Background answer = Background.run(() -> listener[0] = respond(pipe.right(), List.of()));
        SecureChannel dialer = initiate(pipe.left(), Optional.empty(), List.of());
        answer.join();
        return new Secured(dialer, listener[0]);
    }

    protected final SecureChannel initiate(Duplex raw, Optional<PeerId> expected, List<ProtocolId> muxers)
            throws IOException {
        return opened(alice.protocol().initiate(raw, expected, muxers));
    }

    protected final SecureChannel respond(Duplex raw, List<ProtocolId> muxers) throws IOException {
        return opened(bob.protocol().respond(raw, muxers));
    }

    protected final void assertClosed(MemoryPipe pipe) {
        assertFalse(pipe.left().isOpen());
        assertFalse(pipe.right().isOpen());
    }

    private synchronized SecureChannel opened(SecureChannel channel) {
        opened.add(channel);
        return channel;
    }

    private void parties() throws Exception {
        if (alice == null) {
            alice = party(1, budget);
            bob = party(2, budget);
        }
    }

    private SecureChannel shake(Duplex raw, boolean dialing) throws IOException {
        return dialing ? initiate(raw, Optional.empty(), List.of()) : respond(raw, List.of());
    }

    private void assertMuxers(Optional<ProtocolId> agreed, List<ProtocolId> dialers, List<ProtocolId> listeners)
            throws Exception {
        MemoryPipe pipe = pipe();
        Background answer = Background.run(() -> assertEquals(agreed, respond(pipe.right(), listeners).muxer()));
        assertEquals(agreed, initiate(pipe.left(), Optional.empty(), dialers).muxer());
        answer.join();
    }

    /// How many bytes one side sends in a handshake.
    private int countedHandshake(boolean dialers) throws Exception {
        MemoryPipe pipe = pipe();
        var dialer = new Cut(pipe.left(), Integer.MAX_VALUE);
        var listener = new Cut(pipe.right(), Integer.MAX_VALUE);
        handshake(new MemoryPipe(dialer, listener));
        return dialers ? dialer.sent : listener.sent;
    }

    private void assertFailsWhereCut(int bytes, boolean dialers) throws Exception {
        MemoryPipe pipe = pipe();
        Duplex left = dialers ? new Cut(pipe.left(), bytes) : pipe.left();
        Duplex right = dialers ? pipe.right() : new Cut(pipe.right(), bytes);
        Background answer = Background.run(() -> {
            var failure = assertThrows(IOException.class, () -> respond(right, List.of()));
            assertFalse(failure instanceof WrongPeerException);
        });
        if (dialers) {
            // The dialer speaks last: it may be done before the listener misses something.
            try {
                initiate(left, Optional.empty(), List.of());
            } catch (IOException _) {
                assertFalse(left.isOpen());
            }
        } else {
            assertThrows(IOException.class, () -> initiate(left, Optional.empty(), List.of()));
        }
        answer.join();
        assertFalse(right.isOpen());
    }

    /// Reads one byte at a time.
    private static final class Trickle extends Through {
        Trickle(Duplex pipe) {
            super(pipe);
        }

        @Override
        public int read(ByteBuffer dst) throws IOException {
            ByteBuffer one = dst.slice(dst.position(), Math.min(1, dst.remaining()));
            int count = pipe.read(one);
            dst.position(dst.position() + Math.max(0, count));
            return count;
        }
    }

    /// Reads only when the other side has said all it has to say, or waits.
    private static final class Late extends Through {
        private final Background other;

        Late(Duplex pipe, Background other) {
            super(pipe);
            this.other = other;
        }

        @Override
        public int read(ByteBuffer dst) throws IOException {
            other.awaitBlocked();
            return pipe.read(dst);
        }
    }

    /// Sends so many bytes, and then ends without a word.
    private static final class Cut extends Through {
        private final int max;
        private int sent;

        Cut(Duplex pipe, int max) {
            super(pipe);
            this.max = max;
        }

        @Override
        public void writeAll(ByteBuffer... parts) throws IOException {
            for (ByteBuffer part : parts) {
                int count = Math.min(part.remaining(), max - sent);
                pipe.write(part.slice(part.position(), count));
                sent += count;
                part.position(part.limit());
            }
            if (sent == max) {
                pipe.closeWrite();
            }
        }
    }
}
