package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/event"
	libpeer "github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/record"
	"github.com/libp2p/go-libp2p/p2p/protocol/identify"
	"github.com/libp2p/go-libp2p/p2p/protocol/identify/pb"
	ma "github.com/multiformats/go-multiaddr"
	"google.golang.org/protobuf/proto"
)

const (
	identifyBytesMax = 64 << 10
	identifyWait     = 5 * time.Second
)

// identify answers what the library last learned, by identify or by a push.
func (p *peer) identify(ctx context.Context, req request) (answer, error) {
	id, err := p.target(ctx, req)
	if err != nil {
		return nil, err
	}
	seen, err := p.lastIdentified(ctx, id)
	if err != nil {
		return nil, err
	}
	signed, err := p.signedRecord(ctx, id)
	if err != nil {
		return nil, err
	}
	protocols := []string{}
	for _, served := range seen.Protocols {
		protocols = append(protocols, string(served))
	}
	slices.Sort(protocols)
	return answer{
		"peerId":          id.String(),
		"keyType":         strings.ToLower(p.host.Peerstore().PubKey(id).Type().String()),
		"protocolVersion": seen.ProtocolVersion,
		"agentVersion":    seen.AgentVersion,
		"protocols":       protocols,
		"addresses":       texts(seen.ListenAddrs),
		"observedAddress": fmt.Sprint(seen.ObservedAddr),
		"signedRecord":    signed,
	}, nil
}

// lastIdentified waits a little: identify has ended by now, but its event may still be on its way.
func (p *peer) lastIdentified(ctx context.Context, id libpeer.ID) (event.EvtPeerIdentificationCompleted, error) {
	ctx, cancel := context.WithTimeout(ctx, identifyWait)
	defer cancel()
	for {
		p.mu.Lock()
		seen, known := p.identified[id]
		p.mu.Unlock()
		if known && !seen.Conn.IsClosed() {
			return seen, nil
		}
		select {
		case <-ctx.Done():
			return seen, fmt.Errorf("%s was not identified", id)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// signedRecord asks for identify once more, by hand, because the library does not tell an invalid record from
// none. The envelope is still judged by the library.
func (p *peer) signedRecord(ctx context.Context, id libpeer.ID) (string, error) {
	s, err := p.openTo(ctx, id, identify.ID)
	if err != nil {
		return "", err
	}
	defer s.Reset()
	messages, err := io.ReadAll(io.LimitReader(s, identifyBytesMax))
	if err != nil {
		return "", err
	}
	merged := &pb.Identify{}
	for len(messages) > 0 {
		length, prefix := binary.Uvarint(messages)
		if prefix <= 0 || length > uint64(len(messages)-prefix) {
			return "", io.ErrUnexpectedEOF
		}
		message := messages[prefix : prefix+int(length)]
		if err := (proto.UnmarshalOptions{Merge: true}).Unmarshal(message, merged); err != nil {
			return "", err
		}
		messages = messages[prefix+int(length):]
	}
	if merged.SignedPeerRecord == nil {
		return "absent", nil
	}
	envelope, content, err := record.ConsumeEnvelope(merged.SignedPeerRecord, libpeer.PeerRecordEnvelopeDomain)
	if err != nil {
		return "invalid", nil
	}
	peerRecord, isPeerRecord := content.(*libpeer.PeerRecord)
	if !isPeerRecord || peerRecord.PeerID != id || !id.MatchesPublicKey(envelope.PublicKey) {
		return "invalid", nil
	}
	return "valid", nil
}

func texts(addrs []ma.Multiaddr) []string {
	list := []string{}
	for _, addr := range addrs {
		list = append(list, addr.String())
	}
	return list
}
