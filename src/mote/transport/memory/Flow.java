package mote.transport.memory;

import module java.base;
import mote.bytes.*;

/// One direction of a link: what was sent and is not read yet, in order, each piece with the time at which it arrives.
/// Guarded by the network's lock.
///
/// ```
///   write ──> | arrives 12:07 | arrives 12:05 | arrived 12:03 | ──> read        (it is 12:04)
/// ```
final class Flow {

    /// Bytes of a piece, so that a long write does not arrive all at its end.
    private static final int PIECE_BYTES = 16 << 10;

    /// @param data empty for the end
    private record Segment(ByteBuffer data, boolean isEnd, long arrival) { }

    private final MemoryNetwork network;
    private final Path path;
    /// From the reader to the writer: the way of the news that the reader is gone.
    private final Path back;
    private final Condition changed;
    private final ArrayDeque<Segment> segments = new ArrayDeque<>();
    private int room;
    private long lastArrival;
    private long idleFrom;
    private boolean ended;
    private boolean abandoned;
    private long abandonmentKnown;
    private boolean reset;

    Flow(MemoryNetwork network, Path path, Path back) {
        this.network = network;
        this.path = path;
        this.back = back;
        this.changed = network.lock.newCondition();
        this.room = network.limits.windowBytes();
        this.lastArrival = network.clock.nanos();
        this.idleFrom = lastArrival;
    }

    int read(ByteBuffer dst) throws IOException {
        while (true) {
            if (abandoned) throw new ClosedChannelException();
            failWhereReset();
            if (!dst.hasRemaining()) return 0;
            Segment head = segments.peek();
            if (path.cut || head == null) {
                network.rest(changed);
            } else if (!network.isOver(head.arrival)) {
                network.restUntil(head.arrival, changed);
            } else {
                return head.isEnd ? -1 : take(dst);
            }
        }
    }

    void write(ByteBuffer src) throws IOException {
        while (true) {
            if (ended) throw new ClosedChannelException();
            failWhereReset();
            boolean news = abandoned && !back.cut;
            if (news && network.isOver(abandonmentKnown)) {
                throw P2pException.network("the other side closed the connection");
            }
            if (!src.hasRemaining()) return;
            if (room > 0) {
                send(src);
            } else if (news) {
                network.restUntil(abandonmentKnown, changed);
            } else {
                network.rest(changed);
            }
        }
    }

    /// The writer's end of it.
    void end() {
        if (!ended) {
            ended = true;
            add(ByteBuffer.allocate(0), true);
            changed.signalAll();
        }
    }

    /// The reader's end of it.
    void abandon() {
        if (!abandoned) {
            abandoned = true;
            abandonmentKnown = network.arrival(back);
            // What it held still fills the window, so that a writer waits for the news.
            segments.clear();
            changed.signalAll();
        }
    }

    void reset() {
        reset = true;
        changed.signalAll();
    }

    void wake() { changed.signalAll(); }

    boolean isAbandoned() { return abandoned; }

    private void failWhereReset() throws P2pException {
        if (reset) throw P2pException.network("the connection was reset");
    }

    private int take(ByteBuffer dst) {
        int before = dst.position();
        for (Segment head = segments.peek(); head != null && !head.isEnd && network.isOver(head.arrival)
                && dst.hasRemaining(); head = segments.peek()) {
            int count = Math.min(dst.remaining(), head.data.remaining());
            dst.put(head.data.slice(head.data.position(), count));
            head.data.position(head.data.position() + count);
            if (!head.data.hasRemaining()) segments.remove();
        }
        room += dst.position() - before;
        changed.signalAll();
        return dst.position() - before;
    }

    private void send(ByteBuffer src) {
        int count = Math.min(Math.min(src.remaining(), room), PIECE_BYTES);
        byte[] piece = new byte[count];
        src.get(piece);
        room -= count;
        if (!abandoned) {
            add(ByteBuffer.wrap(piece), false);
            changed.signalAll();
        }
    }

    /// A piece leaves when those before it have left, and arrives after them.
    private void add(ByteBuffer data, boolean isEnd) {
        long now = network.clock.nanos();
        idleFrom = Math.max(idleFrom - now, 0) + now + path.quality.nanosFor(data.remaining());
        long arrival = network.arrival(path) + idleFrom - now;
        lastArrival = Math.max(arrival - lastArrival, 0) + lastArrival;
        segments.add(new Segment(data, isEnd, lastArrival));
    }
}
