package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	libpeer "github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	"github.com/libp2p/go-libp2p/p2p/protocol/ping"
)

type command func(*peer, context.Context, request) (answer, error)

var commands = map[string]command{
	"connect":           (*peer).connect,
	"disconnect":        (*peer).disconnect,
	"connections":       (*peer).connections,
	"identify":          (*peer).identify,
	"push":              (*peer).push,
	"ping":              (*peer).ping,
	"perf":              (*peer).perf,
	"streams":           (*peer).streams,
	"half-close":        (*peer).halfClose,
	"reset":             (*peer).reset,
	"perf-report":       taking(func(p *peer) report { return p.perfServed }),
	"half-close-report": taking(func(p *peer) report { return p.halfCloseServed }),
	"reset-report":      taking(func(p *peer) report { return p.echoAborted }),
	"stats":             (*peer).stats,
	"bench-connect":     (*peer).benchConnect,
	"bench-ping":        (*peer).benchPing,
	"bench-perf":        (*peer).benchPerf,
}

func taking(which func(*peer) report) command {
	return func(p *peer, ctx context.Context, _ request) (answer, error) { return which(p).take(ctx) }
}

func (p *peer) connect(ctx context.Context, req request) (answer, error) {
	id, err := p.target(ctx, req)
	if err != nil {
		return nil, err
	}
	return answer{"peerId": id.String()}, nil
}

func (p *peer) disconnect(_ context.Context, req request) (answer, error) {
	id, err := libpeer.Decode(req.PeerID)
	if err != nil {
		return nil, err
	}
	closed := len(p.host.Network().ConnsToPeer(id))
	return answer{"closed": closed}, p.host.Network().ClosePeer(id)
}

func (p *peer) connections(context.Context, request) (answer, error) {
	list := []answer{}
	for _, c := range p.host.Network().Conns() {
		state := c.ConnState()
		list = append(list, answer{
			"peerId":        c.RemotePeer().String(),
			"direction":     strings.ToLower(c.Stat().Direction.String()),
			"localAddress":  c.LocalMultiaddr().String(),
			"remoteAddress": c.RemoteMultiaddr().String(),
			"security":      string(state.Security),
			"muxer":         string(state.StreamMultiplexer),
			"earlyMuxer":    state.UsedEarlyMuxerNegotiation,
		})
	}
	return answer{"connections": list}, nil
}

// push serves one protocol more, which the library tells every connected peer in an identify push.
func (p *peer) push(context.Context, request) (answer, error) {
	p.handle(pushedID, p.serveEcho)
	return answer{"protocol": string(pushedID)}, nil
}

func (p *peer) ping(ctx context.Context, req request) (answer, error) {
	rtts, err := p.roundTrips(ctx, req, or(req.Count, 5))
	ms := []float64{}
	for _, rtt := range rtts {
		ms = append(ms, rtt.Seconds()*1000)
	}
	return answer{"rttsMs": ms}, err
}

// roundTrips pings count times on one stream and returns the replies that came.
func (p *peer) roundTrips(ctx context.Context, req request, count int) ([]time.Duration, error) {
	_, s, err := p.open(ctx, req, ping.ID)
	if err != nil {
		return nil, err
	}
	defer s.Reset()
	var sent, echoed [ping.PingSize]byte
	rtts := make([]time.Duration, 0, count)
	for range count {
		if _, err := rand.Read(sent[:]); err != nil {
			return rtts, err
		}
		start := time.Now()
		if _, err := s.Write(sent[:]); err != nil {
			return rtts, err
		}
		if _, err := io.ReadFull(s, echoed[:]); err != nil {
			return rtts, err
		}
		rtts = append(rtts, time.Since(start))
		if sent != echoed {
			return rtts, errors.New("the echo differs from what was sent")
		}
	}
	return rtts, s.Close()
}

// streams holds count echo streams open at once: each proves, before any of them ends, that it carries its own
// data; after that each sends as much again and ends.
func (p *peer) streams(ctx context.Context, req request) (answer, error) {
	id, err := p.target(ctx, req)
	if err != nil {
		return nil, err
	}
	count, half := or(req.Count, 100), or(req.Bytes, 4096)
	start := time.Now()
	open := make([]network.Stream, count)
	defer func() {
		for _, s := range open {
			if s != nil {
				_ = s.Reset()
			}
		}
	}()
	err = together(count, func(i int) (err error) {
		if open[i], err = p.openTo(ctx, id, echoID); err != nil {
			return err
		}
		data := randomBytes(seedStreams+uint32(i), half)
		if _, err := open[i].Write(data); err != nil {
			return err
		}
		return expect(io.LimitReader(open[i], int64(half)), data)
	})
	if err != nil {
		return nil, err
	}
	err = together(count, func(i int) error {
		data := randomBytes(seedStreams+uint32(count+i), half)
		if _, err := open[i].Write(data); err != nil {
			return err
		}
		if err := open[i].CloseWrite(); err != nil {
			return err
		}
		return expect(open[i], data)
	})
	return answer{"streams": count, "bytesEach": 2 * half, "seconds": time.Since(start).Seconds()}, err
}

// together runs n tasks at once and returns when all have ended, with the failure of the first that failed.
func together(n int, task func(i int) error) error {
	failures := make([]error, n)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { failures[i] = task(i) })
	}
	all.Wait()
	for _, failure := range failures {
		if failure != nil {
			return failure
		}
	}
	return nil
}

func expect(r io.Reader, want []byte) error {
	got, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if !bytes.Equal(got, want) {
		return fmt.Errorf("%d bytes came back that differ from the %d sent", len(got), len(want))
	}
	return nil
}

// open finds the peer of a command and opens a stream to it.
func (p *peer) open(ctx context.Context, req request, id protocol.ID) (libpeer.ID, network.Stream, error) {
	remote, err := p.target(ctx, req)
	if err != nil {
		return "", nil, err
	}
	s, err := p.openTo(ctx, remote, id)
	return remote, s, err
}

// openTo opens a stream that fails when the command's time is over.
func (p *peer) openTo(ctx context.Context, remote libpeer.ID, id protocol.ID) (network.Stream, error) {
	s, err := p.host.NewStream(network.WithNoDial(ctx, "a lost connection shall show"), remote, id)
	if err != nil {
		return nil, err
	}
	if deadline, limited := ctx.Deadline(); limited {
		err = s.SetDeadline(deadline)
	}
	return s, err
}
