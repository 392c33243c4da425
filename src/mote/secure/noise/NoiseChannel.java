package mote.secure.noise;

import module java.base;
import mote.crypto.PublicKey;
import mote.io.Duplex;
import mote.negotiate.ProtocolId;
import mote.peer.PeerId;
import mote.secure.SecureChannel;

/// A pipe over which only Noise transport messages go. Its two halves share nothing but the pipe underneath.
final class NoiseChannel implements SecureChannel {

    private final Duplex raw;
    private final MessageReader reader;
    private final MessageWriter writer;
    private final PublicKey remoteKey;
    private final PeerId remotePeer;
    private final Optional<ProtocolId> muxer;

    NoiseChannel(Duplex raw, MessageReader reader, MessageWriter writer, PublicKey remoteKey,
            Optional<ProtocolId> muxer) {
        this.raw = raw;
        this.reader = reader;
        this.writer = writer;
        this.remoteKey = remoteKey;
        this.remotePeer = PeerId.of(remoteKey);
        this.muxer = muxer;
    }

    @Override
    public PeerId remotePeer() {
        return remotePeer;
    }

    @Override
    public PublicKey remoteKey() {
        return remoteKey;
    }

    @Override
    public Optional<ProtocolId> muxer() {
        return muxer;
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        return reader.read(dst);
    }

    @Override
    public void writeAll(ByteBuffer... parts) throws IOException {
        writer.writeAll(parts);
    }

    /// Ends the writing half of the pipe underneath: Noise has no message for it, so that an end can be forged.
    @Override
    public void closeWrite() throws IOException {
        raw.closeWrite();
    }

    @Override
    public boolean isOpen() {
        return raw.isOpen();
    }

    @Override
    public void close() {
        raw.close();
        reader.close();
    }
}
