package mote.connection;

import module java.base;

/// The limits of a connection.
///
/// @param stage time for one stage of the upgrade: the security handshake with its negotiation, or the muxer's
/// @param upgrade time for the whole upgrade
/// @param negotiation time to agree on the protocol of a stream
/// @param idle a connection with no stream for so long is closed
public record Limits(Duration stage, Duration upgrade, Duration negotiation, Duration idle) {

    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(15),
            Duration.ofSeconds(10), Duration.ofMinutes(10));

    /// These limits with another idle time.
    public Limits withIdle(Duration time) { return new Limits(stage, upgrade, negotiation, time); }
}
