package mote.connection;

/// Which side opened a connection: inbound, the peer dialled this node; outbound, this node dialled the peer.
public enum Direction { INBOUND, OUTBOUND }
