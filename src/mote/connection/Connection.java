package mote.connection;

/// An authenticated, multiplexed connection to a peer.
public interface Connection {
}
