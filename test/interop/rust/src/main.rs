//! A rust-libp2p node for the interop tests of Mote. It serves a few protocols, takes one command a line on stdin
//! and answers each with one line on stdout: `../README.md` is its contract.
//!
//! Start at `main`, then `node.rs` (the swarm), `streams.rs` (how a stream comes in and goes out), `serve.rs` (what
//! a remote can ask of it) and `commands.rs` (what the test can ask of it).

mod bench;
mod commands;
mod data;
mod failure;
mod halves;
mod identify;
mod node;
mod options;
mod perf;
mod serve;
mod stats;
mod streams;

use std::{process::exit, sync::Arc};

use serde_json::json;
use tokio::io::{AsyncBufReadExt, BufReader};

use crate::{commands::Peer, node::Node, options::Options, serve::Serving};

/// One thread: on two cores, a client and a server of one thread each move a third to a half more than with tokio's
/// pool, with half the processor time, since a stream and its connection hand over without waking another core.
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let options = Options::parse(std::env::args().skip(1)).unwrap_or_else(|failure| {
        eprintln!("peer: {failure}");
        exit(2)
    });
    let serving = Arc::new(Serving::new(&options));
    let (node, addresses) = Node::start(&options, serving.clone()).await.unwrap_or_else(|failure| {
        eprintln!("peer: {failure}");
        exit(1)
    });
    let listening_ms = stats::milliseconds_since_process_start();
    println!("{}", json!({"peerId": node.id.to_string(), "addresses": addresses}));

    let peer = Peer { node, serving, listening_ms };
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        println!("{}", peer.obey(&line).await);
    }
    exit(0) // At once: the swarm's task and open streams are not waited for.
}
