package mote.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import contract.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import mote.bytes.P2pException;
import mote.task.TimedOutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
final class NamesTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final ManualClock clock = new ManualClock();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void looksUpANameInTheResolversOrder() throws IOException {
        List<InetAddress> found = names(name -> {
            assertEquals("example.org", name);
            return ips("192.0.2.2", "2001:db8::1", "192.0.2.1");
        }).lookUp("example.org", LIMIT);
        assertEquals(Arrays.asList(ips("192.0.2.2", "2001:db8::1", "192.0.2.1")), found);
        assertEquals(0, clock.timers());
    }

    @Test
    void usesTheFirstAddressesOfANameWithMany() throws IOException {
        InetAddress[] many = new InetAddress[100];
        for (int i = 0; i < many.length; i++) {
            many[i] = ips("192.0.2." + i)[0];
        }
        List<InetAddress> found = names(_ -> many).lookUp("many.example", LIMIT);
        assertEquals(Arrays.asList(many).subList(0, Limits.DEFAULT.addressesMax()), found);
    }

    @Test
    void aNameWithoutAddressIsUnknown() {
        Names names = names(name -> {
            throw new UnknownHostException(name);
        });
        var unknown = assertThrows(P2pException.class, () -> names.lookUp("nowhere.example", LIMIT));
        assertEquals("unknown host: nowhere.example", unknown.getMessage());
        assertEquals(P2pException.Blame.NETWORK, unknown.blame());
        assertThrows(P2pException.class, () -> names(_ -> new InetAddress[0]).lookUp("empty.example", LIMIT));
    }

    @Test
    void whatIsNoNameNeverReachesTheResolver() {
        Names names = names(_ -> {
            throw new AssertionError("asked");
        });
        for (String name : new String[] {"", "a b", "a\nb", "\0", "ä.example", "x\u007f"}) {
            var refused = assertThrows(P2pException.class, () -> names.lookUp(name, LIMIT), name);
            assertEquals("not the name of a host", refused.getMessage());
        }
    }

    @Test
    void aLookUpEndsWithItsTime() throws Exception {
        Names names = names(this::slowly);
        Background waiting = Background.run(() -> {
            var late = assertThrows(TimedOutException.class, () -> names.lookUp("slow.example", LIMIT));
            assertEquals("looking up slow.example timed out after 5000 ms", late.getMessage());
        });
        waiting.awaitBlocked();
        clock.advance(LIMIT);
        waiting.join();
        answer.countDown();
    }

    @Test
    void anInterruptEndsALookUp() throws Exception {
        Names names = names(this::slowly);
        Background waiting = Background.run(() -> {
            var cancelled = assertThrows(P2pException.class, () -> names.lookUp("slow.example", LIMIT));
            assertEquals(P2pException.Blame.LOCAL, cancelled.blame());
            assertTrue(Thread.currentThread().isInterrupted());
        });
        waiting.awaitBlocked();
        waiting.interrupt();
        waiting.join();
        answer.countDown();
    }

    @Test
    void abandonedLookUpsCountUntilTheResolverReturns() throws Exception {
        Names names = names(this::slowly);
        for (int i = 0; i < Limits.DEFAULT.lookUpsMax(); i++) {
            Background waiting = Background.run(() ->
                    assertThrows(TimedOutException.class, () -> names.lookUp("slow.example", LIMIT)));
            int begun = i + 1;
            Background.until(() -> asked.get() == begun);
            waiting.awaitBlocked();
            clock.advance(LIMIT);
            waiting.join();
        }
        var refused = assertThrows(P2pException.class, () -> names.lookUp("one.more.example", LIMIT));
        assertEquals(P2pException.Blame.LOCAL, refused.blame());
        assertEquals("cannot look up one.more.example: 16 others are under way", refused.getMessage());
        answer.countDown();
        // The threads end soon: from then on there is room again.
        while (true) {
            try {
                assertEquals(1, names.lookUp("one.more.example", LIMIT).size());
                break;
            } catch (P2pException stillFull) {
                Thread.yield();
            }
        }
    }

    private InetAddress[] slowly(String name) {
        asked.incrementAndGet();
        while (answer.getCount() > 0) {
            try {
                answer.await();
            } catch (InterruptedException _) {
                // As getaddrinfo, which cannot be interrupted.
            }
        }
        return ips("192.0.2.1");
    }

    private Names names(Names.Resolver resolver) {
        return new Names(resolver, Thread.ofPlatform().daemon().factory(), clock, Limits.DEFAULT);
    }

    private static InetAddress[] ips(String... literals) {
        try {
            InetAddress[] ips = new InetAddress[literals.length];
            for (int i = 0; i < ips.length; i++) {
                ips[i] = InetAddress.getByName(literals[i]);
            }
            return ips;
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
