//! Streams of protocols of our own: what comes in is served in a task, what goes out is handed to who asked for it.
//!
//! The library's stock behaviours hand streams over one at a time or drop what comes too fast; this one has no
//! queue that could fill, so that hundreds of streams can be opened at once.

use std::{
    collections::VecDeque,
    convert::Infallible,
    future::{Ready, ready},
    sync::Arc,
    task::{Context, Poll},
    vec,
};

use libp2p::{
    Multiaddr, PeerId, Stream, StreamProtocol,
    core::{
        Endpoint, UpgradeInfo,
        transport::PortUse,
        upgrade::{InboundUpgrade, ReadyUpgrade},
    },
    swarm::{
        ConnectionDenied, ConnectionHandler, ConnectionHandlerEvent, ConnectionId, FromSwarm, NetworkBehaviour,
        NotifyHandler, SubstreamProtocol, THandlerInEvent, ToSwarm, handler::ConnectionEvent,
    },
};
use tokio::sync::oneshot;

use crate::{
    failure::{Failure, Result},
    serve::Serving,
};

type Reply = oneshot::Sender<Result<Stream>>;

pub struct Behaviour {
    serving: Arc<Serving>,
    pending: VecDeque<ToSwarm<Infallible, Order>>,
}

/// What the behaviour tells the handler of one connection.
#[derive(Debug)]
pub enum Order {
    Open(StreamProtocol, Reply),
    /// Nothing to do but to be polled: the swarm then asks `listen_protocol` again.
    Announce,
}

impl Behaviour {
    pub fn new(serving: Arc<Serving>) -> Self {
        Behaviour { serving, pending: VecDeque::new() }
    }

    /// Opens a stream on any connection to the peer. Without one the reply is dropped.
    pub fn open(&mut self, peer_id: PeerId, protocol: StreamProtocol, reply: Reply) {
        let event = Order::Open(protocol, reply);
        self.pending.push_back(ToSwarm::NotifyHandler { peer_id, handler: NotifyHandler::Any, event });
    }

    pub fn announce(&mut self, peer_id: PeerId, connection: ConnectionId) {
        let handler = NotifyHandler::One(connection);
        self.pending.push_back(ToSwarm::NotifyHandler { peer_id, handler, event: Order::Announce });
    }

    fn handler(&self, remote: PeerId) -> Handler {
        Handler { remote, serving: self.serving.clone(), opening: VecDeque::new() }
    }
}

impl NetworkBehaviour for Behaviour {
    type ConnectionHandler = Handler;
    type ToSwarm = Infallible;

    fn handle_established_inbound_connection(
        &mut self,
        _: ConnectionId,
        peer: PeerId,
        _: &Multiaddr,
        _: &Multiaddr,
    ) -> std::result::Result<Handler, ConnectionDenied> {
        Ok(self.handler(peer))
    }

    fn handle_established_outbound_connection(
        &mut self,
        _: ConnectionId,
        peer: PeerId,
        _: &Multiaddr,
        _: Endpoint,
        _: PortUse,
    ) -> std::result::Result<Handler, ConnectionDenied> {
        Ok(self.handler(peer))
    }

    fn on_swarm_event(&mut self, _: FromSwarm) {}

    fn on_connection_handler_event(&mut self, _: PeerId, _: ConnectionId, event: Infallible) {
        match event {}
    }

    fn poll(&mut self, _: &mut Context<'_>) -> Poll<ToSwarm<Infallible, THandlerInEvent<Self>>> {
        // No waker is kept: the swarm's task, which alone adds to `pending`, polls again after each task.
        self.pending.pop_front().map_or(Poll::Pending, Poll::Ready)
    }
}

pub struct Handler {
    remote: PeerId,
    serving: Arc<Serving>,
    opening: VecDeque<(StreamProtocol, Reply)>,
}

impl ConnectionHandler for Handler {
    type FromBehaviour = Order;
    type ToBehaviour = Infallible;
    type InboundProtocol = Served;
    type OutboundProtocol = ReadyUpgrade<StreamProtocol>;
    type InboundOpenInfo = ();
    type OutboundOpenInfo = Reply;

    fn listen_protocol(&self) -> SubstreamProtocol<Served> {
        SubstreamProtocol::new(Served(self.serving.protocols()), ())
    }

    fn on_behaviour_event(&mut self, order: Order) {
        match order {
            Order::Open(protocol, reply) => self.opening.push_back((protocol, reply)),
            Order::Announce => {}
        }
    }

    fn poll(
        &mut self,
        _: &mut Context<'_>,
    ) -> Poll<ConnectionHandlerEvent<Self::OutboundProtocol, Reply, Infallible>> {
        match self.opening.pop_front() {
            Some((protocol, reply)) => Poll::Ready(ConnectionHandlerEvent::OutboundSubstreamRequest {
                protocol: SubstreamProtocol::new(ReadyUpgrade::new(protocol), reply),
            }),
            None => Poll::Pending,
        }
    }

    fn on_connection_event(
        &mut self,
        event: ConnectionEvent<Self::InboundProtocol, Self::OutboundProtocol, (), Reply>,
    ) {
        match event {
            ConnectionEvent::FullyNegotiatedInbound(inbound) => {
                let (stream, protocol) = inbound.protocol;
                tokio::spawn(self.serving.clone().serve(stream, protocol, self.remote));
            }
            ConnectionEvent::FullyNegotiatedOutbound(outbound) => {
                let _ = outbound.info.send(Ok(outbound.protocol)); // Who asked may have given up.
            }
            ConnectionEvent::DialUpgradeError(failed) => {
                let _ = failed.info.send(Err(Failure::new(failed.error.to_string())));
            }
            _ => {}
        }
    }
}

/// Negotiates any of the protocols served and says which it was.
pub struct Served(Vec<StreamProtocol>);

impl UpgradeInfo for Served {
    type Info = StreamProtocol;
    type InfoIter = vec::IntoIter<StreamProtocol>;

    fn protocol_info(&self) -> Self::InfoIter {
        self.0.clone().into_iter()
    }
}

impl InboundUpgrade<Stream> for Served {
    type Output = (Stream, StreamProtocol);
    type Error = Infallible;
    type Future = Ready<std::result::Result<Self::Output, Infallible>>;

    fn upgrade_inbound(self, stream: Stream, protocol: StreamProtocol) -> Self::Future {
        ready(Ok((stream, protocol)))
    }
}
