package mote.secure.noise;

import module java.base;
import mote.crypto.*;
import mote.io.*;
import mote.negotiate.*;
import mote.peer.*;
import mote.secure.*;

/// A pipe over which only Noise transport messages go. Its two halves share nothing but the pipe underneath.
record NoiseChannel(Duplex raw, MessageReader reader, MessageWriter writer, PeerId remotePeer, PublicKey remoteKey,
        Optional<ProtocolId> muxer) implements SecureChannel {

    @Override public int read(ByteBuffer dst) throws IOException { return reader.read(dst); }

    @Override public void writeAll(ByteBuffer... parts) throws IOException { writer.writeAll(parts); }

    /// Ends the writing half of the pipe underneath: Noise has no message for it, so that an end can be forged.
    @Override public void closeWrite() throws IOException { raw.closeWrite(); }

    @Override public boolean isOpen() { return raw.isOpen(); }

    @Override
    public void close() {
        raw.close();
        reader.close();
    }
}
