package mote.secure.noise;

import module java.base;
import mote.bytes.*;

/// The order in which a handshake exchanges and mixes keys: for each message its tokens. The initiator sends the first
/// message, and the sides take turns.
///
/// ```
///   XX:
///     -> e                    e   the sender's ephemeral public key, in the clear
///     <- e, ee, s, es         s   the sender's static public key, encrypted under what was agreed so far
///     -> s, se                ee, es, se   a Diffie-Hellman result is mixed in: initiator's key, responder's key
/// ```
///
/// @param name of the pattern
/// @param messages the tokens of each message
/// @see <a href="https://noiseprotocol.org/noise.html#handshake-patterns">Noise, 7 Handshake patterns</a>
public record Pattern(String name, List<List<Token>> messages) {

    /// What one side does for a message, and the other side after it.
    public enum Token { E, S, EE, ES, SE }

    /// The pattern of libp2p.
    public static final Pattern XX = new Pattern("XX", List.of(List.of(Token.E),
            List.of(Token.E, Token.EE, Token.S, Token.ES),
            List.of(Token.S, Token.SE)));

    Bytes protocolName() { return Bytes.utf8("Noise_" + name + "_25519_ChaChaPoly_SHA256"); }
}
