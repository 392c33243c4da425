package mote.transport.tcp;

import module java.base;

/// The limits of TCP.
///
/// @param dial the time for one dial, the look-up of its name included
/// @param backlog connections that wait in the kernel to be accepted
/// @param acceptPause the pause before accepting goes on after it failed: no descriptors are left, most likely
/// @param interfacesAge how old the list of the interfaces' addresses may become
public record Limits(Duration dial, int backlog, Duration acceptPause, Duration interfacesAge) {

    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(15), 128, Duration.ofMillis(200),
            Duration.ofSeconds(2));
}
