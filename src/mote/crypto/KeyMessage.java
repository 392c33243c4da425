package mote.crypto;

import mote.bytes.*;
import mote.protobuf.*;

/// What the messages `PublicKey` and `PrivateKey` have in common: a type and data.
record KeyMessage(KeyType type, Bytes data) {

    private static final KeyType[] TYPES = KeyType.values();

    static KeyMessage decode(Bytes encoded) throws P2pException {
        int type = -1;
        Bytes data = null;
        ProtoReader reader = new ProtoReader(encoded);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> type = reader.int32();
                case 2 -> data = reader.bytes();
                default -> { } // unknown: skipped
            }
        }
        if (type < 0 || type >= TYPES.length || data == null) {
            throw P2pException.peer("a key without data or of an unknown type: " + type);
        }
        return new KeyMessage(TYPES[type], data);
    }

    // spec: peer ids: "Serialize the protobuf containing the public key into bytes using the canonical protobuf
    // encoding": both fields, RSA's zero too, in order
    Bytes encode() { return new ProtoWriter(data.length() + 16).int32(1, type.ordinal()).bytes(2, data).toBytes(); }
}
