package main

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	libpeer "github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"
)

// benchPing counts in microseconds, after some pings that are not counted.
func (p *peer) benchPing(ctx context.Context, req request) (answer, error) {
	count, warmups := or(req.Count, 1000), or(req.Warmups, 200)
	rtts, err := p.roundTrips(ctx, req, warmups+count)
	if err != nil {
		return nil, err
	}
	rtts = rtts[warmups:]
	slices.Sort(rtts)
	micros := func(rtt time.Duration) float64 { return float64(rtt.Nanoseconds()) / 1000 }
	return answer{"count": count, "p50Micros": micros(rtts[count/2]), "p99Micros": micros(rtts[count*99/100])}, nil
}

// benchConnect dials, waits for identify and closes, over and over. go-libp2p keeps one connection a peer, so each
// of the concurrent dialers is a node of its own.
func (p *peer) benchConnect(ctx context.Context, req request) (answer, error) {
	addr, err := ma.NewMultiaddr(req.Address)
	if err != nil {
		return nil, err
	}
	transport, id := libpeer.SplitAddr(addr)
	if id == "" {
		return nil, errors.New("bench-connect needs an address with /p2p/ID")
	}
	concurrency, seconds := or(req.Concurrency, 1), or(req.Seconds, 5)
	dialers := make([]host.Host, concurrency)
	for i := range dialers {
		key, err := privateKey("ed25519", "")
		if err != nil {
			return nil, err
		}
		if dialers[i], err = newHost(key, nil); err != nil {
			return nil, err
		}
		defer dialers[i].Close()
	}

	perSecond := make([]int, seconds)
	var mu sync.Mutex
	start := time.Now()
	err = together(concurrency, func(i int) error {
		for {
			if err := dial(ctx, dialers[i], id, transport); err != nil {
				return err
			}
			second := int(time.Since(start) / time.Second)
			if second >= seconds {
				return nil
			}
			mu.Lock()
			perSecond[second]++
			mu.Unlock()
			if err := dialers[i].Network().ClosePeer(id); err != nil {
				return err
			}
		}
	})
	return answer{"concurrency": concurrency, "perSecond": perSecond}, err
}
