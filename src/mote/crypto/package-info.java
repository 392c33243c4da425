/// Keys, signatures and secrets: what proves that a peer is who it says.
///
/// ```
///   our own     KeyFile --load--> Identity --sign--> signature       Ed25519
///   a peer's    PublicKey --verify(message, signature)--> yes or no  Ed25519, RSA, ECDSA on P-256, secp256k1
///   both        X25519.agree --> shared secret --> Hkdf --> keys of a channel
///
///   a verification takes, on one core of a small server, in microseconds:
///   Ed25519 60 (the JDK's takes 430)   secp256k1 1,150   P-256 470   RSA 2,048 30, 8,192 330
/// ```
///
/// Start at [mote.crypto.PublicKey], then [mote.crypto.Identity].
///
/// Secrets go to the JDK's arithmetic only, which takes the same time for all of them. Its own copies of keys cannot be
/// wiped; arrays of this package are. Public data may go where it is faster or where the JDK has nothing:
/// [mote.crypto.Ed25519], on the field of [mote.crypto.FieldElement], and [mote.crypto.Secp256k1].
///
/// It never makes big numbers of a length that a peer chose ([mote.crypto.Limits]), never throws where a signature is
/// wrong in any way, and never replaces a key file.
///
/// Known gaps: a node's own key is Ed25519. ECDSA keys are on P-256.
///
/// Bugs that others had here: any signature of the right length accepted (rust-libp2p RUSTSEC-2019-0004), RSA keys so
/// long that verifying stopped the node (go-libp2p CVE-2023-39533), points that are not on the curve (go-ethereum
/// CVE-2025-24883), signatures of zeros accepted for every message (the JDK's own CVE-2022-21449). The tests run all of
/// Wycheproof, and where two verifications are possible, compare them.
///
/// @see <a href="https://github.com/libp2p/specs/blob/master/peer-ids/peer-ids.md">spec: peer ids and keys</a>
/// @see <a href="https://www.rfc-editor.org/rfc/rfc8032">RFC 8032: Ed25519</a>
/// @see <a href="https://www.rfc-editor.org/rfc/rfc7748">RFC 7748: X25519</a>
/// @see <a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869: HKDF</a>
package mote.crypto;
