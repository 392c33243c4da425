package mote.crypto;

import module java.base;
import mote.bytes.*;

/// Reads DER, the encoding of ASN.1 in which every value has one form (X.690). What has another form is refused with
/// blame PEER.
///
/// ```
///   element: | tag | length | content |      length below 128: one byte; else 0x80 + n, then n bytes, big-endian
/// ```
///
/// @see <a href="https://www.itu.int/rec/T-REC-X.690">ITU-T X.690, 8 and 10</a>
final class Der {

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int SEQUENCE = 0x30;

    private final Reader reader;

    Der(Bytes elements) { this.reader = new Reader(elements); }

    /// The elements inside of `encoded`, which is one SEQUENCE and nothing else.
    static Der sequence(Bytes encoded) throws P2pException {
        Der outer = new Der(encoded);
        Der inner = new Der(outer.content(SEQUENCE));
        outer.end();
        return inner;
    }

    /// The next element, a BIT STRING of whole bytes.
    Bytes bitString() throws P2pException {
        Reader content = new Reader(content(BIT_STRING));
        if (content.u8() != 0) throw P2pException.peer("a DER bit string of bits");
        return content.rest();
    }

    /// The next element, an INTEGER of at most `bytesMax` bytes that is not negative.
    BigInteger integer(int bytesMax) throws P2pException {
        Bytes content = content(INTEGER);
        if (content.isEmpty() || content.at(0) >= 0x80) throw P2pException.peer("a DER integer, empty or negative");
        // A zero stands in front only where the next bit would make the number negative.
        boolean padded = content.length() > 1 && content.at(0) == 0;
        if (padded && content.at(1) < 0x80) throw P2pException.peer("a DER integer that is not minimal");
        Bytes magnitude = padded ? content.slice(1) : content;
        P2pException.checkLimit(magnitude.length(), bytesMax, "bytes of a DER integer");
        return new BigInteger(1, magnitude.toArray());
    }

    /// Passes over the next bytes, which must be `expected`.
    void expect(Bytes expected) throws P2pException {
        if (!reader.bytes(expected.length()).equals(expected)) throw P2pException.peer("other DER than " + expected);
    }

    /// Refuses elements that are left over.
    void end() throws P2pException { reader.end(); }

    private Bytes content(int tag) throws P2pException {
        int found = reader.u8();
        if (found != tag) throw P2pException.peer("DER tag " + found + ", expected " + tag);
        return reader.bytes(length());
    }

    private int length() throws P2pException {
        int first = reader.u8();
        if (first < 0x80) return first;
        // spec: X.690, 10.1: "The definite form of length encoding shall be used, encoded in the minimum number of
        // octets." Two bytes reach far past everything that is read here.
        if (first != 0x81 && first != 0x82) throw P2pException.peer("a DER length of form " + first);
        int length = first == 0x81 ? reader.u8() : reader.u16();
        if (length < (first == 0x81 ? 0x80 : 0x100)) throw P2pException.peer("a DER length that is not minimal");
        return length;
    }
}
