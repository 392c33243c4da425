/// A libp2p node. What is exported here is the public API; all else can change without notice.
module mote {
    exports mote.budget;
    exports mote.bytes;
    exports mote.connection;
    exports mote.crypto;
    exports mote.io;
    exports mote.multiaddr;
    exports mote.mux;
    exports mote.negotiate;
    exports mote.node;
    exports mote.peer;
    exports mote.protocol.identify;
    exports mote.protocol.perf;
    exports mote.protocol.ping;
    exports mote.record;
    exports mote.secure;
    exports mote.swarm;
    exports mote.task;
    exports mote.transport;
}
