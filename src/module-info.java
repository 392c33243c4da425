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
    exports mote.peer;
    exports mote.secure;
    exports mote.task;
    exports mote.transport;
}
