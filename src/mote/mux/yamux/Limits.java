package mote.mux.yamux;

import module java.base;

/// The limits of a session, each with the attack or the measurement that it comes from.
///
/// @param bodyBytesMax body of a Data frame that is sent: with its header it fills one Noise message of 65,519 bytes
/// @param framesPerWrite full frames given to the channel at once; more gain nothing and delay others
/// @param windowBytesMax largest receive window of a stream
/// @param rttMin round trips count as at least this when a window grows: below it, delays are those of the scheduler
/// @param streamsUnacknowledged streams opened that the other side has not acknowledged, each way; beyond it `open`
///        blocks, and inbound streams that nobody accepts are refused
/// @param pingsPending ping answers that wait to be written; a peer that makes it more is flooding
/// @param gatherBytesMax largest write that is left for another thread to send along with its own
/// @param pendingDataBytesMax bytes of such writes that wait
/// @param pendingBytesMax bytes of all frames that wait; a peer that makes it more does not read what it asks for
/// @param strayBytesMax bytes that the peer may still send to streams that have ended
/// @param nuisances frames that cost work and move nothing (opened and reset, empty) that a peer may send at once
/// @param nuisancesPerSecond how many of these it may send in the long run
/// @param yieldBytes bytes after which the reading thread lets others run: virtual threads are not time-sliced
/// @param chunkBytesMin first array of a stream; all a peer gets for a length that it claims and does not send
/// @param chunkBytesMax the arrays of a stream that much has arrived on
/// @param chunkIdle time after which drained arrays are given up
/// @param keepAlive time between pings
/// @param answer time in which something must be heard after a ping
/// @param write time in which the channel must take one write
/// @param goodbye time for the last frames before the channel is closed
public record Limits(int bodyBytesMax, int framesPerWrite, long windowBytesMax, Duration rttMin,
        int streamsUnacknowledged, int pingsPending, int gatherBytesMax, int pendingDataBytesMax, int pendingBytesMax,
        long strayBytesMax, int nuisances, int nuisancesPerSecond, int yieldBytes, int chunkBytesMin, int chunkBytesMax,
        Duration chunkIdle, Duration keepAlive, Duration answer, Duration write, Duration goodbye) {

    public static final Limits DEFAULT = new Limits(65_519 - Frame.HEADER_BYTES, 2, 16 << 20, Duration.ofMillis(2),
            256, 32, 16 << 10, 64 << 10, 128 << 10,
            64 << 20, 1_000, 100, 64 << 10, 8 << 10, 64 << 10, Duration.ofSeconds(1),
            Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(500));

    int writeBytesMax() { return framesPerWrite * bodyBytesMax; }
}
