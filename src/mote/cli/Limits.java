package mote.cli;

import module java.base;

/// The limits of the command line.
///
/// @param stop a command that was asked to end and has not by then is cut off: with what the JVM itself takes, a node
///        ends within 2 seconds
/// @param configBytes the largest configuration file: one that is larger is something else
/// @param roundTrips the newest round trips of `ping` that its statistics are about, so that it may run for months
record Limits(Duration stop, int configBytes, int roundTrips) {

    static final Limits DEFAULT = new Limits(Duration.ofMillis(1_900), 64 << 10, 1 << 16);
}
