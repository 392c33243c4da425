package mote.swarm;

import module java.base;
import mote.budget.*;
import mote.bytes.*;
import mote.connection.*;
import mote.multiaddr.*;
import mote.task.*;
import mote.transport.*;

/// Takes in what comes to one listener: each link is counted, upgraded on a thread of its own, and handed on. What is
/// over a limit is closed at once, before a byte is spent on it.
final class Acceptor {

    /// What becomes of a connection that was accepted.
    @FunctionalInterface interface Keeper {
        /// @param whenEnded run once, when the connection has ended
        void keep(Connection connection, Runnable whenEnded);
    }

    private final Listener listener;
    private final Upgrader upgrader;
    private final Admissions admissions;
    private final IpBlocks blocks;
    private final Budget node;
    private final Scope scope;
    private final Events events;
    private final PendingUpgrades pending;
    private final Keeper keeper;

    Acceptor(Listener listener, Upgrader upgrader, Admissions admissions, IpBlocks blocks, Budget node, Scope scope,
            Events events, Limits limits, Keeper keeper) {
        this.listener = listener;
        this.upgrader = upgrader;
        this.admissions = admissions;
        this.blocks = blocks;
        this.node = node;
        this.scope = scope;
        this.events = events;
        this.pending = new PendingUpgrades(limits.pendingUpgradesMax());
        this.keeper = keeper;
    }

    /// Accepts until the listener is closed. Blocks.
    void run() {
        while (true) {
            try {
                take(listener.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void take(Link link) {
        Multiaddr from = link.remoteAddress();
        try {
            Reservation place = node.reserve(Resource.CONNECTIONS, 1);
            Runnable leaveBlock;
            try {
                leaveBlock = blocks.enter(from);
            } catch (P2pException refusal) {
                place.close();
                throw refusal;
            }
            PendingUpgrades.Pending upgrade = pending.add(link);
            if (!scope.start("upgrade " + from, () -> upgrade(link, upgrade, place, leaveBlock))) {
                upgrade.close();
                place.close();
                leaveBlock.run();
                link.close();
            }
        } catch (P2pException refusal) {
            link.close();
            admissions.faults.count(Faults.Place.LINK, refusal);
            events.publish(new SwarmEvent.Refused(from, refusal));
        }
    }

    private void upgrade(Link link, PendingUpgrades.Pending upgrade, Reservation place, Runnable leaveBlock) {
        Connection connection = null;
        try (upgrade; place) {
            connection = upgrader.accepted(link, upgrade::heard, admissions.inExchangeFor(place), scope);
        } catch (IOException failed) {
            admissions.faults.count(Faults.Place.UPGRADE, failed);
            events.publish(new SwarmEvent.Refused(link.remoteAddress(), failed));
        } finally {
            if (connection == null) leaveBlock.run();
        }
        if (connection != null) keeper.keep(connection, leaveBlock);
    }
}
