package mote.trace;

/// The limits of a trace.
///
/// @param lineBytes the longest line of a negotiation; a longer one is shown as data
/// @param identifyBytes the longest message of identify; a longer one is shown as data
/// @param streams of how many streams of a connection the content is understood at a time; that of others is data
record Limits(int lineBytes, int identifyBytes, int streams) {

    static final Limits DEFAULT = new Limits(1_024, 8 << 10, 1_024);
}
