package main

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/protocol"
)

// Protocols that every test peer serves, beside identify, identify push and ping, which the library serves.
const (
	perfID      protocol.ID = "/perf/1.0.0"
	echoID      protocol.ID = "/mote-test/echo/1.0.0"
	hashID      protocol.ID = "/mote-test/hash/1.0.0"
	resetID     protocol.ID = "/mote-test/reset/1.0.0"
	halfCloseID protocol.ID = "/mote-test/half-close/1.0.0"
	pushedID    protocol.ID = "/mote-test/pushed/1.0.0"
)

const (
	halfCloseServerBytes = 64 << 10
	reportWait           = 5 * time.Second
)

func (p *peer) serve() {
	p.handle(perfID, p.servePerf)
	p.handle(echoID, p.serveEcho)
	p.handle(hashID, serveHash)
	p.handle(resetID, serveReset)
	p.handle(halfCloseID, p.serveHalfClose)
}

// handle closes the stream of a handler that succeeds and resets that of one that fails.
func (p *peer) handle(id protocol.ID, handler func(network.Stream) error) {
	p.host.SetStreamHandler(id, func(s network.Stream) {
		if err := handler(s); err != nil {
			fmt.Fprintf(os.Stderr, "peer: %s of %s: %v\n", id, s.Conn().RemotePeer(), err)
			_ = s.Reset()
			return
		}
		_ = s.Close()
	})
}

// servePerf reads the number of bytes to send, then to the end, and only then sends them. The report is there
// before the half-close, so that a client that has read to the end can ask for it.
func (p *peer) servePerf(s network.Stream) error {
	var header [8]byte
	if _, err := io.ReadFull(s, header[:]); err != nil {
		return err
	}
	down := binary.BigEndian.Uint64(header[:])
	got, err := receive(s, !p.options.bench)
	if err != nil {
		return err
	}
	if p.options.bench {
		return sendZeros(s, down, p.options.writeBytes)
	}
	sum, err := sendRandom(s, down, seedDownload)
	if err != nil {
		return err
	}
	p.perfServed.put(answer{
		"receivedBytes": got.bytes, "receivedSha256": got.sha256, "sentBytes": down, "sentSha256": sum,
	})
	return s.CloseWrite()
}

func (p *peer) serveEcho(s network.Stream) error {
	n, err := io.Copy(s, s)
	if err != nil {
		p.echoAborted.put(answer{"bytes": n, "reset": errors.Is(err, network.ErrReset), "reason": err.Error()})
		return err
	}
	return s.CloseWrite()
}

func serveHash(s network.Stream) error {
	got, err := receive(s, true)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(s, got.sha256); err != nil {
		return err
	}
	return s.CloseWrite()
}

func serveReset(s network.Stream) error {
	var one [1]byte
	if _, err := io.ReadFull(s, one[:]); err != nil {
		return err
	}
	return s.Reset()
}

// serveHalfClose ends its own half first. What it reads afterwards proves that the other half still works.
func (p *peer) serveHalfClose(s network.Stream) error {
	if _, err := s.Write(halfCloseBytes()); err != nil {
		return err
	}
	if err := s.CloseWrite(); err != nil {
		return err
	}
	got, err := receive(s, true)
	if err != nil {
		return err
	}
	p.halfCloseServed.put(answer{"receivedBytes": got.bytes, "receivedSha256": got.sha256})
	return nil
}

func halfCloseBytes() []byte {
	b := make([]byte, halfCloseServerBytes)
	for i := range b {
		b[i] = byte(i % 251)
	}
	return b
}

// report holds the last exchange of one kind that was served, until it is taken.
type report chan answer

func newReport() report {
	return make(report, 1)
}

func (r report) put(a answer) {
	for {
		select {
		case r <- a:
			return
		default:
		}
		select {
		case <-r: // Nobody took the one before: it gives way.
		default:
		}
	}
}

// take waits for an exchange that is still under way, since a client can be done before its server is.
func (r report) take(ctx context.Context) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, reportWait)
	defer cancel()
	select {
	case a := <-r:
		return a, nil
	case <-ctx.Done():
		return nil, errors.New("nothing was served since the last report")
	}
}
