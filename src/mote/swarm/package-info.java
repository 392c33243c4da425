/// The connections of a node: listening, dialling, limits, and who is connected.
///
/// ```
///   Listener ─> Acceptor ─> PendingUpgrades ─> Upgrader ─┐
///                  IpBlocks, Budget                      ├─> Admissions ─> Swarm: peer -> connections ─> Events
///   caller ──> Dialer ────────────────────> Upgrader ────┘
/// ```
///
/// Start at [mote.swarm.Swarm]. What goes wrong is counted in [mote.swarm.Faults].
///
/// It never spends a thread or a handshake on what is over a limit, and never keeps anything of a peer after its last
/// connection but what the [mote.swarm.PeerStore] has room for.
///
/// Known gaps: addresses are tried one after the other, without ranking and back-off; there is no trimming by water
/// marks; the peer store is lost with the process.
///
/// Bugs that others had here: of two connections made at the same time each side closed one, a different one, and none
/// was left (both are kept here); the loser of a dial that nobody waited for leaked its socket (Teku's, for days); and
/// a place in the upgrade that a silent peer kept until its time was over, so that nobody else came in.
///
/// @see <a href="https://github.com/libp2p/specs/tree/master/connections">spec: connections</a>
package mote.swarm;
