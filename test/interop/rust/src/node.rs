//! The swarm, in a task of its own, and the book it keeps of connections and dials.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::Duration,
};

use futures::StreamExt;
use libp2p::{
    PeerId, Stream, StreamProtocol, Swarm, SwarmBuilder,
    core::ConnectedPoint,
    identify, noise,
    swarm::{
        ConnectionId, NetworkBehaviour, SwarmEvent,
        dial_opts::DialOpts,
    },
    tcp, yamux,
};
use tokio::sync::{mpsc, oneshot};

use crate::{
    failure::{Failure, Result},
    options::Options,
    serve::Serving,
    streams,
};

// Limits of the library, lifted for load tests: it closes a connection after 10 s without a stream, and resets
// streams above 128 in negotiation or 512 in all.
const IDLE: Duration = Duration::from_secs(24 * 3600);
const NEGOTIATING_STREAMS: usize = 1024;
const STREAMS: usize = 4096;

#[derive(NetworkBehaviour)]
pub struct Behaviour {
    identify: identify::Behaviour,
    streams: streams::Behaviour,
}

/// A handle on the swarm's task.
pub struct Node {
    pub id: PeerId,
    tasks: mpsc::UnboundedSender<Task>,
}

type Task = Box<dyn FnOnce(&mut State) + Send>;

/// Owned by the swarm's task.
pub struct State {
    swarm: Swarm<Behaviour>,
    pub connections: BTreeMap<ConnectionId, (PeerId, ConnectedPoint)>,
    /// The last identify or push of each connected peer.
    pub identified: HashMap<PeerId, identify::Info>,
    dials: HashMap<ConnectionId, oneshot::Sender<Result<(PeerId, ConnectionId)>>>,
    closing: HashMap<ConnectionId, oneshot::Sender<()>>,
}

impl Node {
    /// Listens, starts the task and returns the full addresses.
    pub async fn start(options: &Options, serving: Arc<Serving>) -> Result<(Node, Vec<String>)> {
        let mut swarm = build(options, serving)?;
        let id = *swarm.local_peer_id();
        for address in &options.listen {
            swarm.listen_on(address.clone()).map_err(|e| Failure::new(format!("--listen {address}: {e}")))?;
        }
        let mut addresses = Vec::new();
        while addresses.len() < options.listen.len() {
            match swarm.select_next_some().await {
                SwarmEvent::NewListenAddr { address, .. } => addresses.push(format!("{address}/p2p/{id}")),
                SwarmEvent::ListenerClosed { reason: Err(e), .. } => return Err(e.into()),
                _ => {}
            }
        }
        let (tasks, inbox) = mpsc::unbounded_channel();
        let state = State {
            swarm,
            connections: BTreeMap::new(),
            identified: HashMap::new(),
            dials: HashMap::new(),
            closing: HashMap::new(),
        };
        tokio::spawn(state.run(inbox));
        Ok((Node { id, tasks }, addresses))
    }

    /// Runs something on the swarm's task and waits for its result.
    pub async fn ask<R: Send + 'static>(&self, question: impl FnOnce(&mut State) -> R + Send + 'static) -> R {
        let (reply, answer) = oneshot::channel();
        let task = Box::new(move |state: &mut State| drop(reply.send(question(state))));
        self.tasks.send(task).unwrap_or_else(|_| panic!("the swarm's task has ended"));
        answer.await.expect("the swarm's task has ended")
    }

    /// Connects and waits until identify has ended.
    pub async fn dial(&self, options: DialOpts) -> Result<(PeerId, ConnectionId)> {
        let (reply, answer) = oneshot::channel();
        self.ask(move |state| state.dial(options, reply)).await;
        answer.await.map_err(|_| Failure::new("the dial was given up"))?
    }

    /// Closes a connection and waits until it is gone.
    pub async fn close(&self, connection: ConnectionId) {
        let (reply, gone) = oneshot::channel();
        self.ask(move |state| {
            if state.swarm.close_connection(connection) {
                state.closing.insert(connection, reply);
            }
        })
        .await;
        let _ = gone.await; // An error says that it was gone already.
    }

    pub async fn open(&self, peer: PeerId, protocol: StreamProtocol) -> Result<Stream> {
        let (reply, answer) = oneshot::channel();
        self.ask(move |state| state.swarm.behaviour_mut().streams.open(peer, protocol, reply)).await;
        answer.await.map_err(|_| Failure::new(format!("not connected to {peer}")))?
    }

    /// Has every connection look again at what is served. The library pushes identify where that changed.
    pub async fn announce(&self) {
        self.ask(|state| {
            for (connection, (peer, _)) in &state.connections {
                state.swarm.behaviour_mut().streams.announce(*peer, *connection);
            }
        })
        .await
    }
}

