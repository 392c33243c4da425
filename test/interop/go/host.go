package main

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"sync"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/connmgr"
	"github.com/libp2p/go-libp2p/core/control"
	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/event"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	libpeer "github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/peerstore"
	"github.com/libp2p/go-libp2p/core/sec"
	"github.com/libp2p/go-libp2p/p2p/muxer/yamux"
	"github.com/libp2p/go-libp2p/p2p/net/swarm"
	"github.com/libp2p/go-libp2p/p2p/security/noise"
	"github.com/libp2p/go-libp2p/p2p/transport/tcp"
	ma "github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"
	"go.uber.org/fx"
)

type options struct {
	listen     []string
	keyType    string
	keyFile    string
	writeBytes int
	bench      bool
}

// peer is the node and what it has seen: the last identify of each peer, the last exchanges it served.
type peer struct {
	host        host.Host
	options     options
	listeningMs any

	perfServed      report
	halfCloseServed report
	echoAborted     report

	mu         sync.Mutex
	identified map[libpeer.ID]event.EvtPeerIdentificationCompleted // Guarded by mu.
}

func newPeer(o options) (*peer, error) {
	key, err := privateKey(o.keyType, o.keyFile)
	if err != nil {
		return nil, err
	}
	p := &peer{
		options: o, perfServed: newReport(), halfCloseServed: newReport(), echoAborted: newReport(),
		identified: map[libpeer.ID]event.EvtPeerIdentificationCompleted{},
	}
	// Before the node starts: handlers that are set later reach those who dial at once only by a push.
	prepare := libp2p.WithFxOption(fx.Invoke(func(h host.Host) error {
		p.host = h
		p.serve()
		events, err := h.EventBus().Subscribe(new(event.EvtPeerIdentificationCompleted))
		if err == nil {
			go p.rememberIdentified(events)
		}
		return err
	}))
	p.host, err = newHost(key, o.listen, prepare)
	p.listeningMs = millisecondsSinceProcessStart()
	return p, err
}

// newHost builds a node that speaks TCP, Noise and yamux on loopback, and lifts the limits that a load test meets:
// the resource manager allows 8 connections an IP address, the connection manager trims above 192.
func newHost(key crypto.PrivKey, listen []string, more ...libp2p.Option) (host.Host, error) {
	for _, s := range listen {
		addr, err := ma.NewMultiaddr(s)
		if err != nil {
			return nil, fmt.Errorf("--listen %s: %w", s, err)
		}
		if !manet.IsIPLoopback(addr) {
			return nil, fmt.Errorf("--listen %s: not a loopback address", s)
		}
	}
	listening := libp2p.ListenAddrStrings(listen...)
	if len(listen) == 0 {
		listening = libp2p.NoListenAddrs
	}
	return libp2p.New(append(more,
		libp2p.Identity(key),
		listening,
		libp2p.Transport(tcp.NewTCPTransport),
		libp2p.Security(noise.ID, noise.New),
		libp2p.Muxer(yamux.ID, yamux.DefaultTransport),
		libp2p.ResourceManager(&network.NullResourceManager{}),
		libp2p.ConnectionManager(connmgr.NullConnMgr{}),
		libp2p.ConnectionGater(loopbackOnly{}),
		libp2p.UserAgent("mote-peer-go"),
		libp2p.ProtocolVersion("mote-test/1"),
		libp2p.DisableRelay(),
		libp2p.DisableIdentifyAddressDiscovery(),
		libp2p.DisableMetrics(),
	)...)
}

func privateKey(keyType, file string) (crypto.PrivKey, error) {
	if file != "" {
		return rsaFromFile(keyType, file)
	}
	kinds := map[string]int{
		"ed25519": crypto.Ed25519, "rsa": crypto.RSA, "ecdsa": crypto.ECDSA, "secp256k1": crypto.Secp256k1,
	}
	kind, known := kinds[keyType]
	if !known {
		return nil, fmt.Errorf("--key-type %s: not ed25519, rsa, ecdsa or secp256k1", keyType)
	}
	const rsaBits = 2048
	key, _, err := crypto.GenerateKeyPairWithReader(kind, rsaBits, rand.Reader)
	return key, err
}

