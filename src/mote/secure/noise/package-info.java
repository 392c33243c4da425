/// `/noise`: two peers agree on keys that nobody else has, and each proves its identity.
///
/// ```
///   dialer                                                   listener
///     e                                              ──>                   32 bytes, in the clear
///                                                    <──   e, s, payload   s and payload encrypted
///     s, payload                                     ──>
///     | length: 2 | ciphertext .. | tag: 16 |        <──>                  at most 65,535 bytes each
///
///   payload: identity key, its signature over s, the muxers on offer
/// ```
///
/// Start at [mote.secure.noise.Handshake], which is the conversation above line by line; then
/// [mote.secure.noise.HandshakeState] and the two objects below it, which bear the names of the Noise specification;
/// then [mote.secure.noise.MessageWriter] and [mote.secure.noise.MessageReader], through which all data of a connection
/// goes.
///
/// It never says who this node is before the listener has proven to be the expected one, never decrypts a byte before
/// it is authenticated, and never stores the static key.
///
/// Memory: one message of at most 8 KiB while a handshake is pending. Afterwards a channel holds a read buffer of
/// 2 KiB, and more only while bytes are in it: a large buffer of the node's pool, or one as long as the message in
/// progress. These are reserved from the node's budget. A writer that gets none writes short messages; a reader that
/// gets none has others give up what they hold, first of all the message that began longest ago and is not complete:
/// its connection is closed.
///
/// Secrets: Diffie-Hellman results, chaining keys and cipher keys are wiped as soon as they are used. What the JDK
/// keeps until it is collected: its copy of each X25519 private key (`destroy` throws), and in each `SecretKeySpec`,
/// `KDF` and `Cipher` the key it was made with. Plaintext that passed through a pooled buffer is not wiped.
///
/// Speed: measured with `bench.NoiseBench` on two cores that other work kept busy, one direction over TCP on the
/// loopback, both sides in one process: 270 to 710 MiB/s with full messages, 1.46 s of CPU per GiB, of which the cipher
/// alone takes 0.82 under the same load, and 73 to 75 KiB of garbage per MiB on both sides together, most of
/// which `Cipher.init` makes.
/// Large buffers of one, two or four messages cost the same CPU within the noise; so does the tag by a call of its own.
///
/// Known gaps: Noise has no message that ends a stream, so who can cut a connection can make it look ended; what stands
/// above (yamux, and protocols with lengths) notices. WebTransport's certificate hashes are skipped.
///
/// Bugs that others had here: a nonce that advanced on a message that was forged (flynn/noise CVE-2021-4239, snow
/// CVE-2024-58265) or wrapped; buffers of 64 KiB for every socket that sends junk (Prysm)
/// or begins a message and falls silent. The state of
/// [mote.secure.noise.CipherState] moves only after success, and a handshake message is refused by its length.
///
/// @see <a href="https://github.com/libp2p/specs/tree/master/noise">spec: noise</a>
/// @see <a href="https://github.com/libp2p/specs/blob/master/connections/inlined-muxer-negotiation.md">spec: inlined
///      muxer negotiation</a>
/// @see <a href="https://noiseprotocol.org/noise.html">The Noise Protocol Framework, revision 34</a>
package mote.secure.noise;
