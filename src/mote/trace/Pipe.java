package mote.trace;

/// One of the pipes that a connection is made of. Each carries the next inside of it.
public enum Pipe {
    /// The connection as the network sees it: what it carries, anybody on the way can read.
    LINK,
    /// The secure channel inside of the link.
    CHANNEL,
    /// One stream inside of the channel.
    STREAM
}
