/// The pipe that every layer is made of, and messages on it.
///
/// ```
///   handler   stream   muxer   secure channel   transport
///      └─ Duplex ─┘└──── Duplex ────┘└── Duplex ────┘
///
///   a frame on a pipe:   | varint length | body ... |
/// ```
///
/// Start at [mote.io.Duplex], then [mote.io.MemoryPipe], the smallest that works.
///
/// A pipe never knows what it carries. A frame's length is compared with the reader's limit before anything is
/// allocated, and the body grows with the bytes that arrive, not with the length that was claimed. It has no
/// specification of its own; length-delimited frames are those of multiformats and protobuf.
///
/// Known gaps: none.
///
/// Bugs that others had here: a buffer of the size that a peer claimed (py-libp2p GHSA-xqvc-92cf-94j4; Teku
/// CL-2020-07).
package mote.io;
