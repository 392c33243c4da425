package mote.protocol.identify;

import module java.base;

/// The limits of identify.
///
/// @param sentBytesMax a message of ours; rust-libp2p refuses more
/// @param messageBytesMax a message of a peer
/// @param messagesMax messages that one answer may be split into
/// @param answerBytesMax all messages of one answer together
/// @param addressesMax addresses in one answer
/// @param protocolsMax protocols in one answer
/// @param textBytesMax the agent's and the protocol's version that is kept of an answer
/// @param announcedBytesMax all our addresses together in one message: they stand in it twice
/// @param exchange time for one exchange
/// @param streamsPerPeer streams on which one peer may ask or push
public record Limits(int sentBytesMax, int messageBytesMax, int messagesMax, int answerBytesMax, int addressesMax,
        int protocolsMax, int textBytesMax, int announcedBytesMax, Duration exchange, int streamsPerPeer) {

    public static final Limits DEFAULT = new Limits(4_096, 8 << 10, 10, 64 << 10, 500, 1_024, 256, 1_024,
            Duration.ofSeconds(5), 16);
}