impl State {
    async fn run(mut self, mut inbox: mpsc::UnboundedReceiver<Task>) {
        loop {
            tokio::select! {
                event = self.swarm.select_next_some() => self.note(event),
                Some(task) = inbox.recv() => task(&mut self),
            }
        }
    }

    fn note(&mut self, event: SwarmEvent<BehaviourEvent>) {
        match event {
            SwarmEvent::ConnectionEstablished { peer_id, connection_id, endpoint, .. } => {
                self.connections.insert(connection_id, (peer_id, endpoint));
            }
            SwarmEvent::ConnectionClosed { peer_id, connection_id, num_established, cause, .. } => {
                self.connections.remove(&connection_id);
                if num_established == 0 {
                    self.identified.remove(&peer_id);
                }
                let reason = cause.map_or("closed by us".to_string(), |e| e.to_string());
                self.dialled(connection_id, Err(Failure::new(format!("closed before identify ended: {reason}"))));
                self.closing.remove(&connection_id).map(|reply| reply.send(()));
            }
            SwarmEvent::OutgoingConnectionError { connection_id, error, .. } => {
                self.dialled(connection_id, Err(error.into()));
            }
            SwarmEvent::Behaviour(BehaviourEvent::Identify(event)) => match event {
                identify::Event::Received { connection_id, peer_id, info } => {
                    self.identified.insert(peer_id, info);
                    self.dialled(connection_id, Ok((peer_id, connection_id)));
                }
                identify::Event::Error { connection_id, peer_id, error } => {
                    eprintln!("peer: identify of {peer_id}: {error}");
                    self.dialled(connection_id, Ok((peer_id, connection_id)));
                }
                _ => {}
            },
            SwarmEvent::IncomingConnectionError { send_back_addr, error, .. } => {
                eprintln!("peer: connection from {send_back_addr}: {error:?}");
            }
            _ => {}
        }
    }

    fn dial(&mut self, options: DialOpts, reply: oneshot::Sender<Result<(PeerId, ConnectionId)>>) {
        let connection = options.connection_id();
        self.dials.insert(connection, reply);
        if let Err(error) = self.swarm.dial(options) {
            self.dialled(connection, Err(error.into()));
        }
    }

    fn dialled(&mut self, connection: ConnectionId, result: Result<(PeerId, ConnectionId)>) {
        self.dials.remove(&connection).map(|reply| reply.send(result));
    }
}

fn build(options: &Options, serving: Arc<Serving>) -> Result<Swarm<Behaviour>> {
    let muxer = || {
        let mut config = yamux::Config::default();
        config.set_max_num_streams(STREAMS);
        config
    };
    let swarm = SwarmBuilder::with_existing_identity(options.key.clone())
        .with_tokio()
        .with_tcp(tcp::Config::default(), noise::Config::new, muxer)
        .map_err(|e| Failure::new(e.to_string()))?
        .with_behaviour(|key| Behaviour {
            identify: identify::Behaviour::new(
                identify::Config::new_with_signed_peer_record("mote-test/1".to_string(), key)
                    .with_agent_version("mote-peer-rust".to_string()),
            ),
            streams: streams::Behaviour::new(serving),
        })
        .map_err(|e| Failure::new(e.to_string()))?
        .with_swarm_config(|config| {
            config.with_idle_connection_timeout(IDLE).with_max_negotiating_inbound_streams(NEGOTIATING_STREAMS)
        })
        .build();
    Ok(swarm)
}
