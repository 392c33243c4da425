package mote.cli;

import module java.base;

/// The limits of the command line.
///
/// @param stop a command that was asked to end and has not by then is cut off: with what the JVM itself takes, a node
///        ends within 2 seconds
/// @param configBytes the largest configuration file: one that is larger is something else
/// @param traceBytes so many bytes of a part of a message does `--trace` print, and how many there are; in JSON all
/// @param identify in `demo`, the time for both nodes to identify each other
/// @param roundTrips the newest round trips of `ping` that its statistics are about, so that it may run for months
record Limits(Duration stop, int configBytes, int traceBytes, Duration identify, int roundTrips) {

    static final Limits DEFAULT = new Limits(Duration.ofMillis(1_900), 64 << 10, 8, Duration.ofSeconds(10), 1 << 16);
}
