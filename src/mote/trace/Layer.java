package mote.trace;

/// A protocol whose messages a trace knows, from the socket up, and what it is good for.
///
/// The texts are for one who has never seen it. They name the specification, where all else can be read.
public enum Layer {
    TCP("TCP", "a pipe to another host", "RFC 9293", "https://www.rfc-editor.org/rfc/rfc9293",
            "The two hosts have a pipe now: what one writes, the other reads, complete and in order. Nothing is"
                    + " proven yet. Anybody can be at the other end, and anybody on the way can read what is sent"
                    + " and change it."),
    MULTISTREAM("multistream-select", "what do we speak?", "multistream-select 1.0",
            "https://github.com/multiformats/multistream-select",
            "A new pipe carries nothing but bytes, so the two sides first agree on what these mean. One side proposes"
                    + " a protocol by its name; the other repeats the name, which means yes, or says na. That happens"
                    + " wherever a pipe begins: here to choose who encrypts, and again on each stream."),
    NOISE("Noise", "a secret, and a proof of who is there", "libp2p noise",
            "https://github.com/libp2p/specs/tree/master/noise",
            "Three messages turn the open pipe into a private one. In them the two sides make a key that nobody else"
                    + " has, though all can read along, and each proves that it is the owner of its peer id, which is"
                    + " its public key in another form (or a hash of it, where that is long). XX is the name of this"
                    + " order of messages: each side transmits its lasting key."),
    YAMUX("yamux", "many streams on one connection", "yamux", "https://github.com/libp2p/specs/tree/master/yamux",
            "What was done so far cost round trips and computing, so it is done once, and then shared: each"
                    + " conversation gets a stream of its own. A piece of a stream travels in a frame: a header of 12"
                    + " bytes that says whose piece it is, and the piece. Here both sides open a stream at once, to"
                    + " ask who the other is, and their frames mix."),
    IDENTIFY("identify", "what are you, where are you, what do you speak?", "libp2p identify",
            "https://github.com/libp2p/specs/tree/master/identify",
            "Noise has proven which key is there and nothing else. Each side now asks for the rest, and so knows what"
                    + " to talk about, and where to find the other when this connection is gone."),
    PING("ping", "are you there, and how far away?", "libp2p ping",
            "https://github.com/libp2p/specs/blob/master/ping/ping.md",
            "All of the above was for this: 32 bytes there, and the same 32 bytes back."),
    APPLICATION("data", "what an application says", "none", "",
            "Bytes that the trace has no name for: they belong to another protocol.");

    private final String title;
    private final String question;
    private final String specification;
    private final String link;
    private final String story;

    Layer(String title, String question, String specification, String link, String story) {
        this.title = title;
        this.question = question;
        this.specification = specification;
        this.link = link;
        this.story = story;
    }

    public String title() { return title; }

    /// What it is about, in a few words.
    public String question() { return question; }

    /// How its specification is called.
    public String specification() { return specification; }

    /// Where its specification is; empty where it has none.
    public String link() { return link; }

    /// Why it is there, for one who has never seen it.
    public String story() { return story; }
}
