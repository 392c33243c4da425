package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/libp2p/go-libp2p/core/network"
	libpeer "github.com/libp2p/go-libp2p/core/peer"
)

// Four times the window that a yamux stream starts with: it only gets through if the remote reads and gives credit
// after it has closed its own half.
const halfCloseClientBytes = 1 << 20

// halfClose closes one half at a time, the remote's first and then ours, and moves data in the other half.
func (p *peer) halfClose(ctx context.Context, req request) (answer, error) {
	id, err := p.target(ctx, req)
	if err != nil {
		return nil, err
	}
	remoteFirst, err := p.remoteClosesFirst(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("remote closes first: %w", err)
	}
	localFirst, err := p.localClosesFirst(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("local closes first: %w", err)
	}
	return answer{"remoteFirst": remoteFirst, "localFirst": localFirst}, nil
}

func (p *peer) remoteClosesFirst(ctx context.Context, id libpeer.ID) (answer, error) {
	s, err := p.openTo(ctx, id, halfCloseID)
	if err != nil {
		return nil, err
	}
	defer s.Reset()
	got, err := io.ReadAll(s)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(got, halfCloseBytes()) {
		return nil, fmt.Errorf("the %d bytes that came are not those of the protocol", len(got))
	}
	sum, err := sendRandom(s, halfCloseClientBytes, seedAfterHalfClose)
	if err != nil {
		return nil, err
	}
	return answer{"receivedBytes": len(got), "sentBytes": halfCloseClientBytes, "sentSha256": sum}, s.Close()
}

func (p *peer) localClosesFirst(ctx context.Context, id libpeer.ID) (answer, error) {
	s, err := p.openTo(ctx, id, hashID)
	if err != nil {
		return nil, err
	}
	defer s.Reset()
	sum, err := sendRandom(s, halfCloseClientBytes, seedHash)
	if err != nil {
		return nil, err
	}
	if err := s.CloseWrite(); err != nil {
		return nil, err
	}
	return answer{"sentBytes": halfCloseClientBytes, "sentSha256": sum}, expect(s, []byte(sum))
}

// reset lets the remote reset a stream, resets one itself, and pings to show that the connection survived both.
func (p *peer) reset(ctx context.Context, req request) (answer, error) {
	id, err := p.target(ctx, req)
	if err != nil {
		return nil, err
	}
	reason, err := p.remoteResets(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("remote resets: %w", err)
	}
	if err := p.localResets(ctx, id); err != nil {
		return nil, fmt.Errorf("local resets: %w", err)
	}
	_, err = p.roundTrips(ctx, request{PeerID: id.String()}, 1)
	return answer{"remoteReset": true, "remoteResetReason": reason, "localReset": true}, err
}

func (p *peer) remoteResets(ctx context.Context, id libpeer.ID) (string, error) {
	s, err := p.openTo(ctx, id, resetID)
	if err != nil {
		return "", err
	}
	defer s.Reset()
	if _, err := s.Write([]byte{1}); err != nil {
		return "", err
	}
	_, err = io.ReadAll(s)
	if err == nil {
		return "", errors.New("the stream was closed, not reset")
	}
	if !errors.Is(err, network.ErrReset) {
		return "", err
	}
	return err.Error(), nil
}

// localResets resets a stream whose remote handler is surely running: it has echoed.
func (p *peer) localResets(ctx context.Context, id libpeer.ID) error {
	s, err := p.openTo(ctx, id, echoID)
	if err != nil {
		return err
	}
	defer s.Reset()
	data := randomBytes(seedStreams, 1024)
	if _, err := s.Write(data); err != nil {
		return err
	}
	if err := expect(io.LimitReader(s, int64(len(data))), data); err != nil {
		return err
	}
	return s.Reset()
}
