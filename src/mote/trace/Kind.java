package mote.trace;

/// What a message is: its name in the specification, the section that says so, and why it exists.
public enum Kind {
    TCP_OPEN(Layer.TCP, "TCP connection established", "RFC 9293, 3.5: three-way handshake",
            "Three packets that programs never see (SYN, SYN-ACK, ACK), and one round trip: now each side knows that"
                    + " the other is there and hears it."),
    TCP_FIN(Layer.TCP, "TCP end", "RFC 9293, 3.6: FIN",
            "The sender writes no more. What it wrote before is still delivered, and it still reads."),
    TCP_CLOSE(Layer.TCP, "TCP connection closed", "RFC 9293, 3.6: CLOSE", "This node has let go of the connection."),

    MULTISTREAM_HEADER(Layer.MULTISTREAM, "multistream-select", "multistream-select: protocol id",
            "Each side begins with the name of the negotiation itself, so that one who speaks something else, such"
                    + " as a browser, is found out at the first line. Each line has its length before it, and ends"
                    + " with a line feed."),
    MULTISTREAM_PROPOSAL(Layer.MULTISTREAM, "multistream-select proposal", "multistream-select: protocol id",
            "What the side that begins wants to speak. Where it is sure of the answer it does not wait for it: what it"
                    + " wants to say follows at once, and a round trip is saved."),
    MULTISTREAM_YES(Layer.MULTISTREAM, "multistream-select answer", "multistream-select: protocol id",
            "The name again means yes. From the next byte on this pipe belongs to that protocol."),
    MULTISTREAM_NA(Layer.MULTISTREAM, "multistream-select answer", "multistream-select: na",
            "Not available: the other side may propose something else."),

    NOISE_1(Layer.NOISE, "Noise handshake message 1", "Noise, XX: -> e",
            "e is a public key that was made a moment ago, for this connection only (e for ephemeral: short-lived). The"
                    + " secret half is forgotten afterwards, so whoever records the connection and steals all"
                    + " other keys later still cannot read it."),
    NOISE_2(Layer.NOISE, "Noise handshake message 2", "Noise, XX: <- e, ee, s, es",
            "The answer has a fresh key too. From one's own secret half and the other's public half both sides now"
                    + " compute the same number (ee, a Diffie-Hellman exchange), and one who only listens cannot. With"
                    + " it the rest of the message is encrypted: s, the lasting key of the sender (s for static), and"
                    + " the payload that says whose key that is. es mixes s in as well: whoever does not own s"
                    + " cannot go on. Below, on the left is what crossed and on the right what"
                    + " it means once it is decrypted."),
    NOISE_3(Layer.NOISE, "Noise handshake message 3", "Noise, XX: -> s, se",
            "The same proof from the other side, which names itself only now that it knows to whom. After this"
                    + " message two keys are left, one for each direction, and the handshake's are wiped."),
    NOISE_TRANSPORT(Layer.NOISE, "Noise transport message", "Noise, 5.3: transport message",
            "An envelope: only the two ends can read what is in it (shown below, indented), and the 16 bytes of the"
                    + " tag break when a single bit is changed. Both sides count the messages; the count, the"
                    + " nonce, is part of the encryption, so nobody can leave one out, repeat or move it unnoticed."),

    YAMUX_DATA(Layer.YAMUX, "yamux Data", "yamux, framing: type 0x0",
            "A piece of one stream. SYN: the stream begins with it (the dialer counts its streams 1, 3, 5, the"
                    + " listener 2, 4, 6, so they need not ask each other). ACK: the other side has accepted it. FIN:"
                    + " the sender has said all on this stream."),
    YAMUX_WINDOW_UPDATE(Layer.YAMUX, "yamux Window Update", "yamux, framing: type 0x1",
            "Credit: so many more bytes may be sent on this stream. Each starts with 262,144 (256 KiB). A"
                    + " reader that is slow gives none, and so stops the writer of its stream and nobody else. Where"
                    + " there is nothing to send, its flags still open, accept and end streams."),
    YAMUX_PING(Layer.YAMUX, "yamux Ping", "yamux, framing: type 0x2",
            "Is the connection alive? The answer carries the same value. It is between the two muxers, and has nothing"
                    + " to do with the protocol ping."),
    YAMUX_GO_AWAY(Layer.YAMUX, "yamux Go Away", "yamux, framing: type 0x3",
            "Goodbye: the connection ends on purpose. Without it, an end could as well be a cable that was"
                    + " pulled, or somebody on the way who cut the connection."),

    IDENTIFY(Layer.IDENTIFY, "identify message", "identify: message Identify",
            "One message in protobuf, with its length before it. All of it is a claim, but for the key, which Noise"
                    + " has proven, and the signed record, which the peer can be held to."),
    PING(Layer.PING, "ping", "ping: 32 random bytes",
            "The bytes are random so that nobody can answer before the question has come."),
    PONG(Layer.PING, "pong", "ping: the same 32 bytes",
            "The peer has read what was sent, so it is there, alive, and understands every layer. The time since the"
                    + " question is the round trip."),
    DATA(Layer.APPLICATION, "data", "none", "");

    private final Layer layer;
    private final String title;
    private final String term;
    private final String reason;

    Kind(Layer layer, String title, String term, String reason) {
        this.layer = layer;
        this.title = title;
        this.term = term;
        this.reason = reason;
    }

    public Layer layer() { return layer; }

    public String title() { return title; }

    /// What the specification calls it, and where.
    public String term() { return term; }

    /// Why it exists, for one who has never seen it; may be empty.
    public String reason() { return reason; }
}
