/// Threads that end together, time that can be replaced, and limits on waiting.
///
/// ```
///   Scope (node)                 Clock ── after(limit) ──> Deadline closes the channel
///     └─ Scope (connection)                                     │
///          └─ thread, blocked in channel.read() <── wakes with an IOException
/// ```
///
/// Start at [mote.task.Scope], then [mote.task.Deadline].
///
/// Cancelling is closing: there is no second way. `StructuredTaskScope` is a preview in JDK 25, so [mote.task.Scope] is
/// our own. It has no specification of its own.
///
/// It never pools threads: a virtual thread is cheaper than the code that would keep it.
///
/// Known gaps: none.
///
/// Bugs that others had here: a time-out that limits the silence and not the total, so that one byte now and then
/// holds a place for ever (slowloris); and a value returned together with a channel that the time-out had just closed
/// ([mote.task.Deadline] lets exactly one of both happen).
package mote.task;
