package mote.negotiate;

/// The name of a protocol as multistream-select exchanges it, such as `/ipfs/ping/1.0.0`.
///
/// @param text 1 to 1,022 bytes of UTF-8 without a line feed (a multistream line of 1,024 bytes has to hold it)
public record ProtocolId(String text) {

    public ProtocolId {
        if (text.isEmpty() || text.indexOf('\n') >= 0 || text.length() > 1_022) {
            throw new IllegalArgumentException("not a protocol id: " + text);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
