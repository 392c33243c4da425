/// Byte strings, and how to read and write them without ever leaving their bounds.
///
/// ```
///   wire --> byte[] --> Bytes --> Reader.u8() u16() varint() lengthPrefixed() --> a record
///   a record --> Writer.u8() u16() varint() lengthPrefixed() --> Bytes --> wire
///
///   Bytes --> Base.BASE58BTC.encode() --> "7paNL19xttacUY" ;  encodeMultibase() --> "z7paNL19xttacUY"
/// ```
///
/// Start at [mote.bytes.Bytes], then [mote.bytes.Reader]. Bytes as text are [mote.bytes.Base].
///
/// It holds the base of every checked failure too, [mote.bytes.P2pException], because the first thing that reading
/// can do is fail.
///
/// Known gaps: of the 24 bases of the multibase table those five that libp2p's texts are written in.
///
/// It never allocates by a length that a peer claimed: a [mote.bytes.Reader] compares it with what is there.
///
/// Bugs that others had here: an endless varint read for ever (Go's standard library, CVE-2020-16845; nine bytes
/// are the end here), and two spellings of one number, so that one address had two identities (only the minimal
/// one is read).
///
/// @see <a href="https://github.com/multiformats/unsigned-varint">spec: unsigned-varint</a>
/// @see <a href="https://github.com/multiformats/multibase">spec: multibase</a>
package mote.bytes;
