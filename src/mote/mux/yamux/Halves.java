package mote.mux.yamux;

/// The state of a stream: a half that reads times a half that writes.
///
/// ```
///   read:   OPEN ── peer's FIN ──> ENDED        write:   OPEN ── our FIN ──> ENDED
///           OPEN ── stop, close ─> STOPPED
///           OPEN ── reset ───────> RESET                 OPEN ── reset ────> RESET
/// ```
///
/// A reset does not touch a half that has ended: what arrived before a FIN is complete, and stays readable.
record Halves(Read read, Write write) {

    enum Read {
        /// Bytes may arrive.
        OPEN,
        /// The peer has sent all; what is unread can still be read.
        ENDED,
        /// This side wants no more: what arrives is discarded.
        STOPPED,
        RESET
    }

    enum Write { OPEN, ENDED, RESET }

    enum Event {
        PEER_FIN, CLOSE_WRITE, STOP_READING,
        /// Ends both: from the peer, from this side, or because the session has ended.
        RESET
    }

    static final Halves OPEN = new Halves(Read.OPEN, Write.OPEN);

    Halves after(Event event) {
        return switch (event) {
            case PEER_FIN -> new Halves(read == Read.OPEN ? Read.ENDED : read, write);
            case STOP_READING -> new Halves(isReadable() ? Read.STOPPED : read, write);
            case CLOSE_WRITE -> new Halves(read, write == Write.OPEN ? Write.ENDED : write);
            case RESET -> new Halves(read == Read.OPEN ? Read.RESET : read, write == Write.OPEN ? Write.RESET : write);
        };
    }

    /// Whether there is anything left to do on this side.
    boolean isOpen() { return write == Write.OPEN || isReadable(); }

    /// Whether there may be something to read.
    boolean isReadable() { return read == Read.OPEN || read == Read.ENDED; }

    /// Whether the peer may need credit to go on.
    boolean isReceiving() { return read == Read.OPEN || read == Read.STOPPED && write == Write.OPEN; }

    /// Whether this side has closed both halves.
    boolean isClosed() { return read == Read.STOPPED && write == Write.ENDED; }

    /// Whether neither side has anything more to say: the session can forget the stream.
    boolean isDone() { return read != Read.OPEN && write != Write.OPEN; }
}
