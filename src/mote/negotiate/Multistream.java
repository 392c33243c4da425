package mote.negotiate;

import module java.base;
import mote.bytes.*;
import mote.io.*;

/// Agrees on the protocol of a pipe: multistream-select 1.0. One side proposes, the other answers.
///
/// No method reads a byte of what follows the negotiation, and none has a time limit of its own: the caller closes the
/// pipe when its [mote.task.Deadline] is over, which also ends the wait for a peer that never reads.
///
/// @see <a href="https://github.com/multiformats/multistream-select">spec: multistream-select</a>
public final class Multistream {

    private static final Bytes HEADER = Lines.encode(Lines.HEADER);

    private Multistream() { }

    /// Proposes `proposals`, best first, until the other side takes one. Blocks for a round trip each.
    ///
    /// @throws NoCommonProtocolException when it takes none
    /// @throws IOException when the pipe fails or the other side breaks the protocol
    public static ProtocolId select(Duplex channel, List<ProtocolId> proposals) throws IOException {
        var lines = new Lines(channel);
        ByteBuffer header = HEADER.buffer();
        for (ProtocolId proposal : proposals) {
            boolean first = header.hasRemaining();
            channel.writeAll(header, Lines.encode(proposal.text()).buffer());
            if (first) lines.header();
            if (isTaken(proposal, lines)) return proposal;
        }
        throw new NoCommonProtocolException("the peer speaks none of " + proposals);
    }

    /// Proposes `proposal` without waiting for the answer: it travels with the first bytes that are written to the pipe
    /// that is returned. Does not block. Use it only where nothing else would be proposed after a refusal, and the peer
    /// is likely to agree: for the only protocol of an upgrade, and on a stream for what the peer's identify listed.
    public static LazyDuplex propose(Duplex channel, ProtocolId proposal) { return new LazyDuplex(channel, proposal); }

    /// Answers proposals until one of them is among `supported`, and returns that one.
    ///
    /// @throws NoCommonProtocolException when the other side ends, or goes on with something else, after a refusal
    /// @throws IOException when the pipe fails or the other side breaks the protocol
    public static ProtocolId answer(Duplex channel, Collection<ProtocolId> supported) throws IOException {
        var lines = new Lines(channel);
        lines.header();
        ByteBuffer header = HEADER.buffer();
        // Some peers wait for our header before they propose. Where a proposal is here, the header waits for it.
        if (!lines.hasBegun()) tell(channel, header);
        for (int refused = 0; refused < Limits.DEFAULT.proposals(); refused++) {
            String text = proposal(lines, refused > 0);
            Optional<ProtocolId> match = supported.stream().filter(id -> id.text().equals(text)).findFirst();
            tell(channel, header, Lines.encode(match.isPresent() ? text : Lines.NOT_AVAILABLE).buffer());
            if (match.isPresent()) return match.get();
        }
        throw P2pException.peer("more than " + Limits.DEFAULT.proposals() + " proposals");
    }

    /// What is sent to propose `proposal` as the first.
    static Bytes opening(ProtocolId proposal) { return Lines.encode(Lines.HEADER, proposal.text()); }

    /// Reads the answer to a proposal.
    static boolean isTaken(ProtocolId proposal, Lines lines) throws IOException {
        String answer = lines.next();
        if (!answer.equals(proposal.text()) && !answer.equals(Lines.NOT_AVAILABLE)) {
            throw P2pException.peer("neither yes nor no to the proposal of " + proposal);
        }
        return answer.equals(proposal.text());
    }

    /// Whoever proposed without waiting goes on with data of the refused protocol, and then ends: that is no violation.
    private static String proposal(Lines lines, boolean afterRefusal) throws IOException {
        try {
            return lines.next();
        } catch (EOFException | P2pException unreadable) {
            if (afterRefusal) throw new NoCommonProtocolException("nothing that the peer proposed is spoken here");
            throw unreadable;
        }
    }

    /// Writes, where the other side still reads. A peer that proposed without waiting may have sent all it has to say
    /// and closed: its data counts, so a failed write is left to show in the next read.
    private static void tell(Duplex channel, ByteBuffer... parts) {
        try {
            channel.writeAll(parts);
        } catch (IOException _) {
            // The next read fails, or finds data.
        }
    }
}
