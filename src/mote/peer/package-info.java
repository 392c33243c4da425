/// Who a peer is.
///
/// ```
///   public key ──> libp2p's encoding ──> multihash ──> 12D3KooW..  (or as a CID: bafz..)
/// ```
///
/// Start at [mote.peer.PeerId].
///
/// It never takes an id of another form than the two that the specification has, so that one peer has one id.
///
/// Bugs that others had here: any multihash was taken for a peer id, of any length (a digest longer than its function
/// gives, 2^60 bytes claimed).
///
/// @see <a href="https://github.com/libp2p/specs/blob/master/peer-ids/peer-ids.md">spec: peer ids and keys</a>
package mote.peer;
