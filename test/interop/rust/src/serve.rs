//! What a remote can ask of this peer, beside identify and identify push, which the library serves.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use futures::{AsyncReadExt, AsyncWriteExt};
use libp2p::{PeerId, Stream, StreamProtocol};
use serde_json::{Value, json};
use tokio::{sync::Notify, time::timeout};

use crate::{
    data::{self, SEED_DOWNLOAD},
    failure::{Failure, Result},
    options::Options,
};

pub const PING: StreamProtocol = StreamProtocol::new("/ipfs/ping/1.0.0");
pub const PERF: StreamProtocol = StreamProtocol::new("/perf/1.0.0");
pub const ECHO: StreamProtocol = StreamProtocol::new("/mote-test/echo/1.0.0");
pub const HASH: StreamProtocol = StreamProtocol::new("/mote-test/hash/1.0.0");
pub const RESET: StreamProtocol = StreamProtocol::new("/mote-test/reset/1.0.0");
pub const HALF_CLOSE: StreamProtocol = StreamProtocol::new("/mote-test/half-close/1.0.0");
pub const PUSHED: StreamProtocol = StreamProtocol::new("/mote-test/pushed/1.0.0");

pub const PING_BYTES: usize = 32;
const HALF_CLOSE_SERVER_BYTES: usize = 64 << 10;
const ECHO_BYTES: usize = 32 << 10;
const REPORT_WAIT: Duration = Duration::from_secs(5);

/// How this peer serves, and its last exchanges.
pub struct Serving {
    write_bytes: usize,
    bench: bool,
    pub pushed: AtomicBool,
    pub perf_served: Report,
    pub half_close_served: Report,
    pub echo_aborted: Report,
}

impl Serving {
    pub fn new(options: &Options) -> Self {
        Serving {
            write_bytes: options.write_bytes,
            bench: options.bench,
            pushed: AtomicBool::new(false),
            perf_served: Report::default(),
            half_close_served: Report::default(),
            echo_aborted: Report::default(),
        }
    }

    pub fn protocols(&self) -> Vec<StreamProtocol> {
        let mut served = vec![PING, PERF, ECHO, HASH, RESET, HALF_CLOSE];
        if self.pushed.load(Ordering::Relaxed) {
            served.push(PUSHED);
        }
        served
    }

    /// Serves one stream to its end. It is closed after success; dropped without a close, the library resets it.
    pub async fn serve(self: Arc<Self>, mut stream: Stream, protocol: StreamProtocol, remote: PeerId) {
        let served = match protocol.as_ref() {
            id if id == PING.as_ref() => serve_ping(&mut stream).await,
            id if id == PERF.as_ref() => self.serve_perf(&mut stream).await,
            id if id == HASH.as_ref() => serve_hash(&mut stream).await,
            id if id == HALF_CLOSE.as_ref() => self.serve_half_close(&mut stream).await,
            id if id == RESET.as_ref() => {
                let _ = stream.read_exact(&mut [0]).await;
                return;
            }
            _ => self.serve_echo(&mut stream).await,
        };
        let ended = match served {
            Ok(()) => stream.close().await.map_err(Failure::from),
            failed => failed,
        };
        if let Err(failure) = ended {
            eprintln!("peer: {protocol} of {remote}: {failure}");
        }
    }

    /// Reads the number of bytes to send, then to the end, and only then sends them. The report is there before the
    /// half-close, so that a client that has read to the end can ask for it.
    async fn serve_perf(&self, stream: &mut Stream) -> Result<()> {
        let mut header = [0; 8];
        stream.read_exact(&mut header).await?;
        let down = u64::from_be_bytes(header);
        let got = data::receive(stream, !self.bench).await?;
        if self.bench {
            return Ok(data::send_zeros(stream, down, self.write_bytes).await?);
        }
        let sum = data::send_random(stream, down, SEED_DOWNLOAD).await?;
        self.perf_served.put(json!({
            "receivedBytes": got.bytes, "receivedSha256": got.sha256, "sentBytes": down, "sentSha256": sum,
        }));
        Ok(())
    }

    async fn serve_echo(&self, stream: &mut Stream) -> Result<()> {
        let mut buffer = vec![0; ECHO_BYTES];
        let mut bytes = 0;
        let aborted = loop {
            match stream.read(&mut buffer).await {
                Err(error) => break error,
                Ok(0) => match data::is_reset(stream).await {
                    Some(error) => break error,
                    None => return Ok(()),
                },
                Ok(length) => match stream.write_all(&buffer[..length]).await {
                    Err(error) => break error,
                    Ok(()) => bytes += length as u64,
                },
            }
        };
        self.echo_aborted.put(json!({"bytes": bytes, "reset": true, "reason": aborted.to_string()}));
        Err(aborted.into())
    }

    /// Ends its own half first. What it reads afterwards proves that the other half still works.
    async fn serve_half_close(&self, stream: &mut Stream) -> Result<()> {
        stream.write_all(&half_close_bytes()).await?;
        stream.close().await?;
        let got = data::receive(stream, true).await?;
        self.half_close_served.put(json!({"receivedBytes": got.bytes, "receivedSha256": got.sha256}));
        Ok(())
    }
}

/// By hand, because the library's ping answers only one stream a connection.
async fn serve_ping(stream: &mut Stream) -> Result<()> {
    let mut payload = [0; PING_BYTES];
    loop {
        let length = stream.read(&mut payload).await?;
        if length == 0 {
            return Ok(());
        }
        stream.read_exact(&mut payload[length..]).await?;
        stream.write_all(&payload).await?;
        stream.flush().await?;
    }
}

async fn serve_hash(stream: &mut Stream) -> Result<()> {
    let got = data::receive(stream, true).await?;
    Ok(stream.write_all(got.sha256.expect("it was hashed").as_bytes()).await?)
}

pub fn half_close_bytes() -> Vec<u8> {
    (0..HALF_CLOSE_SERVER_BYTES).map(|i| (i % 251) as u8).collect()
}

/// The last exchange of one kind that was served, until it is taken.
#[derive(Default)]
pub struct Report {
    last: Mutex<Option<Value>>,
    changed: Notify,
}

impl Report {
    fn put(&self, exchange: Value) {
        *self.last.lock().unwrap() = Some(exchange);
        self.changed.notify_one();
    }

    /// Waits for an exchange that is still under way, since a client can be done before its server is.
    pub async fn take(&self) -> Result<Value> {
        timeout(REPORT_WAIT, async {
            loop {
                if let Some(exchange) = self.last.lock().unwrap().take() {
                    return exchange;
                }
                self.changed.notified().await;
            }
        })
        .await
        .map_err(|_| Failure::new("nothing was served since the last report"))
    }
}
