//! Half-close and reset, each from both sides.

use futures::{AsyncReadExt, AsyncWriteExt};
use libp2p::PeerId;
use serde_json::{Value, json};

use crate::{
    commands::{Peer, Request, expect_all, expect_next},
    data::{self, SEED_AFTER_HALF_CLOSE, SEED_HASH, SEED_STREAMS},
    failure::{Failure, Result},
    serve::{ECHO, HALF_CLOSE, HASH, RESET, half_close_bytes},
};

/// Four times the window that a yamux stream starts with: it only gets through if the remote reads and gives credit
/// after it has closed its own half.
const HALF_CLOSE_CLIENT_BYTES: u64 = 1 << 20;

impl Peer {
    /// Closes one half at a time, the remote's first and then ours, and moves data in the other half.
    pub async fn half_close(&self, request: &Request) -> Result<Value> {
        let peer = self.target(request).await?;
        let remote_first = self.remote_closes_first(peer).await.map_err(|f| f.within("remote closes first"))?;
        let local_first = self.local_closes_first(peer).await.map_err(|f| f.within("local closes first"))?;
        Ok(json!({"remoteFirst": remote_first, "localFirst": local_first}))
    }

    async fn remote_closes_first(&self, peer: PeerId) -> Result<Value> {
        let mut stream = self.node.open(peer, HALF_CLOSE).await?;
        let expected = half_close_bytes();
        expect_all(&mut stream, &expected).await?;
        let sum = data::send_random(&mut stream, HALF_CLOSE_CLIENT_BYTES, SEED_AFTER_HALF_CLOSE).await?;
        stream.close().await?;
        Ok(json!({"receivedBytes": expected.len(), "sentBytes": HALF_CLOSE_CLIENT_BYTES, "sentSha256": sum}))
    }

    async fn local_closes_first(&self, peer: PeerId) -> Result<Value> {
        let mut stream = self.node.open(peer, HASH).await?;
        let sum = data::send_random(&mut stream, HALF_CLOSE_CLIENT_BYTES, SEED_HASH).await?;
        stream.close().await?;
        expect_all(&mut stream, sum.as_bytes()).await?;
        Ok(json!({"sentBytes": HALF_CLOSE_CLIENT_BYTES, "sentSha256": sum}))
    }

    /// Lets the remote reset a stream, resets one itself, and pings to show that the connection survived both.
    pub async fn reset(&self, request: &Request) -> Result<Value> {
        let peer = self.target(request).await?;
        let reason = self.remote_resets(peer).await.map_err(|f| f.within("remote resets"))?;
        self.local_resets(peer).await.map_err(|f| f.within("local resets"))?;
        self.round_trips(peer, 1).await?;
        Ok(json!({"remoteReset": true, "remoteResetReason": reason, "localReset": true}))
    }

    async fn remote_resets(&self, peer: PeerId) -> Result<String> {
        let mut stream = self.node.open(peer, RESET).await?;
        stream.write_all(&[1]).await?;
        stream.flush().await?;
        if stream.read(&mut [0]).await? > 0 {
            return Err(Failure::new("data came instead of a reset"));
        }
        match data::is_reset(&mut stream).await {
            Some(error) => Ok(error.to_string()),
            None => Err(Failure::new("the stream was closed, not reset")),
        }
    }

    /// Resets a stream whose remote handler is surely running: it has echoed. To drop is to reset.
    async fn local_resets(&self, peer: PeerId) -> Result<()> {
        let mut stream = self.node.open(peer, ECHO).await?;
        let data = data::random_bytes(SEED_STREAMS, 1024);
        stream.write_all(&data).await?;
        stream.flush().await?;
        expect_next(&mut stream, &data).await
    }
}
