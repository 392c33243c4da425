package mote.mux.yamux;

import module java.base;
import mote.budget.*;
import mote.bytes.*;
import mote.io.*;
import mote.mux.*;
import mote.task.*;

/// Puts the parts of a session together, and ends it: in order, or at the first failure.
final class YamuxSession implements Session, Holder {

    /// Why the session has ended.
    private record End(Supplier<P2pException> cause, boolean inOrder) { }

    final Limits limits;
    final Clock clock;
    final Duplex channel;
    final Budget budget;
    final Streams streams;
    final Outbox outbox;
    final Inbox inbox;
    final Heartbeat heartbeat;
    private final Scope scope;
    private final String name;

    private final Phaser threads = new Phaser();
    private final AtomicReference<End> end = new AtomicReference<>();
    private final AtomicBoolean trimming = new AtomicBoolean();
    private volatile Clock.Timer trim = () -> { };
    private volatile Clock.Timer goodbye = () -> { };

    YamuxSession(Duplex channel, boolean dialer, String name, Limits limits, Scope scope, Budget budget) {
        this.channel = channel;
        this.name = name;
        this.limits = limits;
        this.scope = scope;
        this.clock = scope.clock();
        this.budget = budget;
        this.streams = new Streams(this, dialer);
        this.outbox = new Outbox(this);
        this.inbox = new Inbox(this);
        this.heartbeat = new Heartbeat(this);
    }

    YamuxSession start() {
        heartbeat.look();
        budget.countOn(this);
        start("read", inbox::run);
        return this;
    }

    @Override public Stream open() throws IOException { return streams.open(); }

    @Override
    public Stream accept() throws IOException {
        Stream stream = streams.accept();
        if (stream == null && !end.get().inOrder()) throw failure();
        return stream;
    }

    @Override public Duration ping() throws IOException { return heartbeat.ping(); }

    @Override public int streams() { return streams.all().size(); }

    @Override public boolean isOpen() { return end.get() == null; }

    @Override
    public void close() {
        // rust-yamux drops all streams when it hears a Go Away, so each is ended before.
        streams.all().forEach(stream -> stream.reset(0));
        end(() -> P2pException.local("the session is closed"), true, Frame.goAway(Frame.NORMAL));
        threads.awaitAdvance(0);
        scope.close();
    }

    // ---- what ends the session

    /// The channel has failed, this side gives up, or the peer has broken the protocol, which it is told.
    void fail(IOException failure) {
        P2pException cause = P2pException.of(failure);
        boolean isPeers = cause.blame() == P2pException.Blame.PEER;
        end(() -> new P2pException(cause.blame(), cause.getMessage(), cause), false,
                isPeers ? Frame.goAway(Frame.PROTOCOL_ERROR) : null);
    }

    /// Ends the session, once. With a last frame for the peer, the channel is closed when both sides have said all, or
    /// after a while; without one at once.
    void end(Supplier<P2pException> cause, boolean inOrder, Frame last) {
        if (!end.compareAndSet(null, new End(cause, inOrder))) return;
        heartbeat.stop();
        trim.cancel();
        budget.forget(this);
        streams.end().forEach(stream -> stream.end(this::failure));
        outbox.finish(last);
        if (last == null) {
            channel.close();
        } else {
            goodbye = clock.after(limits.goodbye(), channel::close);
        }
    }

    /// What is reported to who calls after the end.
    P2pException failure() { return end.get().cause().get(); }

    /// Blocks for a permit. An interrupt ends that as it ends I/O on the JDK's channels.
    static void await(Semaphore permits) throws IOException {
        try {
            permits.acquire();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }

    /// Wakes who [#await]s the one permit, or will.
    static void signal(Semaphore changed) {
        if (changed.availablePermits() == 0) changed.release();
    }

    // ---- what the parts ask for

    /// Lets others run every so many bytes: a thread that never has to wait would hold its core.
    ///
    /// @param bytes how many were moved since
    /// @return how many that are from now on
    long yieldAfter(long bytes) {
        if (bytes < limits.yieldBytes()) return bytes;
        Thread.yield();
        return 0;
    }

    /// Makes room in the budget for the first bytes of one more stream, if anybody can give them up.
    void makeRoom() {
        while (budget.free(Resource.MEMORY) < limits.chunkBytesMin()) {
            if (!budget.reclaim()) return;
        }
    }

    @Override public long held() { return budget.used(Resource.MEMORY); }

    /// Memory that is not used goes first, then the stream with the most bytes that nobody reads.
    @Override
    public boolean giveUp() {
        List<YamuxStream> all = streams.all();
        long used = held();
        all.forEach(stream -> stream.arrivals.trim(true));
        if (held() < used) return true;
        Optional<YamuxStream> largest = all.stream().filter(stream -> stream.arrivals.hoard() > 0)
                .max(Comparator.comparingInt(stream -> stream.arrivals.hoard()));
        largest.ifPresent(this::giveUp);
        return largest.isPresent();
    }

    /// Ends a stream for want of memory. While its reading thread waits for the rest of a frame, only the end of the
    /// session can make it let go.
    void giveUp(YamuxStream stream) {
        Supplier<IOException> reason = () -> P2pException.local("bytes that nobody reads, over the budget of memory");
        if (stream.arrivals.isFilling()) fail(reason.get());
        stream.abort(reason, 0);
    }

    /// Sees to it that memory is given up when it has not been used for a while.
    void trimSoon() {
        if (trimming.compareAndSet(false, true)) trim = clock.after(limits.chunkIdle(), this::trim);
    }

    private void trim() {
        boolean held = outbox.trim();
        for (YamuxStream stream : streams.all()) {
            held |= stream.arrivals.trim(false);
        }
        trimming.set(false);
        if (held && isOpen()) trimSoon();
    }

    /// Starts a thread of the session, which is named after the peer.
    void start(String job, Scope.Task task) {
        if (threads.register() >= 0 && !scope.start(job + " " + name, () -> run(task))) {
            fail(P2pException.local("the session is closed"));
            threads.arriveAndDeregister();
        }
    }

    /// The last thread closes the channel.
    private void run(Scope.Task task) throws Exception {
        try {
            task.run();
        } finally {
            threads.arriveAndDeregister();
            if (threads.isTerminated()) {
                channel.close();
                goodbye.cancel();
            }
        }
    }
}
