//! What was learned of a peer.

use std::time::Duration;

use futures::AsyncReadExt;
use libp2p::{
    PeerId, StreamProtocol,
    core::{PeerRecord, SignedEnvelope},
    identify::{Info, PROTOCOL_NAME},
};
use serde_json::{Value, json};

use crate::{
    commands::{Peer, Request},
    failure::{Failure, Result},
};

const BYTES_MAX: u64 = 64 << 10;
const WAIT: Duration = Duration::from_secs(5);
const SIGNED_PEER_RECORD: u64 = 8; // The field's number.

impl Peer {
    /// Answers what the library last learned, by identify or by a push.
    pub async fn identify(&self, request: &Request) -> Result<Value> {
        let peer = self.target(request).await?;
        let info = self.last_identified(peer).await?;
        let mut protocols: Vec<&str> = info.protocols.iter().map(StreamProtocol::as_ref).collect();
        protocols.sort();
        Ok(json!({
            "peerId": peer.to_string(),
            "keyType": info.public_key.key_type().to_string().to_lowercase(),
            "protocolVersion": info.protocol_version,
            "agentVersion": info.agent_version,
            "protocols": protocols,
            "addresses": info.listen_addrs.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "observedAddress": info.observed_addr.to_string(),
            "signedRecord": self.signed_record(peer).await?,
        }))
    }

    /// Waits a little: identify of a connection that came in may still be under way.
    async fn last_identified(&self, peer: PeerId) -> Result<Info> {
        tokio::time::timeout(WAIT, async {
            loop {
                if let Some(info) = self.node.ask(move |state| state.identified.get(&peer).cloned()).await {
                    return info;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        })
        .await
        .map_err(|_| Failure::new(format!("{peer} was not identified")))
    }

    /// Asks for identify once more, by hand, because the library's identify reads only records in the library's own
    /// legacy form and does not tell an invalid one from none. The envelope is still judged by the library.
    async fn signed_record(&self, peer: PeerId) -> Result<&'static str> {
        let mut messages = Vec::new();
        self.node.open(peer, PROTOCOL_NAME).await?.take(BYTES_MAX).read_to_end(&mut messages).await?;
        let Some(record) = last_signed_record(&messages) else {
            return Err(Failure::new("the identify message is malformed"));
        };
        let Some(record) = record else {
            return Ok("absent");
        };
        let Ok(envelope) = SignedEnvelope::from_protobuf_encoding(record) else {
            return Ok("invalid");
        };
        let is_of_peer = |record: PeerRecord| record.peer_id() == peer;
        if PeerRecord::from_signed_envelope_interop(envelope.clone()).is_ok_and(is_of_peer) {
            Ok("valid")
        } else if PeerRecord::from_signed_envelope(envelope).is_ok_and(is_of_peer) {
            Ok("legacy")
        } else {
            Ok("invalid")
        }
    }
}

/// Walks length-delimited identify messages; the outer `None` says that they are malformed.
fn last_signed_record(mut messages: &[u8]) -> Option<Option<&[u8]>> {
    let mut record = None;
    while !messages.is_empty() {
        let length = varint(&mut messages)?;
        let mut message = messages.split_off(..usize::try_from(length).ok()?)?;
        while !message.is_empty() {
            let key = varint(&mut message)?;
            match key & 7 {
                0 => drop(varint(&mut message)?),
                2 => {
                    let length = varint(&mut message)?;
                    let content = message.split_off(..usize::try_from(length).ok()?)?;
                    if key >> 3 == SIGNED_PEER_RECORD {
                        record = Some(content);
                    }
                }
                _ => return None, // No field of identify has another wire type.
            }
        }
    }
    Some(record)
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.split_off_first()?;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}
