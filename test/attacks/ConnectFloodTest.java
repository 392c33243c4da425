package attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Connections without end, from one address and from many. Stopped by `swarm.Limits.perIpv4Max` (8),
/// `pendingUpgradesMax` (16) and the budget of connections (128 here), before a byte is read.
class ConnectFloodTest {

    private static final long DESCRIPTORS = 512;
    /// What the attacker itself may have open.
    private static final int AT_ONCE = 400;

    private static Victim victim;

    @BeforeAll
    static void start() throws IOException {
        victim = Victim.start("connections=128", "loopback=counts");
    }

    @AfterAll
    static void stop() throws IOException {
        victim.close();
    }

    @Test
    @Tag("slow")
    void connectsAThousandTimesFromOneAddressAndFromMany() throws Exception {
        assertHolds(1_000, 1);
        assertHolds(1_000, 200);
    }

    @Test
    @Tag("nightly")
    @Timeout(600)
    void connectsTenThousandTimesFromOneAddressAndFromAThousand() throws Exception {
        assertHolds(10_000, 1);
        assertHolds(10_000, 1_000);
    }

    @Test
    @Tag("slow")
    void provesItselfNineTimesFromOneAddress() throws Exception {
        Victim.Survived survived = victim.survives(attacker -> {
            for (int i = 0; i < 8; i++) {
                attacker.secured(attacker.connect("127.0.0.2"));
            }
            assertThrows(IOException.class, () -> attacker.secured(attacker.connect("127.0.0.2")));
            attacker.secured(attacker.connect("127.0.0.3"));
        });
        assertEquals(1, survived.faults("LINK.LOCAL"));
    }

    private static void assertHolds(int times, int addresses) throws Exception {
        Victim.Survived survived = victim.survives(attacker -> {
            Background flood = Background.run(() -> {
                for (int i = 0; i < times; i++) {
                    attacker.connect(address(i % addresses));
                    if (i % AT_ONCE == AT_ONCE - 1) {
                        attacker.cut();
                    }
                }
            });
            victim.welcomes();
            flood.join();
            victim.welcomes();
        });
        assertTrue(survived.after().of("most.descriptors") <= DESCRIPTORS, "for " + survived.after());
        assertTrue(survived.faults("LINK.LOCAL") + survived.faults("UPGRADE.NETWORK") > times / 2,
                "counted: " + survived.after());
    }

    private static String address(int number) {
        return "127.1." + number / 250 + "." + (1 + number % 250);
    }
}