func rsaFromFile(keyType, file string) (crypto.PrivKey, error) {
	if keyType != "rsa" {
		return nil, errors.New("--key needs --key-type rsa")
	}
	der, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	parsed, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, fmt.Errorf("--key %s: %w", file, err)
	}
	key, isRSA := parsed.(*rsa.PrivateKey)
	if !isRSA {
		return nil, fmt.Errorf("--key %s: not an RSA key", file)
	}
	return crypto.UnmarshalRsaPrivateKey(x509.MarshalPKCS1PrivateKey(key))
}

// addresses are those this node listens on, complete with /p2p/ID.
func (p *peer) addresses() []string {
	full := []string{}
	for _, addr := range p.host.Network().ListenAddresses() {
		full = append(full, addr.String()+"/p2p/"+p.host.ID().String())
	}
	return full
}

func (p *peer) rememberIdentified(events event.Subscription) {
	for e := range events.Out() {
		completed := e.(event.EvtPeerIdentificationCompleted)
		p.mu.Lock()
		p.identified[completed.Peer] = completed
		p.mu.Unlock()
	}
}

// target finds the peer that a command means, connected and identified: by `peerId` one that is connected, by
// `address` one to dial unless its /p2p/ID is connected already.
func (p *peer) target(ctx context.Context, req request) (libpeer.ID, error) {
	if req.Address == "" {
		id, err := libpeer.Decode(req.PeerID)
		if err != nil {
			return "", fmt.Errorf("neither an address nor a peerId: %w", err)
		}
		if p.host.Network().Connectedness(id) != network.Connected {
			return "", fmt.Errorf("not connected to %s", id)
		}
		return id, nil
	}
	addr, err := ma.NewMultiaddr(req.Address)
	if err != nil {
		return "", err
	}
	transport, id := libpeer.SplitAddr(addr)
	if id == "" {
		if id, err = whoIs(ctx, p.host, transport); err != nil {
			return "", err
		}
	}
	return id, dial(ctx, p.host, id, transport)
}

// dial connects and waits until identify has ended.
func dial(ctx context.Context, h host.Host, id libpeer.ID, addr ma.Multiaddr) error {
	if !manet.IsIPLoopback(addr) {
		return fmt.Errorf("%s: only loopback addresses are dialled", addr)
	}
	// A back-off after an earlier failure would hide the answer of this dial. The address is kept for good, because
	// the clean-up after an earlier connection deletes temporary ones, even while they are being dialled.
	h.Network().(*swarm.Swarm).Backoff().Clear(id)
	if h.Network().Connectedness(id) != network.Connected {
		h.Peerstore().ClearAddrs(id)
	}
	h.Peerstore().AddAddr(id, addr, peerstore.PermanentAddrTTL)
	return h.Connect(ctx, libpeer.AddrInfo{ID: id})
}

// whoIs asks an address for its peer id. go-libp2p dials peers, not addresses, so this dials a peer that cannot
// be there; the handshake fails and says who was found.
func whoIs(ctx context.Context, h host.Host, addr ma.Multiaddr) (libpeer.ID, error) {
	_, public, err := crypto.GenerateEd25519Key(rand.Reader)
	if err != nil {
		return "", err
	}
	nobody, err := libpeer.IDFromPublicKey(public)
	if err != nil {
		return "", err
	}
	defer h.Peerstore().ClearAddrs(nobody)
	err = dial(ctx, h, nobody, addr)
	var mismatch sec.ErrPeerIDMismatch
	if errors.As(err, &mismatch) {
		return mismatch.Actual, nil
	}
	if err == nil {
		err = errors.New("a peer proved an identity that nobody has")
	}
	return "", err
}

// loopbackOnly keeps the whole library, not only this program's commands, from dialling out.
type loopbackOnly struct{}

func (loopbackOnly) InterceptPeerDial(libpeer.ID) bool { return true }
func (loopbackOnly) InterceptAddrDial(_ libpeer.ID, a ma.Multiaddr) bool {
	return manet.IsIPLoopback(a)
}
func (loopbackOnly) InterceptAccept(network.ConnMultiaddrs) bool                     { return true }
func (loopbackOnly) InterceptUpgraded(network.Conn) (bool, control.DisconnectReason) { return true, 0 }

func (loopbackOnly) InterceptSecured(network.Direction, libpeer.ID, network.ConnMultiaddrs) bool {
	return true
}
