package mote.negotiate;

import module java.base;
import mote.bytes.*;
import mote.io.*;

/// A pipe on which one protocol was proposed and the answer is still to come ([Multistream#propose]).
///
/// ```
///   first write   header, proposal, data  ──>          one segment, no round trip of its own
///   first read                            <──  header, answer, data
/// ```
///
/// The answer is read before anything else is, and before the writing half is ended. A refusal fails the call that
/// finds it and every read after it; nothing else can be proposed on the pipe.
public class LazyDuplex implements Duplex {

    private final Duplex channel;
    private final ProtocolId proposal;

    /// Held while the proposal is sent. What is written meanwhile waits for it; who reads does not, because data that
    /// is sent with the proposal can block until this side reads.
    private final ReentrantLock opening = new ReentrantLock();
    /// Changed under the lock `opening`.
    private volatile boolean opened;

    /// Held while the answer is read.
    private final ReentrantLock answering = new ReentrantLock();
    /// Changed under the lock `answering`.
    private volatile boolean agreed;
    // Guarded by answering.
    private IOException failure;

    protected LazyDuplex(Duplex channel, ProtocolId proposal) {
        this.channel = channel;
        this.proposal = proposal;
    }

    /// The pipe underneath, on which the proposal is made.
    public Duplex channel() { return channel; }

    protected final ProtocolId proposal() { return proposal; }

    /// Whether the other side has agreed, and the answer was read.
    public boolean isAgreed() { return agreed; }

    /// Sends the proposal where that has not happened, and blocks until the answer is read. Idempotent.
    ///
    /// @throws NoCommonProtocolException when the other side refused
    /// @throws IOException when the pipe fails or the other side breaks the protocol
    public void agree() throws IOException {
        if (agreed) return;
        if (!opened && opening.tryLock()) open();
        answering.lock();
        try {
            if (failure != null) throw failure;
            if (agreed) return;
            var lines = new Lines(channel);
            lines.header();
            agreed = Multistream.isTaken(proposal, lines);
            if (!agreed) throw new NoCommonProtocolException("the peer does not speak " + proposal);
        } catch (IOException first) {
            failure = first;
            throw first;
        } finally {
            answering.unlock();
        }
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        agree();
        return channel.read(dst);
    }

    @Override
    public void writeAll(ByteBuffer... parts) throws IOException {
        if (opened) {
            channel.writeAll(parts);
        } else {
            opening.lock();
            open(parts);
        }
    }

    /// Blocks until the answer is read, then ends the writing half: some listeners cannot answer once it has ended.
    @Override
    public void closeWrite() throws IOException {
        agree();
        channel.closeWrite();
    }

    @Override public boolean isOpen() { return channel.isOpen(); }

    /// Ends both halves at once. The proposal is not sent if it was not, and the answer is not awaited: call [#agree]
    /// or [#closeWrite] before, unless the pipe is given up.
    @Override public void close() { channel.close(); }

    /// Sends the proposal, where the other half has not, and then `parts`. Unlocks.
    private void open(ByteBuffer... parts) throws IOException {
        try {
            Bytes proposed = opened ? Bytes.EMPTY : Multistream.opening(proposal);
            channel.writeAll(Stream.concat(Stream.of(proposed.buffer()), Stream.of(parts)).toArray(ByteBuffer[]::new));
            opened = true;
        } finally {
            opening.unlock();
        }
    }
}
