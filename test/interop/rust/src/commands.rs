//! What the test can ask of this peer.

use std::{
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use futures::{AsyncReadExt, AsyncWriteExt, future::try_join_all};
use libp2p::{
    PeerId, Stream,
    core::ConnectedPoint,
    multiaddr::Protocol,
    swarm::dial_opts::{DialOpts, PeerCondition},
};
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::{
    data::{self, SEED_STREAMS},
    failure::{Failure, Result},
    node::Node,
    options::loopback,
    serve::{ECHO, PING, PING_BYTES, PUSHED, Serving},
    stats,
};

const COMMAND_SECONDS_MAX: u64 = 60;
const BENCH_SECONDS_MAX: u64 = 600;

pub struct Peer {
    pub node: Node,
    pub serving: Arc<Serving>,
    pub listening_ms: Option<u64>,
}

/// One line on stdin.
pub struct Request(Value);

impl Request {
    pub fn text(&self, field: &str) -> Option<&str> {
        self.0.get(field)?.as_str()
    }

    /// A number, or its default where it is missing or 0.
    pub fn number(&self, field: &str, otherwise: u64) -> u64 {
        self.0.get(field).and_then(Value::as_u64).filter(|&n| n > 0).unwrap_or(otherwise)
    }
}

impl Peer {
    /// Runs one command to its end, within its time limit, and never fails: what went wrong is in the answer.
    pub async fn obey(&self, line: &str) -> Value {
        let request = match serde_json::from_str(line) {
            Ok(value) => Request(value),
            Err(error) => return json!({"ok": false, "error": format!("not a command: {error}")}),
        };
        let command = request.text("cmd").unwrap_or_default();
        let limit = if command.starts_with("bench-") { BENCH_SECONDS_MAX } else { COMMAND_SECONDS_MAX };
        let limit = Duration::from_secs(request.number("timeoutSeconds", limit));
        let result = match timeout(limit, self.run(command, &request)).await {
            Ok(result) => result,
            Err(_) => Err(Failure::new(format!("not done within {limit:?}"))),
        };
        let mut answer = match result {
            Ok(answer) => answer,
            Err(failure) => {
                let mut answer = json!({"error": failure.to_string()});
                if let Some(found) = failure.found_instead {
                    answer["wrongPeer"] = true.into();
                    answer["foundPeerId"] = found.to_string().into();
                }
                answer
            }
        };
        answer["ok"] = answer.get("error").is_none().into();
        answer["cmd"] = command.into();
        answer
    }

    async fn run(&self, command: &str, request: &Request) -> Result<Value> {
        match command {
            "connect" => Ok(json!({"peerId": self.target(request).await?.to_string()})),
            "disconnect" => self.disconnect(request).await,
            "connections" => self.connections().await,
            "identify" => self.identify(request).await,
            "push" => self.push().await,
            "ping" => self.ping(request).await,
            "perf" => self.perf(request).await,
            "streams" => self.streams(request).await,
            "half-close" => self.half_close(request).await,
            "reset" => self.reset(request).await,
            "perf-report" => self.serving.perf_served.take().await,
            "half-close-report" => self.serving.half_close_served.take().await,
            "reset-report" => self.serving.echo_aborted.take().await,
            "stats" => self.stats().await,
            "bench-connect" => self.bench_connect(request).await,
            "bench-ping" => self.bench_ping(request).await,
            "bench-perf" => self.bench_perf(request).await,
            _ => Err(Failure::new("unknown command")),
        }
    }

    /// Finds the peer that a command means, connected and identified: by `peerId` one that is connected, by
    /// `address` one to dial unless its /p2p/ID is connected already.
    pub async fn target(&self, request: &Request) -> Result<PeerId> {
        let Some(text) = request.text("address") else {
            let id = peer_id(request)?;
            let connected = self.is_connected(id).await;
            return if connected { Ok(id) } else { Err(Failure::new(format!("not connected to {id}"))) };
        };
        let mut address = loopback(text)?;
        let expected = match address.iter().last() {
            Some(Protocol::P2p(id)) => {
                address.pop();
                Some(id)
            }
            _ => None,
        };
        let options = match expected {
            Some(id) if self.is_connected(id).await => return Ok(id),
            Some(id) => DialOpts::peer_id(id).condition(PeerCondition::Always).addresses(vec![address]).build(),
            None => DialOpts::unknown_peer_id().address(address).build(),
        };
        Ok(self.node.dial(options).await?.0)
    }

    async fn is_connected(&self, id: PeerId) -> bool {
        self.node.ask(move |state| state.connections.values().any(|(peer, _)| *peer == id)).await
    }

    async fn disconnect(&self, request: &Request) -> Result<Value> {
        let id = peer_id(request)?;
        let all = self.node.ask(|state| state.connections.clone()).await;
        let of_peer: Vec<_> = all.into_iter().filter(|(_, (peer, _))| *peer == id).collect();
        for (connection, _) in &of_peer {
            self.node.close(*connection).await;
        }
        Ok(json!({"closed": of_peer.len()}))
    }

    /// Security and muxer are not told by the library: they are the only ones this program knows.
    async fn connections(&self) -> Result<Value> {
        let all = self.node.ask(|state| state.connections.clone()).await;
        let list: Vec<_> = all
            .into_values()
            .map(|(peer, endpoint)| {
                let (direction, local, remote) = match endpoint {
                    ConnectedPoint::Dialer { address, .. } => ("outbound", None, address),
                    ConnectedPoint::Listener { local_addr, send_back_addr } => {
                        ("inbound", Some(local_addr.to_string()), send_back_addr)
                    }
                };
                json!({
                    "peerId": peer.to_string(), "direction": direction,
                    "localAddress": local, "remoteAddress": remote.to_string(),
                    "security": "/noise", "muxer": "/yamux/1.0.0", "earlyMuxer": false,
                })
            })
            .collect();
        Ok(json!({"connections": list}))
    }

    /// Serves one protocol more, which the library tells every connected peer in an identify push.
    async fn push(&self) -> Result<Value> {
        self.serving.pushed.store(true, Ordering::Relaxed);
        self.node.announce().await;
        Ok(json!({"protocol": PUSHED.as_ref()}))
    }

    async fn ping(&self, request: &Request) -> Result<Value> {
        let peer = self.target(request).await?;
        let rtts = self.round_trips(peer, request.number("count", 5)).await?;
        Ok(json!({"rttsMs": rtts.iter().map(|rtt| rtt.as_secs_f64() * 1000.0).collect::<Vec<_>>()}))
    }

    /// Pings `count` times on one stream.
    pub async fn round_trips(&self, peer: PeerId, count: u64) -> Result<Vec<Duration>> {
        let mut stream = self.node.open(peer, PING).await?;
        let mut echoed = [0; PING_BYTES];
        let mut rtts = Vec::new();
        for i in 0..count {
            let sent = data::random_bytes(SEED_STREAMS + i as u32, PING_BYTES);
            let start = Instant::now();
            stream.write_all(&sent).await?;
            stream.flush().await?;
            stream.read_exact(&mut echoed).await?;
            rtts.push(start.elapsed());
            if sent != echoed {
                return Err(Failure::new("the echo differs from what was sent"));
            }
        }
        stream.close().await?;
        Ok(rtts)
    }

    /// Holds `count` echo streams open at once: each proves, before any of them ends, that it carries its own data;
    /// after that each sends as much again and ends.
    async fn streams(&self, request: &Request) -> Result<Value> {
        let peer = self.target(request).await?;
        let (count, half) = (request.number("count", 100), request.number("bytes", 4096) as usize);
        let start = Instant::now();
        let open = try_join_all((0..count).map(|i| async move {
            let mut stream = self.node.open(peer, ECHO).await?;
            let data = data::random_bytes(SEED_STREAMS + i as u32, half);
            stream.write_all(&data).await?;
            stream.flush().await?;
            expect_next(&mut stream, &data).await?;
            Ok::<_, Failure>(stream)
        }))
        .await?;
        try_join_all(open.into_iter().enumerate().map(|(i, mut stream)| async move {
            let data = data::random_bytes(SEED_STREAMS + (count as usize + i) as u32, half);
            stream.write_all(&data).await?;
            stream.close().await?;
            expect_all(&mut stream, &data).await
        }))
        .await?;
        Ok(json!({"streams": count, "bytesEach": 2 * half, "seconds": start.elapsed().as_secs_f64()}))
    }

    async fn stats(&self) -> Result<Value> {
        let connections = self.node.ask(|state| state.connections.len()).await;
        Ok(json!({
            "rssBytes": stats::resident_bytes()?, "startToListeningMs": self.listening_ms, "connections": connections,
        }))
    }
}

fn peer_id(request: &Request) -> Result<PeerId> {
    let text = request.text("peerId").ok_or_else(|| Failure::new("neither an address nor a peerId"))?;
    text.parse().map_err(|e| Failure::new(format!("{text}: {e}")))
}

/// Reads as many bytes as are expected, from a stream that goes on.
pub async fn expect_next(stream: &mut Stream, want: &[u8]) -> Result<()> {
    let mut got = vec![0; want.len()];
    stream.read_exact(&mut got).await?;
    same(&got, want)
}

/// Reads to the end.
pub async fn expect_all(stream: &mut Stream, want: &[u8]) -> Result<()> {
    let mut got = Vec::new();
    stream.read_to_end(&mut got).await?;
    same(&got, want)
}

fn same(got: &[u8], want: &[u8]) -> Result<()> {
    if got == want {
        return Ok(());
    }
    Err(Failure::new(format!("{} bytes came that differ from the {} expected", got.len(), want.len())))
}
