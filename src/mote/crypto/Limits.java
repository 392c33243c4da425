package mote.crypto;

/// The limits of keys that peers send and of files that hold our own.
///
/// @param rsaBitsMin bits of an RSA modulus at least, as in other implementations
/// @param rsaBitsMax bits of an RSA modulus at most: the time of a verification grows with their square
///        (go-libp2p CVE-2023-39533)
/// @param rsaExponentBytesMax bytes of an RSA public exponent at most: the time grows with them too
/// @param keyFileBytesMax bytes of a key file at most
public record Limits(int rsaBitsMin, int rsaBitsMax, int rsaExponentBytesMax, int keyFileBytesMax) {

    public static final Limits DEFAULT = new Limits(2_048, 8_192, 4, 4_096);
}
