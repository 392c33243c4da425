package contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.io.Duplex;
import mote.io.MemoryPipe;
import mote.secure.SecureChannel;
import mote.task.Clock;
import mote.task.Deadline;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a [mote.secure.SecurityProtocol] does that is safe on a hostile network: what is changed on the way is noticed,
/// and what is sent cannot be read.
public abstract class EncryptionContract extends SecurityContract {

    private static final Clock CLOCK = Clock.system();
    private static final Bytes TEXT = Bytes.utf8("nobody else's business");

    /// A length that was changed makes a side wait for bytes that do not come, as long as its caller allows.
    private static final Duration PATIENCE = Duration.ofMillis(200);

    @Test
    @Tag("slow")
    void noticesEveryByteThatIsChangedInTheHandshake() throws Exception {
        var wire = new Wire();
        handshake(wire.pipe());
        for (int at = 0; at < wire.toListener.length(); at++) {
            assertNoticed(at, true);
        }
        for (int at = 0; at < wire.toDialer.length(); at++) {
            assertNoticed(at, false);
        }
    }

    @Test
    void noticesEveryByteThatIsChangedAfterwards() throws Exception {
        var wire = new Wire();
        int begin = begin(wire);
        int end = wire.toListener.length();
        for (int at = begin; at < end; at++) {
            var changed = new Wire();
            changed.changedAt = at;
            Secured secured = handshake(changed.pipe());
            secured.dialer().write(TEXT.buffer());
            secured.dialer().closeWrite();
            for (int i = 0; i < 2; i++) {
                // A length that was changed leaves the message incomplete.
                assertThrows(IOException.class, () -> secured.listener().read(ByteBuffer.allocate(99)));
            }
        }
    }

    @Test
    void refusesWhatIsRepeatedReorderedOrLeftOut() throws Exception {
        var wire = new Wire();
        int begin = begin(wire);
        Bytes first = wire.toListener.slice(begin);
        for (int scene = 0; scene < 3; scene++) {
            var other = new Wire();
            Secured secured = handshake(other.pipe());
            var held = new Bytes[2];
            for (int i = 0; i < 2; i++) {
                int from = other.toListener.length();
                other.isHeld = true;
                secured.dialer().write(TEXT.buffer());
                held[i] = other.toListener.slice(from);
                assertEquals(first.length(), held[i].length());
            }
            other.isHeld = false;
            List<Bytes> delivered = List.of(List.of(held[0], held[0]), List.of(held[1], held[0]), List.of(held[1]))
                    .get(scene);
            for (Bytes message : delivered) {
                other.inject(message);
            }
            ByteBuffer dst = ByteBuffer.allocate(TEXT.length());
            if (scene == 0) {
                secured.listener().readFully(dst);
                assertEquals(TEXT, Bytes.copyOf(dst.flip()));
            }
            var refused = assertThrows(P2pException.class,
                    () -> secured.listener().read(ByteBuffer.allocate(99)));
            assertEquals(P2pException.Blame.PEER, refused.blame());
        }
    }

    @Test
    void showsNothingOfWhatIsSent() throws Exception {
        var wire = new Wire();
        int begin = begin(wire);
        assertTrue(wire.toListener.length() - begin > TEXT.length());
        assertFalse(wire.toListener.hex().contains(TEXT.slice(0, 4).hex()));
        var again = new Wire();
        int other = begin(again);
        assertFalse(again.toListener.slice(other).equals(wire.toListener.slice(begin)), "two connections differ");
    }

    /// A handshake and [#TEXT] from the dialer; returns where the text begins among the bytes on the wire.
    private int begin(Wire wire) throws Exception {
        Secured secured = handshake(wire.pipe());
        int begin = wire.toListener.length();
        secured.dialer().write(TEXT.buffer());
        ByteBuffer dst = ByteBuffer.allocate(TEXT.length());
        secured.listener().readFully(dst);
        assertEquals(TEXT, Bytes.copyOf(dst.flip()));
        return begin;
    }

    /// Where this machine was too busy to send the byte in time, it is tried again.
    private void assertNoticed(int at, boolean toListener) throws Exception {
        boolean isChanged = false;
        for (int attempt = 0; attempt < 20 && !isChanged; attempt++) {
            isChanged = tryToChange(at, toListener);
        }
        assertTrue(isChanged);
    }

    /// Returns whether the byte was sent, changed; what is done with it is asserted here.
    private boolean tryToChange(int at, boolean toListener) throws Exception {
        var wire = new Wire();
        wire.changedAt = at;
        wire.isListenersChanged = !toListener;
        MemoryPipe pipe = wire.pipe();
        Background answer = Background.run(() -> assertThrows(IOException.class,
                () -> within(pipe.right(), () -> respond(pipe.right(), List.of()))));
        try {
            within(pipe.left(), () -> initiate(pipe.left(), Optional.empty(), List.of()));
            assertTrue(toListener, "only what the dialer says last can be changed without its notice");
        } catch (IOException _) {
            assertFalse(pipe.left().isOpen());
        }
        answer.join();
        return wire.isChanged;
    }

    private static SecureChannel within(Duplex pipe, Deadline.Work<SecureChannel> work) throws IOException {
        return Deadline.within(CLOCK, PATIENCE, "handshake", pipe, work);
    }

    /// The wire between two peers, and who sits on it.
    private final class Wire {
        private final MemoryPipe pipe = EncryptionContract.this.pipe();
        private Bytes toListener = Bytes.EMPTY;
        private Bytes toDialer = Bytes.EMPTY;
        private int changedAt = -1;
        private boolean isListenersChanged;
        private boolean isChanged;
        private boolean isHeld;

        MemoryPipe pipe() {
            return new MemoryPipe(new Changing(pipe.left(), false), new Changing(pipe.right(), true));
        }

        void inject(Bytes bytes) throws IOException {
            pipe.left().write(bytes.buffer());
        }

        private final class Changing extends Through {
            private final boolean isListener;

            Changing(Duplex pipe, boolean isListener) {
                super(pipe);
                this.isListener = isListener;
            }

            @Override
            public void writeAll(ByteBuffer... parts) throws IOException {
                for (ByteBuffer part : parts) {
                    byte[] bytes = Bytes.copyOf(part).toArray();
                    int before = isListener ? toDialer.length() : toListener.length();
                    int index = changedAt - before;
                    if (isListener) {
                        toDialer = toDialer.concat(Bytes.copyOf(bytes));
                    } else {
                        toListener = toListener.concat(Bytes.copyOf(bytes));
                    }
                    if (changedAt >= 0 && isListener == isListenersChanged && index >= 0 && index < bytes.length) {
                        bytes[index] ^= 0x04;
                        isChanged = true;
                    }
                    if (!isHeld) {
                        pipe.write(ByteBuffer.wrap(bytes));
                    }
                }
            }
        }
    }
}
