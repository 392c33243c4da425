package mote.mux.yamux;

import module java.base;
import mote.bytes.*;

/// What comes in: reads one frame after the other and gives it to whom it concerns. It never waits for anything but the
/// channel; what it owes the peer, it leaves to the [Outbox].
final class Inbox {

    private final YamuxSession session;
    // Owned by the reading thread.
    private final ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES);
    private final Patience patience;
    private long sinceYield;
    private long lastRefused;

    Inbox(YamuxSession session) {
        this.session = session;
        this.patience = new Patience(session.limits.nuisances(), session.limits.nuisancesPerSecond());
    }

    /// What the reading thread does, until the session ends; then it discards what still comes, so that the goodbye is
    /// not lost when the channel is closed with bytes unread.
    void run() throws IOException {
        try {
            while (session.isOpen() && session.channel.read(header.clear()) >= 0) {
                session.channel.readFully(header);
                session.heartbeat.heard();
                Frame frame = Frame.decode(header.flip());
                dispatch(frame);
                moved(Frame.HEADER_BYTES + frame.bodyBytes());
            }
            // Between two frames. go-yamux says no other goodbye.
            session.end(() -> P2pException.network("the peer closed the session"), true, null);
        } catch (IOException failure) {
            session.fail(failure);
        }
        discard(Long.MAX_VALUE);
    }

    /// Reads `count` bytes that nobody wants.
    void discard(long count) throws IOException {
        ByteBuffer nowhere = ByteBuffer.allocate((int) Math.min(count, session.limits.chunkBytesMin()));
        for (long left = count; left > 0; left -= nowhere.position()) {
            session.channel.readFully(nowhere.clear().limit((int) Math.min(left, nowhere.capacity())));
            moved(nowhere.position());
        }
    }

    private void dispatch(Frame frame) throws IOException {
        switch (frame.type()) {
            case DATA, WINDOW_UPDATE -> stream(frame);
            case PING -> ping(frame);
            case GO_AWAY -> goAway(frame.length());
        }
    }

    private void stream(Frame frame) throws IOException {
        if (frame.flags() == 0 && frame.length() == 0) nuisance("an empty one");
        long id = frame.stream();
        if (frame.has(Frame.SYN)) session.makeRoom();
        YamuxStream stream = frame.has(Frame.SYN) ? session.streams.admit(id) : session.streams.find(id);
        if (stream == null) {
            stray(frame);
        } else {
            if (frame.has(Frame.RST) && stream.isInbound()) nuisance("a reset");
            session.streams.acknowledge(stream);
            stream.receive(frame);
        }
    }

    /// A frame for a stream that is not there: refused now, or ended before, which the peer does not know yet.
    private void stray(Frame frame) throws IOException {
        session.streams.countStray(frame);
        if (frame.has(Frame.SYN)) nuisance("a stream over a limit");
        boolean isNews = frame.bodyBytes() > 0 && !frame.has(Frame.RST) && frame.stream() != lastRefused;
        if (isNews || frame.has(Frame.SYN)) {
            lastRefused = frame.stream();
            session.outbox.post(null, Frame.windowUpdate(Frame.RST, lastRefused, 0));
        }
        discard(frame.bodyBytes());
    }

    private void ping(Frame frame) throws P2pException {
        if (frame.has(Frame.ACK)) {
            session.heartbeat.answer(frame.length());
        } else if (frame.has(Frame.SYN)) {
            session.outbox.post(null, Frame.ping(Frame.ACK, frame.length()));
        } else {
            nuisance("a ping that asks nothing");
        }
    }

    /// A goodbye. Where it is in order, streams may still come to their ends.
    private void goAway(long reason) throws P2pException {
        if (reason == Frame.NORMAL) {
            session.streams.peerLeaves();
        } else {
            session.end(() -> P2pException.peer("the peer ended the session with error " + reason), false, null);
        }
    }

    private void nuisance(String what) throws P2pException { patience.nuisance(what, session.clock.nanos()); }

    private void moved(long bytes) { sinceYield = session.yieldAfter(sinceYield + bytes); }
}
