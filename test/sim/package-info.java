/// Whole nodes in a world that follows from a seed: threads, time, randomness and the network are the simulator's, all
/// else is Mote as it is. Minutes of a network of many nodes, in which lines are cut and machines fail, pass in a
/// second, and pass again in the same way.
///
/// ```
///   Call   "host 3 calls host 17": dial, identify, ping, 64 KiB both ways          Faults   cut, reset, restart,
///     |                                                                               |     crash, clock jump
///   Host   a Node in a World of ours ── threads ──> Scheduler   one thread at a time, drawn from the seed
///     |                              ── clock ────> VirtualClock   jumps to the next timer when nobody can run
///     |                              ── random ───> SplittableRandom   from the seed, keys too
///     |                              ── security ─> Noise, or Proof: identity proven without curves
///   WatchedTransport ── MemoryNetwork   delays and bandwidth by Distance
///     |
///   Trace   all that happens, as one number                                     Failures   what must not happen
/// ```
///
/// Start at `Simulation`, then `Scheduler`; `./build.sh simulate tiny 1` runs the smallest world, of two nodes that
/// call each other, and writes what happens to `build/simulation.txt`, a line for each event.
///
/// What has to hold, whatever goes wrong: every byte of an exchange is the one that was sent, and the end comes after
/// the last; nothing takes longer than its limit; nobody accuses a peer of breaking a protocol; when all is good again
/// all calls succeed; nothing is logged as a warning; and when the nodes have been stopped there is no thread, no timer
/// and no link left, and every budget is zero.
///
/// A failure names its scale and seed: `./build.sh simulate small 17` runs it again, as often as you like, in the same
/// way, until the code or the JDK changes. Print more where you need it: `Simulation#event` is the place.
///
/// The bugs that it finds are planted by `PlantedBugsTest`, which changes the bytes of one class of Mote as a class
/// loader of the test reads them (`java.lang.classfile`): so nothing of a plant is in the product, and what is
/// found is the bug in Mote's own code, not one in a stand-in for it.
///
/// Threads give up their turn only where they wait, and sometimes where they read or write the network: two threads
/// that share something without a lock are not found here. Simulations run one at a time in a process (`Seeds`),
/// because locks inside the JDK would make two of them wait for each other at times that no seed decides. The scheduler
/// is inside JDK 25, and on another one all this fails and says so.
package sim;
