/// Attacks on a whole node, in a process of its own with `-Xmx64m -XX:MaxDirectMemorySize=32m
/// -XX:+ExitOnOutOfMemoryError`. Each test is named after what the attacker does; the limit that stops it stands in the
/// first line of its class.
///
/// ```
///   Attacker ── raw TCP, Noise, yamux frame by frame ──┐
///                                                      ├──> NodeProcess, which answers "state" with all that it holds
///   Honest ──── ping, identify, perf, throughout ──────┘                       ^
///   Victim: takes the state before, runs the attack, compares the state after ─┘
/// ```
///
/// Start at [attacks.Victim]. [attacks.Victim#survives] checks what holds for every attack:
///
/// - **G1**: no thread dies, nothing is thrown that nobody catches. The process is alive, its standard error empty:
///   defects are logged there.
/// - **G2**: an honest peer that is connected is served throughout. All its pings, identifies and transfers
///   succeed, each round within 10 s; where an attack holds something, it holds it for many rounds.
/// - **G3**: everything returns. Within 60 s used heap after collection and direct memory are back within 4 MiB;
///   descriptors, virtual threads, budgets and the size of every container that can be reached from the node
///   ([attacks.Containers]) exactly; caches stay within their caps ([attacks.State]).
/// - **G4**: strangers get little for what they send. While multistream-select is spoken at most as many bytes as
///   they sent and 64; the second message of Noise once.
/// - **G5**: attacks cost the node little. A second of CPU for each MiB that was sent, 20 ms for each connection,
///   10 ms for each round of the honest peer, and 5 s for the compiler.
/// - **G6**: the offender is told the code, and counted. The Go Away or reset that it gets, and
///   [mote.swarm.Faults].
/// - **G7**: floods keep nobody out. A peer that was not there before connects and pings within 10 s.
///
/// Time: where an attack waits, the node's clock goes 2 to 10 times as fast ([attacks.FastClock]), so that all of its
/// limits of time are shorter. The tests tagged `nightly` do the same on the clock as it is, and in full number.
///
/// Row of the list of attacks, tests, and what is left of the row:
///
/// - **1**, varints without end: [attacks.HostileInputTest]; the readers: `VarintTest`, `ProtoTest`. *Left*: QUIC's
///   reader.
/// - **2**, lengths that are claimed: [attacks.ClaimedLengthTest]. *Left*: kad, rendezvous, relay, dcutr, autonat,
///   gossipsub; a Noise message that is claimed after the handshake gets its buffer when 3 bytes are there.
/// - **3**, protobuf that is empty, deep, long or cut: [attacks.HostileInputTest]. *Left*: messages of later
///   protocols.
/// - **4**, addresses that are none: [attacks.HostileInputTest]. *Left*: `/p2p-circuit` as an address to dial.
/// - **5**, huge RSA keys: [attacks.HostileInputTest], `RsaTest` (time). *Left*: TLS extension.
/// - **6**, signatures that are none: [attacks.HostileInputTest], and Wycheproof in `mote.crypto`.
/// - **7**, points that are none: [attacks.HostileInputTest], and Wycheproof in `mote.crypto`. *Left*: TLS and QUIC
///   key shares.
/// - **8**, records of others: [attacks.HostileInputTest], `PeerRecordTest`: 1,000, not 100,000. *Left*: PX and
///   DHT; sequence numbers, which no store compares yet.
/// - **9**, Noise, tampered with: [attacks.NoiseJunkTest], [attacks.HalfMessageTest], `NoiseAttackTest`,
///   `CipherStateTest` (nonces).
/// - **13**, negotiations without end: [attacks.NegotiationFloodTest].
/// - **14**, silence, and a byte every 9 s: [attacks.SlowDripTest]. *Left*: stages of later transports.
/// - **15**, connections without end: [attacks.ConnectFloodTest], `IpBlocksTest` (IPv6). *Left*: trimming: 32
///   addresses with 8 proven connections each fill the node.
/// - **16**, streams without end: [attacks.StreamHoardTest]. *Left*: autonat's cap; 32 peers with 256 streams each
///   fill the node's budget of streams.
/// - **17**, frames beyond the window, for streams that are gone: [attacks.YamuxViolationTest], `YamuxAttackTest`.
/// - **18**, credit that overflows, or is nothing: [attacks.YamuxViolationTest], `YamuxAttackTest`.
/// - **19**, pings whose answers nobody reads, ids, goodbyes: [attacks.YamuxViolationTest], `YamuxAttackTest`.
/// - **20**, windows that nobody reads: [attacks.UnreadWindowsTest].
/// - **21**, a reader that stops: [attacks.StoppedReaderTest].
/// - **22**, dials that are lost or given up: [attacks.LostDialsTest], `TcpDialTest`. *Left*: races of addresses
///   and of QUIC, which are not there yet.
/// - **23**, peers that come and go: [attacks.PeerChurnTest]. *Left*: subscribing, adding providers.
/// - **24**, identify, too much of it: [attacks.IdentifyLiesTest], [attacks.HostileInputTest], `IdentifyFloodTest`,
///   `EscapeTest`: 3,000 pushes, not 10,000. *Left*: of one peer at most 64 KiB of text are kept, and about 80
///   bytes for each of up to 1,088 objects.
/// - **26**, pings of other lengths, in parallel, unread: [attacks.PingAbuseTest]: 5,000 streams, not 10,000.
/// - **59**, key files that are damaged or open to others: [attacks.DamagedKeyFileTest], `KeyFileTest`. *Left*:
///   files of the peer store and the DHT.
package attacks;
