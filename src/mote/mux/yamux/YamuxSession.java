package mote.mux.yamux;

import module java.base;
import mote.budget.*;
import mote.bytes.*;
import mote.io.*;
import mote.mux.*;
import mote.task.*;

/// Puts the parts of a session together, and ends it: in order, or at the first failure.
final class YamuxSession implements Session {

    /// Why the session has ended.
    private record End(P2pException cause, boolean inOrder) {
    }

    final Limits limits;
    final Clock clock;
    final Outbox outbox;
    final Inbox inbox;
    final Heartbeat heartbeat;
    private final Streams streams;
    private final Duplex channel;
    private final Scope scope;
    private final Budget budget;

    private final CountDownLatch threads = new CountDownLatch(2);
    private final AtomicReference<End> end = new AtomicReference<>();
    private final AtomicBoolean trimming = new AtomicBoolean();

    YamuxSession(Duplex channel, boolean dialer, Limits limits, Scope scope, Budget budget) {
        this.channel = channel;
        this.limits = limits;
        this.scope = scope;
        this.clock = scope.clock();
        this.budget = budget;
        this.streams = new Streams(this, dialer, limits, budget);
        this.outbox = new Outbox(this, channel, limits, clock);
        this.inbox = new Inbox(this, channel, limits, streams);
        this.heartbeat = new Heartbeat(this, limits, clock);
    }

    void start(String name) {
        heartbeat.start();
        start("read " + name, inbox::run);
        start("send " + name, outbox::run);
    }

    @Override
    public Stream open() throws IOException {
        Stream stream = streams.open();
        if (stream == null) throw isOpen() ? P2pException.network("the peer accepts no more streams") : failure();
        return stream;
    }

    @Override
    public Stream accept() throws IOException {
        Stream stream = streams.accept();
        if (stream == null && !end.get().inOrder()) throw failure();
        return stream;
    }

    @Override
    public Duration ping() throws IOException { return heartbeat.ping(); }

    @Override
    public int streams() { return streams.all().size(); }

    @Override
    public boolean isOpen() { return end.get() == null; }

    @Override
    public void close() {
        // rust-yamux drops all streams when it hears a Go Away, so each is ended before.
        streams.all().forEach(stream -> stream.reset(0));
        end(P2pException.local("the session is closed"), true, Frame.goAway(Frame.NORMAL));
        try {
            threads.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            channel.close();
        }
        scope.close();
    }

    // ---- what ends the session

    /// The channel has failed, or this side gives up.
    void fail(IOException failure) { end(P2pException.of(failure), false, null); }

    /// The peer has broken the protocol. It is told so.
    void violate(P2pException failure) { end(failure, false, Frame.goAway(Frame.PROTOCOL_ERROR)); }

    /// The peer has closed the channel between two frames. go-yamux says no other goodbye.
    void peerClosed() { end(P2pException.network("the peer closed the session"), true, null); }

    /// The peer has sent a Go Away. Where that is in order, streams may still come to their ends.
    void peerLeaves(long reason) throws P2pException {
        if (reason != Frame.NORMAL) {
            end(P2pException.peer("the peer ended the session with error " + reason), false, null);
        } else if (streams.peerLeaves()) {
            peerLeft();
        }
    }

    /// What is reported to who calls after the end.
    P2pException failure() {
        P2pException cause = end.get().cause();
        return new P2pException(cause.blame(), cause.getMessage(), cause);
    }

    /// Blocks for a permit. An interrupt ends that as it ends I/O on the JDK's channels.
    static void await(Semaphore permits) throws IOException {
        try {
            permits.acquire();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }

    // ---- what the streams ask for

    /// Both halves of `stream` have ended; the peer may still send it `underWay` bytes, not knowing that.
    void forget(YamuxStream stream, long underWay) {
        if (streams.remove(stream, underWay)) peerLeft();
    }

    /// Makes room in the budget for a stream that needs it: memory that is not used goes first, then the stream with
    /// the most bytes that nobody reads.
    void relieve(YamuxStream needy) {
        List<YamuxStream> all = streams.all();
        long used = budget.used(Resource.MEMORY);
        all.forEach(stream -> stream.trim(true));
        if (budget.used(Resource.MEMORY) < used) return;
        YamuxStream largest = all.stream().max(Comparator.comparingInt(YamuxStream::unread)).orElse(needy);
        (largest.unread() > 0 ? largest : needy)
                .abort(P2pException.local("bytes that nobody reads, over the budget of memory"), 0);
    }

    /// Sees to it that memory is given up when it has not been used for a while.
    void trimSoon() {
        if (trimming.compareAndSet(false, true)) clock.after(limits.ringIdle(), this::trim);
    }

    private void trim() {
        boolean held = outbox.trim();
        for (YamuxStream stream : streams.all()) {
            held |= stream.trim(false);
        }
        trimming.set(false);
        if (held && isOpen()) trimSoon();
    }

    private void peerLeft() {
        end(P2pException.network("the peer ended the session"), true, Frame.goAway(Frame.NORMAL));
    }

    /// Ends the session, once. With a last frame for the peer, the channel is closed when both sides have said all, or
    /// after a while; without one at once.
    private void end(P2pException cause, boolean inOrder, Frame last) {
        if (!end.compareAndSet(null, new End(cause, inOrder))) return;
        heartbeat.stop();
        streams.end().forEach(stream -> stream.end(cause));
        outbox.finish(last);
        if (last == null) {
            channel.close();
        } else {
            clock.after(limits.goodbye(), channel::close);
        }
    }

    private void start(String name, Scope.Task task) {
        if (!scope.start(name, () -> run(task))) {
            fail(P2pException.local("the session is closed"));
            threads.countDown();
        }
    }

    /// The last thread closes the channel.
    private void run(Scope.Task task) throws Exception {
        try {
            task.run();
        } finally {
            threads.countDown();
            if (threads.getCount() == 0) channel.close();
        }
    }
}
