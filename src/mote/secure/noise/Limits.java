package mote.secure.noise;

/// The limits of Noise.
///
/// @param handshakeBytes the longest handshake message; an RSA identity of 8,192 bits takes 2,200
/// @param muxers the most muxers in a handshake payload
/// @param idleBufferBytes the read buffer of a channel on which little arrives
/// @param largeBuffers how many large buffers (128 KiB) are lent to channels at a time, over the whole node; a channel
///        that gets none reads and writes frame by frame
/// @param keptBuffers how many large buffers are kept for the next use when none needs them
public record Limits(int handshakeBytes, int muxers, int idleBufferBytes, int largeBuffers, int keptBuffers) {

    public static final Limits DEFAULT = new Limits(8 << 10, 100, 2 << 10, 48, 16);
}
