package mote.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import mote.multiaddr.Multiaddr;
import mote.task.Clock;
import mote.task.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventsTest {

    private final Scope scope = new Scope("test", Thread.ofVirtual().factory(), Clock.system());

    @AfterEach
    void closeScope() {
        scope.close();
    }

    @Test
    void tellsEverySubscriberInOrder() throws Exception {
        var events = new Events(scope, 10);
        var first = new LinkedBlockingQueue<SwarmEvent>();
        var second = new LinkedBlockingQueue<SwarmEvent>();
        events.subscribe("first", first::add);
        events.subscribe("second", second::add);

        events.publish(listening(1));
        events.publish(listening(2));

        for (var queue : List.of(first, second)) {
            assertEquals(listening(1), queue.poll(10, TimeUnit.SECONDS));
            assertEquals(listening(2), queue.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void losesTheOldestEventsOfASubscriberThatIsTooSlow() throws Exception {
        var events = new Events(scope, 2);
        var handOver = new SynchronousQueue<SwarmEvent>();
        events.subscribe("slow", event -> {
            try {
                handOver.put(event);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        events.publish(listening(0));
        // Once the first is taken from the queue, the subscriber is stuck with it.
        while (events.waiting() > 0) {
            Thread.onSpinWait();
        }

        for (int port = 1; port <= 5; port++) {
            events.publish(listening(port));
        }

        assertEquals(listening(0), handOver.poll(10, TimeUnit.SECONDS));
        assertEquals(listening(4), handOver.poll(10, TimeUnit.SECONDS));
        assertEquals(listening(5), handOver.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void tellsNothingAfterTheEndOfASubscription() throws Exception {
        var events = new Events(scope, 10);
        var ended = new LinkedBlockingQueue<SwarmEvent>();
        var other = new LinkedBlockingQueue<SwarmEvent>();
        AutoCloseable subscription = events.subscribe("ended", ended::add);
        events.subscribe("other", other::add);

        subscription.close();
        events.publish(listening(1));

        assertInstanceOf(SwarmEvent.Listening.class, other.poll(10, TimeUnit.SECONDS));
        assertEquals(0, ended.size());
    }

    private static SwarmEvent listening(int port) throws Exception {
        return new SwarmEvent.Listening(List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/" + port)));
    }
}
