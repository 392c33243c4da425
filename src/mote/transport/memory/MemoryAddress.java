package mote.transport.memory;

import module java.base;
import mote.bytes.*;
import mote.multiaddr.*;

/// A host and a port: `/memory/N`, N being the host times 100,000 and the port.
record MemoryAddress(int host, int port) {

    private static final int HOST = 100_000;

    /// Nothing where `address` is of another form. A `/p2p` at its end does not matter.
    static Optional<MemoryAddress> of(Multiaddr address) {
        List<Component> parts = address.withoutPeer().components();
        if (parts.size() != 1 || parts.getFirst().protocol() != Protocol.MEMORY) return Optional.empty();
        try {
            long number = new Reader(parts.getFirst().value()).u64();
            boolean valid = number >= 0 && number / HOST <= Integer.MAX_VALUE && number % HOST <= 65_535;
            return valid ? Optional.of(new MemoryAddress((int) (number / HOST), (int) (number % HOST)))
                    : Optional.empty();
        } catch (P2pException tooShort) {
            throw new IllegalStateException(tooShort);
        }
    }

    Multiaddr toMultiaddr() {
        try {
            return Multiaddr.parse(toString());
        } catch (P2pException invalid) {
            throw new IllegalStateException(invalid);
        }
    }

    @Override public String toString() { return "/memory/" + ((long) host * HOST + port); }
}
