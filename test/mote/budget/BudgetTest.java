package mote.budget;

import static mote.budget.Resource.DESCRIPTORS;
import static mote.budget.Resource.MEMORY;
import static mote.budget.Resource.STREAMS_IN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import mote.bytes.P2pException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class BudgetTest {

    private final Budget node = new Budget("node", memory(100));
    private final Budget peer = node.child("peer 12D3KooW", memory(60));
    private final Budget connection = peer.child("connection #1", memory(50));

    @Test
    void countsInTheScopeAndAllAround() throws OverBudgetException {
        try (Reservation held = connection.reserve(MEMORY, 10)) {
            assertEquals(List.of(10L, 10L, 10L), used());
            held.grow(5);
            held.shrink(3);
            assertEquals(12, held.amount());
            assertEquals(List.of(12L, 12L, 12L), used());
            assertFalse(node.isZero());
            assertEquals(0, node.used(STREAMS_IN));
        }
        assertEquals(List.of(0L, 0L, 0L), used());
        assertTrue(node.isZero() && peer.isZero() && connection.isZero());
    }

    @Test
    void refusalNamesTheScopeAndTheLimitAndTakesNothing() throws OverBudgetException {
        Reservation held = peer.reserve(MEMORY, 55);
        var refused = assertThrows(OverBudgetException.class, () -> connection.reserve(MEMORY, 6));
        assertEquals("peer 12D3KooW is out of bytes of memory: 6 more asked, 55 of 60 used", refused.getMessage());
        assertEquals(P2pException.Blame.LOCAL, refused.blame());
        assertEquals(List.of(55L, 55L, 0L), used());
        connection.reserve(MEMORY, 5).close();
        held.close();
        assertTrue(node.isZero());
    }

    @Test
    void theInnermostScopeThatIsFullRefusesFirst() {
        var refused = assertThrows(OverBudgetException.class, () -> connection.reserve(MEMORY, 101));
        assertTrue(refused.getMessage().startsWith("connection #1 "), refused.getMessage());
        assertTrue(node.isZero());
    }

    @Test
    void freeIsTheLeastOfAllScopes() throws OverBudgetException {
        assertEquals(50, connection.free(MEMORY));
        try (Reservation _ = node.reserve(MEMORY, 70)) {
            assertEquals(30, connection.free(MEMORY));
            try (Reservation _ = connection.reserve(MEMORY, 25)) {
                assertEquals(List.of(5L, 5L, 5L),
                        List.of(node.free(MEMORY), peer.free(MEMORY), connection.free(MEMORY)));
            }
        }
        assertEquals(Long.MAX_VALUE, connection.free(DESCRIPTORS));
    }

    @Test
    void aRefusedGrowthLeavesTheReservation() throws OverBudgetException {
        Reservation held = connection.reserve(MEMORY, 40);
        assertThrows(OverBudgetException.class, () -> held.grow(11));
        assertFalse(held.tryGrow(11));
        assertTrue(held.tryGrow(10));
        assertEquals(50, held.amount());
        held.close();
        assertTrue(node.isZero());
    }

    @Test
    void givesBackOnce() throws OverBudgetException {
        Reservation other = connection.reserve(MEMORY, 7);
        Reservation held = connection.reserve(MEMORY, 10);
        held.close();
        held.close();
        assertEquals(List.of(7L, 7L, 7L), used());
        assertFalse(held.tryGrow(1));
        assertThrows(IllegalStateException.class, () -> held.grow(1));
        other.close();
        assertTrue(node.isZero());
    }

    @Test
    void refusesAmountsThatMakeNoSense() throws OverBudgetException {
        try (Reservation held = connection.reserve(MEMORY, 10)) {
            assertThrows(IllegalArgumentException.class, () -> held.grow(-1));
            assertThrows(IllegalArgumentException.class, () -> held.tryGrow(-1));
            assertThrows(IllegalArgumentException.class, () -> held.shrink(-1));
            assertThrows(IllegalArgumentException.class, () -> held.shrink(11));
            assertThrows(OverBudgetException.class, () -> held.grow(Long.MAX_VALUE));
        }
        assertThrows(IllegalArgumentException.class, () -> memory(-1));
        assertTrue(node.isZero());
    }

    @Test
    void everyResourceHasItsOwnLimit() {
        var counts = new Budget("counts", new Limits(1, 2, 3, 4, 5, 6));
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), Stream.of(MEMORY, Resource.CONNECTIONS, STREAMS_IN,
                Resource.STREAMS_OUT, DESCRIPTORS, Resource.DIALS).map(counts::limit).toList());
        for (Resource resource : Resource.values()) {
            var refused = assertThrows(OverBudgetException.class, () -> counts.reserve(resource, 7));
            assertTrue(refused.getMessage().contains(" is out of " + resource + ": "), refused.getMessage());
        }
    }

    @Test
    void hasWhoeverHoldsMostGiveUpWhatSomebodyElseClaims() throws OverBudgetException {
        var little = new Hoard(connection, 30);
        var much = new Hoard(node.child("other peer", memory(80)), 60);
        try (Reservation claimed = connection.reserve(MEMORY, 0)) {
            claimed.claim(15);
            assertEquals(List.of(30L, 50L), List.of(little.held(), much.held()), "the node was tightest");
            claimed.claim(10);
            assertEquals(List.of(20L, 50L), List.of(little.held(), much.held()), "now the connection was");
            node.forget(much);
            assertThrows(OverBudgetException.class, () -> claimed.claim(51));
            assertEquals(List.of(0L, 50L), List.of(little.held(), much.held()));
            assertEquals(25, claimed.amount());
        }
        connection.forget(little);
        assertFalse(connection.reclaim());
    }

    /// Somebody who can do without ten at a time.
    private static final class Hoard implements Holder {

        private final Reservation held;

        Hoard(Budget budget, long amount) throws OverBudgetException {
            held = budget.reserve(MEMORY, amount);
            budget.countOn(this);
        }

        @Override
        public long held() {
            return held.amount();
        }

        @Override
        public boolean giveUp() {
            boolean some = held.amount() > 0;
            held.shrink(some ? 10 : 0);
            return some;
        }
    }

    /// Eight threads take and give back in two branches of a tree that is too small for all of them. The limits hold
    /// at every look, and all is zero in the end.
    @Test
    @Timeout(20)
    void neverPassesItsLimitsUnderManyThreads() throws Exception {
        Budget other = node.child("other peer", memory(60));
        List<Background> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            var random = new Random(i);
            Budget mine = i % 2 == 0 ? connection : other;
            threads.add(Background.run(() -> hammer(mine, random)));
        }
        for (Background thread : threads) {
            thread.join();
        }
        assertTrue(node.isZero() && peer.isZero() && connection.isZero() && other.isZero());
    }

    private void hammer(Budget mine, Random random) throws OverBudgetException {
        var held = new ArrayDeque<Reservation>();
        for (int step = 0; step < 5_000; step++) {
            try {
                held.add(mine.reserve(MEMORY, random.nextInt(20)));
                held.peekLast().tryGrow(random.nextInt(10));
            } catch (OverBudgetException _) {
                while (held.size() > random.nextInt(3)) {
                    held.poll().close();
                }
            }
            long sum = held.stream().mapToLong(Reservation::amount).sum();
            if (mine.used(MEMORY) < sum || node.used(MEMORY) > 100 || connection.used(MEMORY) > 50) {
                throw new AssertionError("at step " + step);
            }
        }
        held.forEach(Reservation::close);
    }

    private List<Long> used() {
        return List.of(node.used(MEMORY), peer.used(MEMORY), connection.used(MEMORY));
    }

    private static Limits memory(long bytes) {
        return new Limits(bytes, 10, 10, 10, Long.MAX_VALUE, 10);
    }
}
