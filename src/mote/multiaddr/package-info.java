/// Where a peer is, in a form that says how to get there: `/ip4/192.0.2.7/tcp/4001`, `/dns/example.org/tcp/443/wss`,
/// `/ip4/192.0.2.7/udp/4001/quic-v1/p2p/12D3KooW..`.
///
/// ```
///   text ── Protocol.named, Format.parse ──> Component ── write ──> binary
///   text <── Format.print ── Component <── Protocol.of, read ── binary
/// ```
///
/// Start at [mote.multiaddr.Multiaddr], then [mote.multiaddr.Protocol], the table.
///
/// The texts are those of go-multiaddr. An address is read only where it prints as text that reads as the same
/// address again. Stricter than go are three things: host names and paths are UTF-8 without control characters, since
/// addresses of strangers are printed on terminals; `/ip4` takes no IPv6 text and `/ip6` no IPv4 text; the peer of a
/// `/p2p` is one that [mote.peer.PeerId] takes.
///
/// rust-multiaddr differs in three texts: a space in an `http-path` is `%20` there and `+` here, a `garlic64` has no
/// padding, and a `unix` is one segment without its first slash, which is another binary form, refused here and by go.
///
/// It never resolves a name and has no opinion on which protocols make sense one after the other; that is a
/// transport's. Known gaps: bases of multibase that [mote.bytes.Base] does not have, in the text of a `certhash`.
///
/// Bugs that others had here: addresses of ten thousand components, and lengths beyond the end of the address
/// (go-multiaddr's fuzzed findings): length and number of components are limited, and nothing is read past the end;
/// one unknown protocol that made a whole list of addresses fail
/// ([mote.multiaddr.Multiaddr#decodeKnown] leaves it out).
///
/// @see <a href="https://github.com/multiformats/multiaddr">spec: multiaddr</a>
/// @see <a href="https://github.com/libp2p/specs/tree/master/addressing">spec: addressing in libp2p</a>
package mote.multiaddr;
