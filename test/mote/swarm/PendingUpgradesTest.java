package mote.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import mote.transport.PipeLink;
import org.junit.jupiter.api.Test;

class PendingUpgradesTest {

    private final PendingUpgrades pending = new PendingUpgrades(3);

    @Test
    void evictsTheOldestThatHasSaidNothing() throws Exception {
        var talking = PipeLink.pair()[0];
        var silent = PipeLink.pair()[0];
        var silentToo = PipeLink.pair()[0];
        pending.add(talking).heard();
        pending.add(silent);
        pending.add(silentToo);

        pending.add(PipeLink.pair()[0]);

        assertTrue(talking.isOpen());
        assertFalse(silent.isOpen());
        assertTrue(silentToo.isOpen());
        assertEquals(3, pending.size());
    }

    @Test
    void evictsTheOldestWhereAllHaveSaidSomething() throws Exception {
        var oldest = PipeLink.pair()[0];
        pending.add(oldest).heard();
        pending.add(PipeLink.pair()[0]).heard();
        pending.add(PipeLink.pair()[0]).heard();

        pending.add(PipeLink.pair()[0]);

        assertFalse(oldest.isOpen());
        assertEquals(3, pending.size());
    }

    @Test
    void makesRoomWhenAnUpgradeIsOver() throws Exception {
        var first = PipeLink.pair()[0];
        var upgrade = pending.add(first);
        pending.add(PipeLink.pair()[0]);
        pending.add(PipeLink.pair()[0]);

        upgrade.close();
        upgrade.close();
        pending.add(PipeLink.pair()[0]);

        assertTrue(first.isOpen());
        assertEquals(3, pending.size());
    }
}
