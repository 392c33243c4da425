package mote.crypto;

import module java.base;
import mote.bytes.*;

/// The text that keeps an [Identity] in a file: PKCS #8 (RFC 8410, 7) as PEM (RFC 7468, 10), and before it a line with
/// the public key.
///
/// ```
/// Public-Key: 1ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e
/// -----BEGIN PRIVATE KEY-----
/// MC4CAQAwBQYDK2VwBCIEIH4IMGF8Sn3oOSXfsmlFVrEpNsR3oOH+suFI7J2mD+59
/// -----END PRIVATE KEY-----
/// ```
///
/// The first line makes damage visible: any seed is a valid one, so without it one changed character would be another
/// identity. Other programs skip it, and it may be missing: so openssl writes its keys.
final class Pem {

    private static final String LABEL = "Public-Key: ";
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----\n";
    private static final String END = "\n-----END PRIVATE KEY-----\n";

    /// What stands before the seed: version 0, algorithm Ed25519, an OCTET STRING in an OCTET STRING.
    private static final Bytes PKCS8_PREFIX = Bytes.ofHex("302e020100300506032b657004220420");

    /// Prefix and seed make 48 bytes, in base64 64.
    private static final int BASE64_BYTES = 64;
    private static final int FIRST_LINE_BYTES = LABEL.length() + 2 * Ed25519.KEY_BYTES + 1;

    /// A secret that the caller wipes.
    static byte[] encode(Identity identity) {
        byte[] seed = identity.seed();
        byte[] pkcs8 = ByteBuffer.allocate(48).put(PKCS8_PREFIX.buffer()).put(seed).array();
        byte[] base64 = Base64.getEncoder().encode(pkcs8);
        byte[] before = ascii(LABEL + identity.publicKey().data().hex() + "\n" + BEGIN);
        ByteBuffer text = ByteBuffer.allocate(before.length + BASE64_BYTES + END.length()).put(before).put(base64);
        wipe(seed, pkcs8, base64);
        return text.put(ascii(END)).array();
    }

    /// Reads the seed where it must be, then compares the text with what that identity is written as.
    static Identity decode(byte[] text) throws P2pException {
        int start = text.length - END.length() - BASE64_BYTES;
        if (start < 0) throw refusal();
        byte[] pkcs8;
        try {
            pkcs8 = Base64.getDecoder().decode(ByteBuffer.wrap(text, start, BASE64_BYTES)).array();
        } catch (IllegalArgumentException otherCharacters) {
            throw refusal();
        }
        Identity identity = new Identity(Arrays.copyOfRange(pkcs8, PKCS8_PREFIX.length(), 48));
        byte[] whole = encode(identity);
        int from = start > BEGIN.length() ? 0 : FIRST_LINE_BYTES;
        boolean same = Arrays.equals(text, 0, text.length, whole, from, whole.length);
        wipe(pkcs8, whole);
        if (!same) throw refusal();
        return identity;
    }

    private static P2pException refusal() {
        return P2pException.peer("does not hold an Ed25519 key as plain PKCS #8 in PEM, or is damaged; "
                + "restore it from a copy, or move it away and the node becomes another peer");
    }

    private static byte[] ascii(String text) { return text.getBytes(StandardCharsets.US_ASCII); }

    static void wipe(byte[]... secrets) {
        for (byte[] secret : secrets) {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
