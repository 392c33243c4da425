package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"time"

	libpeer "github.com/libp2p/go-libp2p/core/peer"
)

const mebibyte = 1 << 20

// perf uploads, then downloads, and hashes both.
func (p *peer) perf(ctx context.Context, req request) (answer, error) {
	id, err := p.target(ctx, req)
	if err != nil {
		return nil, err
	}
	e, err := p.exchange(ctx, id, req.Up, req.Down, 0)
	if err != nil {
		return nil, err
	}
	return answer{
		"sentBytes": req.Up, "sentSha256": e.sentSha256,
		"receivedBytes": e.got.bytes, "receivedSha256": e.got.sha256,
		"upSeconds": e.up.Seconds(), "upMiBps": rate(req.Up, e.up),
		"downSeconds": e.down.Seconds(), "downMiBps": rate(req.Down, e.down),
	}, nil
}

// benchPerf measures uploads and downloads one after the other, each on new streams.
func (p *peer) benchPerf(ctx context.Context, req request) (answer, error) {
	id, err := p.target(ctx, req)
	if err != nil {
		return nil, err
	}
	streams, writeBytes := or(req.Streams, 1), or(req.WriteBytes, 64<<10)
	up, down := []float64{}, []float64{}
	for run := range 1 + or(req.Runs, 5) {
		upBytes, downBytes := req.Up, req.Down
		if run == 0 { // The warm-up: the same kind of exchange, not counted.
			upBytes, downBytes = min(req.Up, 1)*req.WarmupBytes, min(req.Down, 1)*req.WarmupBytes
		}
		if upBytes > 0 {
			took, err := p.move(ctx, id, upBytes, 0, streams, writeBytes)
			if err != nil {
				return nil, err
			}
			up = append(up, rate(upBytes, took))
		}
		if downBytes > 0 {
			took, err := p.move(ctx, id, 0, downBytes, streams, writeBytes)
			if err != nil {
				return nil, err
			}
			down = append(down, rate(downBytes, took))
		}
		if run == 0 {
			up, down = up[:0], down[:0]
		}
	}
	return answer{"upMiBps": up, "downMiBps": down, "writeBytes": writeBytes, "streams": streams}, nil
}

// move shares the bytes among streams that are open at once, and returns how long all of them took.
func (p *peer) move(
	ctx context.Context, id libpeer.ID, up, down uint64, streams, writeBytes int,
) (time.Duration, error) {
	start := time.Now()
	err := together(streams, func(int) error {
		_, err := p.exchange(ctx, id, up/uint64(streams), down/uint64(streams), writeBytes)
		return err
	})
	return time.Since(start), err
}

type perfExchange struct {
	sentSha256 string
	got        received
	up         time.Duration // From the open stream to the reply's first byte, or its end.
	down       time.Duration // From there to its end.
}

// exchange is one /perf/1.0.0 stream, hashed, or with writeBytes > 0 not.
func (p *peer) exchange(ctx context.Context, id libpeer.ID, up, down uint64, writeBytes int) (perfExchange, error) {
	e := perfExchange{}
	s, err := p.openTo(ctx, id, perfID)
	if err != nil {
		return e, err
	}
	defer s.Reset()
	start := time.Now()
	if _, err = s.Write(binary.BigEndian.AppendUint64(nil, down)); err != nil {
		return e, err
	}
	if writeBytes > 0 {
		err = sendZeros(s, up, writeBytes)
	} else {
		e.sentSha256, err = sendRandom(s, up, seedUpload)
	}
	if err != nil {
		return e, err
	}
	if err := s.CloseWrite(); err != nil {
		return e, err
	}
	if e.got, err = receive(s, writeBytes == 0); err != nil {
		return e, err
	}
	if e.got.bytes != down {
		return e, fmt.Errorf("%d bytes came, %d were asked for", e.got.bytes, down)
	}
	e.up, e.down = e.got.first.Sub(start), time.Since(e.got.first)
	return e, s.Close()
}

func rate(bytes uint64, took time.Duration) float64 {
	if bytes == 0 || took <= 0 {
		return 0
	}
	return float64(bytes) / mebibyte / took.Seconds()
}
