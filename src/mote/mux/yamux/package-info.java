/// The muxer yamux.
package mote.mux.yamux;
