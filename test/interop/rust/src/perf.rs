//! The client side of /perf/1.0.0.

use std::time::{Duration, Instant};

use futures::{AsyncWriteExt, future::try_join_all};
use libp2p::PeerId;
use serde_json::{Value, json};

use crate::{
    commands::{Peer, Request},
    data::{self, Received, SEED_UPLOAD},
    failure::{Failure, Result},
    serve::PERF,
};

const MEBIBYTE: f64 = (1 << 20) as f64;

struct Exchange {
    sent_sha256: Option<String>,
    got: Received,
    /// From the open stream to the reply's first byte, or its end.
    up: Duration,
    /// From there to its end.
    down: Duration,
}

impl Peer {
    /// Uploads, then downloads, and hashes both.
    pub async fn perf(&self, request: &Request) -> Result<Value> {
        let peer = self.target(request).await?;
        let (up, down) = (request.number("up", 0), request.number("down", 0));
        let e = self.exchange(peer, up, down, None).await?;
        Ok(json!({
            "sentBytes": up, "sentSha256": e.sent_sha256,
            "receivedBytes": e.got.bytes, "receivedSha256": e.got.sha256,
            "upSeconds": e.up.as_secs_f64(), "upMiBps": rate(up, e.up),
            "downSeconds": e.down.as_secs_f64(), "downMiBps": rate(down, e.down),
        }))
    }

    /// Measures uploads and downloads one after the other, each on new streams.
    pub async fn bench_perf(&self, request: &Request) -> Result<Value> {
        let peer = self.target(request).await?;
        let write_bytes = request.number("writeBytes", 64 << 10) as usize;
        let (up, down) = (request.number("up", 0), request.number("down", 0));
        let (streams, warmup) = (request.number("streams", 1), request.number("warmupBytes", 0));
        if warmup > 0 {
            if up > 0 {
                self.move_bytes(peer, warmup, 0, streams, write_bytes).await?;
            }
            if down > 0 {
                self.move_bytes(peer, 0, warmup, streams, write_bytes).await?;
            }
        }
        let (mut up_rates, mut down_rates) = (Vec::new(), Vec::new());
        for _ in 0..request.number("runs", 5) {
            if up > 0 {
                up_rates.push(rate(up, self.move_bytes(peer, up, 0, streams, write_bytes).await?));
            }
            if down > 0 {
                down_rates.push(rate(down, self.move_bytes(peer, 0, down, streams, write_bytes).await?));
            }
        }
        Ok(json!({"upMiBps": up_rates, "downMiBps": down_rates, "writeBytes": write_bytes, "streams": streams}))
    }

    /// Shares the bytes among streams that are open at once, and returns how long all of them took.
    async fn move_bytes(&self, peer: PeerId, up: u64, down: u64, streams: u64, write_bytes: usize) -> Result<Duration> {
        let start = Instant::now();
        try_join_all((0..streams).map(|_| self.exchange(peer, up / streams, down / streams, Some(write_bytes)))).await?;
        Ok(start.elapsed())
    }

    /// One stream, hashed, or with the size of a write given for a benchmark not.
    async fn exchange(&self, peer: PeerId, up: u64, down: u64, write_bytes: Option<usize>) -> Result<Exchange> {
        let mut stream = self.node.open(peer, PERF).await?;
        let start = Instant::now();
        stream.write_all(&down.to_be_bytes()).await?;
        let sent_sha256 = match write_bytes {
            Some(write_bytes) => {
                data::send_zeros(&mut stream, up, write_bytes).await?;
                None
            }
            None => Some(data::send_random(&mut stream, up, SEED_UPLOAD).await?),
        };
        stream.close().await?;
        let got = data::receive(&mut stream, write_bytes.is_none()).await?;
        if got.bytes != down {
            return Err(Failure::new(format!("{} bytes came, {down} were asked for", got.bytes)));
        }
        let (up, down) = (got.first - start, got.first.elapsed());
        Ok(Exchange { sent_sha256, got, up, down })
    }
}

fn rate(bytes: u64, took: Duration) -> f64 {
    if bytes == 0 || took.is_zero() { 0.0 } else { bytes as f64 / MEBIBYTE / took.as_secs_f64() }
}
