/// How two sides agree on what to speak: multistream-select 1.0. It comes first on every connection (which security?
/// which muxer?) and on every stream (which protocol?).
///
/// ```
///   dialer                                      listener
///     /multistream/1.0.0  /tls/1.0.0    ──>
///                                       <──     /multistream/1.0.0  na
///     /noise                            ──>
///                                       <──     /noise
///     ... what follows belongs to /noise ...
///
///   on the wire a line is   | length | text | '\n' |        07 2f 6e 6f 69 73 65 0a   /noise
/// ```
///
/// Start at [mote.negotiate.Multistream], then [mote.negotiate.LazyDuplex], which saves the round trip where the answer
/// is foreseeable.
///
/// It never reads a byte of what follows, never writes more than it read plus one header, and never waits on its own
/// clock. `ls`, which asks for all protocols, is answered `na`, as go does: identify tells them.
///
/// Known gaps: multistream-select 2 is a draft and is not spoken.
///
/// Bugs that others had here: an endless stream of empty lines, each answered `na` until memory was full (Teku
/// CL-2020-03: no line is shorter than `na` here, and the 1,001st proposal ends it); a proposal without waiting, whose
/// refusal was found only after another protocol had been started on the same pipe (nothing is retried here); a stream
/// closed before its answer was read, which the listener could then not send (go-multistream 87: here the answer is
/// read first, and as a listener a failed answer is no failure).
///
/// @see <a href="https://github.com/multiformats/multistream-select">spec: multistream-select</a>
/// @see <a href="https://github.com/libp2p/specs/tree/master/connections">spec: connections, protocol negotiation</a>
package mote.negotiate;
