package mote.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PendingUpgradesTest {

    private final PendingUpgrades pending = new PendingUpgrades(3);

    @Test
    void evictsTheOldestThatHasSaidNothing() throws Exception {
        var talking = TestLink.create();
        var silent = TestLink.create();
        var silentToo = TestLink.create();
        pending.add(talking).heard();
        pending.add(silent);
        pending.add(silentToo);

        pending.add(TestLink.create());

        assertTrue(talking.isOpen());
        assertFalse(silent.isOpen());
        assertTrue(silentToo.isOpen());
        assertEquals(3, pending.size());
    }

    @Test
    void evictsTheOldestWhereAllHaveSaidSomething() throws Exception {
        var oldest = TestLink.create();
        pending.add(oldest).heard();
        pending.add(TestLink.create()).heard();
        pending.add(TestLink.create()).heard();

        pending.add(TestLink.create());

        assertFalse(oldest.isOpen());
        assertEquals(3, pending.size());
    }

    @Test
    void makesRoomWhenAnUpgradeIsOver() throws Exception {
        var first = TestLink.create();
        var upgrade = pending.add(first);
        pending.add(TestLink.create());
        pending.add(TestLink.create());

        upgrade.close();
        upgrade.close();
        pending.add(TestLink.create());

        assertTrue(first.isOpen());
        assertEquals(3, pending.size());
    }
}
