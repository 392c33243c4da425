package mote.node;

import module java.base;
import mote.budget.*;
import mote.crypto.*;
import mote.secure.*;
import mote.task.*;
import mote.transport.*;

/// What a node is given from outside: time, threads, randomness, and ways to reach others. The [SystemWorld] is the
/// real one; a simulation brings its own, and the same node runs in it.
public interface World {

    Clock clock();

    /// Makes every thread of the node; virtual threads.
    ThreadFactory threads();

    /// Keys and challenges come from here: it must be cryptographically strong where peers are not to be trusted.
    RandomGenerator random();

    /// The transports of one node.
    ///
    /// @param scope where their threads run
    /// @param budget where descriptors are reserved
    List<Transport> transports(Scope scope, Budget budget);

    /// The security protocols of one node, best first.
    List<SecurityProtocol> securities(Identity identity, Budget budget);
}
