package mote.trace;

import mote.bytes.*;

/// Bytes of one direction that are not a whole message yet.
final class Pending {

    private Bytes bytes = Bytes.EMPTY;

    void add(Bytes piece) { bytes = bytes.isEmpty() ? piece : bytes.concat(piece); }

    int length() { return bytes.length(); }

    boolean isEmpty() { return bytes.isEmpty(); }

    /// The two bytes at the front, as a number.
    int u16() { return bytes.at(0) << 8 | bytes.at(1); }

    /// The first bytes, which are taken away.
    Bytes take(int count) {
        Bytes taken = bytes.slice(0, count);
        bytes = count == bytes.length() ? Bytes.EMPTY : bytes.slice(count);
        return taken;
    }

    Bytes takeAll() { return take(length()); }

    /// A message with a varint length before it, both taken away; empty where it is not complete.
    ///
    /// @throws P2pException where the length is malformed or above `max`
    Bytes takeFrame(int max) throws P2pException {
        int prefix = 1;
        while (prefix <= length() && bytes.at(prefix - 1) >= 0x80) {
            if (prefix++ == Reader.VARINT_BYTES_MAX) throw P2pException.peer("a length of too many bytes");
        }
        if (prefix > length()) return Bytes.EMPTY;
        long body = new Reader(bytes).varint();
        if (body > max) throw P2pException.peer("a message of " + body + " bytes");
        return prefix + body > length() ? Bytes.EMPTY : take(prefix + (int) body);
    }
}
