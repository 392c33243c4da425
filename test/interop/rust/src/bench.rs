//! Pings and connections by the thousand.

use std::time::Instant;

use futures::future::try_join_all;
use libp2p::{
    Multiaddr, PeerId,
    multiaddr::Protocol,
    swarm::dial_opts::{DialOpts, PeerCondition},
};
use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::{
    commands::{Peer, Request},
    failure::{Failure, Result},
    options::loopback,
};

impl Peer {
    /// Counts in microseconds, after some pings that are not counted.
    pub async fn bench_ping(&self, request: &Request) -> Result<Value> {
        let peer = self.target(request).await?;
        let (count, warmups) = (request.number("count", 1000), request.number("warmups", 200));
        let mut rtts = self.round_trips(peer, warmups + count).await?.split_off(warmups as usize);
        rtts.sort();
        let micros = |index: u64| rtts[index as usize].as_nanos() as f64 / 1000.0;
        Ok(json!({"count": count, "p50Micros": micros(count / 2), "p99Micros": micros(count * 99 / 100)}))
    }

    /// Dials, waits for identify and closes, over and over.
    pub async fn bench_connect(&self, request: &Request) -> Result<Value> {
        let mut address = loopback(request.text("address").unwrap_or_default())?;
        let Some(Protocol::P2p(id)) = address.pop() else {
            return Err(Failure::new("bench-connect needs an address with /p2p/ID"));
        };
        let (concurrency, seconds) = (request.number("concurrency", 1), request.number("seconds", 5) as usize);
        let per_second = Mutex::new(vec![0; seconds]);
        let start = Instant::now();
        try_join_all((0..concurrency).map(|_| async {
            loop {
                let (_, connection) = self.node.dial(afresh(id, address.clone())).await?;
                let second = start.elapsed().as_secs() as usize;
                if second >= seconds {
                    self.node.close(connection).await;
                    return Ok::<_, Failure>(());
                }
                per_second.lock().await[second] += 1;
                self.node.close(connection).await;
            }
        }))
        .await?;
        Ok(json!({"concurrency": concurrency, "perSecond": per_second.into_inner()}))
    }
}

/// Beside other connections to the peer, and from a new port: the library's default, the listening port, would meet
/// the last connection's addresses in TIME_WAIT.
fn afresh(id: PeerId, address: Multiaddr) -> DialOpts {
    DialOpts::peer_id(id).condition(PeerCondition::Always).addresses(vec![address]).allocate_new_port().build()
}
