/// The wire format of protobuf, read and written by hand: the part of it that libp2p's messages use.
///
/// ```
///   message:  | tag | value | tag | value | ...
///   tag:      varint of  field number << 3 | wire type
///
///   wire type  0 varint   uint64 uint32 int32 bool enum     1 to 10 bytes, seven bits each, low bits first
///              1 64 bits  skipped
///              2 bytes    bytes string message              varint length, then as many bytes
///              3 group    skipped, up to its end            4 ends it
///              5 32 bits  skipped
/// ```
///
/// Start at [mote.protobuf.ProtoReader]; a record that carries a message shows both directions in a few lines:
///
/// ```java
/// static Ticket decode(Bytes encoded) throws P2pException {
///     Bytes key = Bytes.EMPTY;
///     List<Bytes> addresses = new ArrayList<>();
///     var reader = new ProtoReader(encoded);
///     while (reader.next()) {
///         switch (reader.field()) {
///             case 1 -> key = reader.bytes();
///             case 3 -> reader.add(addresses, reader.bytes(), Limits.DEFAULT.addresses());
///             default -> { } // unknown: skipped
///         }
///     }
///     return new Ticket(key, addresses);
/// }
///
/// Bytes encode() {
///     var writer = new ProtoWriter(Limits.DEFAULT.ticketBytes()).bytes(1, key);
///     addresses.forEach(address -> writer.bytes(3, address));
///     return writer.toBytes();
/// }
/// ```
///
/// A message within a message is a bytes field that another record decodes, so depth is bounded by the types. Only
/// groups could nest without end: they are skipped to a depth of 16.
///
/// It never copies a field (they are slices of the message), never allocates by a length that was claimed, and knows
/// no schema. Known gaps: packed repeated numbers, fixed-width values and maps, which no message of ours has; a
/// message field that comes twice is not merged, the last one counts.
///
/// Bugs that others had here: groups nested until the stack overflowed (prost RUSTSEC-2020-0002), absent fields that
/// crashed the reader of a message (nebula #1758), repeated fields without a cap (js-libp2p CVE-2026-46679): depth is
/// counted, a decoder starts from defaults that are never null, and [mote.protobuf.ProtoReader#add] takes the cap.
///
/// @see <a href="https://protobuf.dev/programming-guides/encoding/">spec: protobuf encoding</a>
package mote.protobuf;
