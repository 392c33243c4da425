package mote.mux.yamux;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import mote.bytes.P2pException;
import mote.io.Duplex;

/// What comes in: reads one frame after the other and gives it to whom it concerns. It never waits for anything but the
/// channel: what it owes the peer, it leaves to the [Outbox].
final class Inbox {

    private static final int DISCARD_BYTES = 8 << 10;

    private final YamuxSession session;
    private final Duplex channel;
    // Owned by the reading thread.
    private final ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES);
    private final Patience patience;
    private long sinceYield;
    private long lastStray;

    Inbox(YamuxSession session, Duplex channel) {
        this.session = session;
        this.channel = channel;
        Limits limits = session.limits();
        this.patience = new Patience(limits.nuisances(), limits.nuisancesPerSecond(), session.clock().nanos());
    }

    /// What the reading thread does, until the session ends; then it discards what still comes, so that the goodbye is
    /// not lost in a reset of the connection.
    void run() throws IOException {
        try {
            while (!session.hasEnded() && readHeader()) {
                dispatch(Frame.decode(header));
                yieldSometimes();
            }
            session.peerClosed();
        } catch (P2pException failure) {
            if (failure.blame() == P2pException.Blame.PEER) {
                session.violate(failure);
            } else {
                session.fail(failure);
            }
        } catch (IOException failure) {
            session.fail(failure);
        }
        while (channel.read(header.clear()) >= 0) {
            yieldSometimes();
        }
    }

    private boolean readHeader() throws IOException {
        header.clear();
        while (header.hasRemaining()) {
            if (channel.read(header) < 0) {
                if (header.position() == 0) {
                    return false;
                }
                throw new EOFException("the peer ended in the middle of a header");
            }
        }
        header.flip();
        return true;
    }

    private void dispatch(Frame frame) throws IOException {
        session.heartbeat().heard(session.clock().nanos());
        sinceYield += Frame.HEADER_BYTES;
        switch (frame.type()) {
            case DATA, WINDOW_UPDATE -> stream(frame);
            case PING -> ping(frame);
            case GO_AWAY -> session.peerLeaves(frame.length());
        }
    }

    private void stream(Frame frame) throws IOException {
        boolean isData = frame.type() == Frame.Type.DATA;
        if (frame.flags() == 0 && frame.length() == 0) {
            patience.nuisance("an empty " + frame.type(), session.clock().nanos());
        }
        YamuxStream stream = frame.has(Frame.SYN) ? admit(frame) : session.find(frame.stream());
        if (stream == null) {
            stray(frame);
            return;
        }
        if (!stream.isAcknowledged()) {
            session.acknowledged(stream);
        }
        if (isData) {
            sinceYield += frame.length();
            stream.receive(channel, frame.length());
        } else if (!frame.has(Frame.RST)) {
            stream.credit(frame.length());
        }
        if (frame.has(Frame.RST)) {
            if (stream.isInbound()) {
                patience.nuisance("a reset", session.clock().nanos());
            }
            stream.peerReset(isData ? 0 : frame.length());
        } else if (frame.has(Frame.FIN)) {
            stream.peerFinished();
        }
    }

    private YamuxStream admit(Frame frame) throws IOException {
        YamuxStream stream = session.admit(frame.stream());
        if (stream == null) {
            patience.nuisance("a stream over the limit", session.clock().nanos());
            session.outbox().post(null, Frame.windowUpdate(Frame.RST, frame.stream(), 0));
            lastStray = frame.stream();
        }
        return stream;
    }

    /// A frame for a stream that is not there. Where it was there once, the peer does not know yet that it has ended.
    private void stray(Frame frame) throws IOException {
        if (!session.wasUsed(frame.stream(), frame.has(Frame.FIN | Frame.RST))) {
            throw P2pException.peer("a frame for stream id " + frame.stream() + ", which was never opened");
        }
        if (frame.type() != Frame.Type.DATA || frame.length() == 0) {
            return;
        }
        session.countStray(frame.length());
        discard(frame.length());
        if (!frame.has(Frame.RST) && frame.stream() != lastStray) {
            lastStray = frame.stream();
            session.outbox().post(null, Frame.windowUpdate(Frame.RST, frame.stream(), 0));
        }
    }

    /// Reads `count` bytes that nobody wants.
    void discard(long count) throws IOException {
        sinceYield += count;
        ByteBuffer nowhere = ByteBuffer.allocate((int) Math.min(count, DISCARD_BYTES));
        for (long left = count; left > 0; left -= nowhere.position()) {
            if (channel.read(nowhere.clear().limit((int) Math.min(left, nowhere.capacity()))) < 0) {
                throw new EOFException("the peer ended in the middle of a frame");
            }
        }
    }

    private void ping(Frame frame) throws P2pException {
        if (frame.has(Frame.ACK)) {
            session.heartbeat().answer(frame.length());
        } else if (frame.has(Frame.SYN)) {
            session.outbox().post(null, Frame.ping(Frame.ACK, frame.length()));
        } else {
            patience.nuisance("a ping that is none", session.clock().nanos());
        }
    }

    private void yieldSometimes() {
        if (sinceYield >= session.limits().yieldBytes()) {
            sinceYield = 0;
            Thread.yield();
        }
    }
}
