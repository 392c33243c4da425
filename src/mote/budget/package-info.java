/// What the node may use, reserved before it is used.
///
/// ```
///   reserve(MEMORY, 64 KiB) on a connection
///      connection  ok      peer  ok      node  "node is out of bytes of memory: .."  ->  nothing taken anywhere
/// ```
///
/// Start at [mote.budget.Budget].
///
/// It never blocks and never waits for something to become free: the caller decides whether to refuse, to shrink or
/// to close something else. Of memory it can have whoever holds most give some up ([mote.budget.Holder]), so that a
/// peer that hoards what nobody reads is the one that suffers, and not the next one that needs a little. It has no
/// specification of its own; go-libp2p's resource manager set the idea of scopes.
///
/// Known gaps: none.
///
/// Bugs that others had here: limits counted after the memory was allocated, and limits by window granted instead of
/// bytes held, so that a few idle streams used all (go CVE-2022-23492; rust-yamux without a cap of connections).
package mote.budget;
