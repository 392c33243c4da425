package mote.transport.memory;

import module java.base;
import mote.multiaddr.*;
import mote.transport.*;

/// One end of a connection.
final class MemoryLink implements Link {

    private final MemoryNetwork network;
    private final MemoryAddress local;
    private final MemoryAddress remote;
    private final Flow in;
    private final Flow out;

    /// To be made with the network's lock held.
    MemoryLink(MemoryNetwork network, MemoryAddress local, MemoryAddress remote, Flow in, Flow out) {
        this.network = network;
        this.local = local;
        this.remote = remote;
        this.in = in;
        this.out = out;
        network.links().add(this);
    }

    @Override public Multiaddr localAddress() { return local.toMultiaddr(); }

    @Override public Multiaddr remoteAddress() { return remote.toMultiaddr(); }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        network.lock.lock();
        try {
            return in.read(dst);
        } finally {
            network.lock.unlock();
        }
    }

    @Override
    public void writeAll(ByteBuffer... parts) throws IOException {
        network.lock.lock();
        try {
            for (ByteBuffer part : parts) {
                out.write(part);
            }
        } finally {
            network.lock.unlock();
        }
    }

    @Override
    public void closeWrite() {
        network.lock.lock();
        try {
            out.end();
        } finally {
            network.lock.unlock();
        }
    }

    @Override
    public boolean isOpen() {
        network.lock.lock();
        try {
            return !in.isAbandoned();
        } finally {
            network.lock.unlock();
        }
    }

    @Override
    public void close() {
        network.lock.lock();
        try {
            in.abandon();
            out.end();
            network.links().remove(this);
        } finally {
            network.lock.unlock();
        }
    }

    @Override public String toString() { return local + " - " + remote; }

    boolean joins(int one, int other) {
        return local.host() == one && remote.host() == other || local.host() == other && remote.host() == one;
    }

    void reset() {
        in.reset();
        out.reset();
    }

    void wake() {
        in.wake();
        out.wake();
    }
}
