package interop;

import java.util.List;
import java.util.Locale;
import mote.connection.Connection;
import mote.multiaddr.Multiaddr;
import mote.protocol.identify.Identification;
import vectors.Json;

/// All that one end of a connection knows of the other by identify; lists sorted, for comparing.
record Said(String peerId, String keyType, String protocolVersion, String agentVersion, List<String> protocols,
        List<String> addresses, String observedAddress, String signedRecord) {

    /// Every test peer serves these from the start, and so does Mote here; sorted.
    static final List<String> PROTOCOLS = List.of("/ipfs/id/1.0.0", "/ipfs/id/push/1.0.0", "/ipfs/ping/1.0.0",
            "/mote-test/echo/1.0.0", "/mote-test/half-close/1.0.0", "/mote-test/hash/1.0.0", "/mote-test/reset/1.0.0",
            "/perf/1.0.0");

    /// What Mote knows of the peer of `connection`.
    static Said byMote(Connection connection, Identification said) {
        return new Said(connection.peer().toString(), lower(connection.peerKey().type()), said.protocolVersion(),
                said.agentVersion(), sorted(said.protocols()), sorted(said.addresses()),
                said.observedAddress().map(Multiaddr::toString).orElse("none"), lower(said.signedRecord()));
    }

    /// What a peer, or Mote's command line, prints.
    static Said printed(Json answer) {
        return new Said(answer.text("peerId"), lower(answer.text("keyType")), answer.text("protocolVersion"),
                answer.text("agentVersion"), sorted(texts(answer.at("protocols"))),
                sorted(texts(answer.at("addresses"))), answer.text("observedAddress"), answer.text("signedRecord"));
    }

    /// What is true of a test peer.
    static Said ofPeer(Peer peer, Language language, String keyType, String observedAddress) {
        boolean spoiled = keyType.equals("rsa") && language.has(Language.Trait.SPOILS_RSA_RECORDS);
        return new Said(peer.id.toString(), keyType, language.protocolVersion(), language.agentVersion(),
                peer.protocols(), List.of(peer.address.withoutPeer().toString()), observedAddress,
                spoiled ? "invalid" : "valid");
    }

    private static List<String> texts(Json list) {
        return list.list().stream().map(Json::text).toList();
    }

    private static List<String> sorted(List<?> values) {
        return values.stream().map(Object::toString).sorted().toList();
    }

    private static String lower(Object value) {
        return value.toString().toLowerCase(Locale.ROOT);
    }
}
