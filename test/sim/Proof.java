package sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import mote.budget.Budget;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.crypto.Identity;
import mote.crypto.PublicKey;
import mote.io.Duplex;
import mote.io.Frames;
import mote.negotiate.NoCommonProtocolException;
import mote.negotiate.ProtocolId;
import mote.peer.PeerId;
import mote.secure.SecureChannel;
import mote.secure.SecurityProtocol;
import mote.secure.WrongPeerException;

/// Proves identities as Noise does, in as many round trips, but without curves: two hundred nodes of one process can
/// afford it. A notary, whom all trust, has given each node a secret that belongs to its public key, and can tell
/// whether something was sealed with it.
///
/// ```
///   initiator                                                     responder
///      | challenge |                                        ──>
///                   <──  | challenge | key | muxers | seal over both challenges, key, muxers |
///      | key | muxers | seal over both challenges, key, muxers |  ──>
/// ```
///
/// Each field is a frame. Afterwards bytes go as they are: it keeps nobody from reading or changing them.
final class Proof implements SecurityProtocol {

    private static final ProtocolId ID = new ProtocolId("/sim/proof/1.0.0");
    private static final int CHALLENGE_BYTES = 32;
    private static final int FIELD_BYTES_MAX = 1024;
    private static final Bytes NOTARY = Bytes.utf8("the notary's own secret, from which all others follow");

    private final PublicKey key;
    private final Bytes secret;
    private final RandomGenerator random;

    /// @param identity only who has it gets the secret that belongs to it
    Proof(Identity identity, RandomGenerator random, Budget unused) {
        this.key = identity.publicKey();
        this.secret = secretOf(key);
        this.random = random;
    }

    @Override
    public ProtocolId id() {
        return ID;
    }

    @Override
    public SecureChannel initiate(Duplex raw, Optional<PeerId> expected, List<ProtocolId> muxers) throws IOException {
        return closingOnFailure(raw, () -> {
            Bytes own = challenge();
            Frames.write(raw, own);
            Bytes theirs = field(raw);
            Claim claim = Claim.read(raw, "responder", own, theirs);
            if (expected.isPresent() && !expected.get().equals(claim.peer())) {
                throw new WrongPeerException(expected.get(), claim.peer());
            }
            Optional<ProtocolId> muxer = common(muxers, claim.muxers());
            claim(muxers).write(raw, secret, "initiator", theirs, own);
            return new Channel(raw, claim.peer(), claim.key(), muxer);
        });
    }

    @Override
    public SecureChannel respond(Duplex raw, List<ProtocolId> muxers) throws IOException {
        return closingOnFailure(raw, () -> {
            Bytes theirs = field(raw);
            Bytes own = challenge();
            Frames.write(raw, own);
            claim(muxers).write(raw, secret, "responder", theirs, own);
            Claim claim = Claim.read(raw, "initiator", own, theirs);
            return new Channel(raw, claim.peer(), claim.key(), common(claim.muxers(), muxers));
        });
    }

    private interface Handshake {
        SecureChannel run() throws IOException;
    }

    private static SecureChannel closingOnFailure(Duplex raw, Handshake handshake) throws IOException {
        try {
            return handshake.run();
        } catch (IOException failed) {
            raw.close();
            throw failed;
        }
    }

    private Bytes challenge() {
        byte[] challenge = new byte[CHALLENGE_BYTES];
        random.nextBytes(challenge);
        return Bytes.copyOf(challenge);
    }

    private Claim claim(List<ProtocolId> muxers) {
        return new Claim(key, muxers);
    }

    private static Optional<ProtocolId> common(List<ProtocolId> initiators, List<ProtocolId> responders)
            throws P2pException {
        Optional<ProtocolId> first = initiators.stream().filter(responders::contains).findFirst();
        if (first.isEmpty() && !initiators.isEmpty() && !responders.isEmpty()) {
            throw new NoCommonProtocolException("no common muxer");
        }
        return first;
    }

    private static Bytes field(Duplex raw) throws IOException {
        return Frames.read(raw, FIELD_BYTES_MAX);
    }

    private static Bytes secretOf(PublicKey key) {
        return seal(NOTARY, key.encode());
    }

    private static Bytes seal(Bytes secret, Bytes message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.toArray(), "HmacSHA256"));
            return Bytes.copyOf(mac.doFinal(message.toArray()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// What a side says about itself.
    private record Claim(PublicKey key, List<ProtocolId> muxers) {

        /// Reads what the other side says, and has the notary check it.
        static Claim read(Duplex raw, String role, Bytes own, Bytes theirs) throws IOException {
            PublicKey key = PublicKey.decode(field(raw));
            List<ProtocolId> muxers = Stream.of(new String(field(raw).toArray()).split("\n"))
                    .filter(text -> !text.isEmpty()).map(ProtocolId::new).toList();
            var claim = new Claim(key, muxers);
            if (!field(raw).equals(claim.sealed(secretOf(key), role, own, theirs))) {
                throw P2pException.peer("the identity has not sealed this");
            }
            return claim;
        }

        void write(Duplex raw, Bytes secret, String role, Bytes challenge, Bytes own) throws IOException {
            Frames.write(raw, key.encode());
            Frames.write(raw, muxerText());
            Frames.write(raw, sealed(secret, role, challenge, own));
        }

        PeerId peer() {
            return PeerId.of(key);
        }

        private Bytes sealed(Bytes secret, String role, Bytes challenge, Bytes own) {
            return seal(secret, Bytes.utf8(role).concat(challenge).concat(own).concat(key.encode())
                    .concat(muxerText()));
        }

        private Bytes muxerText() {
            return Bytes.utf8(String.join("\n", muxers.stream().map(ProtocolId::text).toList()));
        }
    }

    private record Channel(Duplex raw, PeerId remotePeer, PublicKey remoteKey, Optional<ProtocolId> muxer)
            implements SecureChannel {

        @Override
        public int read(ByteBuffer dst) throws IOException {
            return raw.read(dst);
        }

        @Override
        public void writeAll(ByteBuffer... parts) throws IOException {
            raw.writeAll(parts);
        }

        @Override
        public void closeWrite() throws IOException {
            raw.closeWrite();
        }

        @Override
        public boolean isOpen() {
            return raw.isOpen();
        }

        @Override
        public void close() {
            raw.close();
        }
    }
}
