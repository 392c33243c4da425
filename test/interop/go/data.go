package main

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"time"
)

// Seeds of the pseudo random streams: what is sent in one place differs from what is sent in another.
const (
	seedUpload uint32 = 1 + iota
	seedDownload
	seedAfterHalfClose
	seedHash
	seedStreams
)

const readBytes = 64 << 10

// random is the pseudo random byte stream of all test peers: xorshift32 (shifts 13, 17, 5), whose states after
// each step are written as four bytes each, lowest first. The seed is the state before the first step, never 0.
type random uint32

// fill writes the next bytes; only the last call of a stream may have a length that is not a multiple of 4.
func (r *random) fill(b []byte) {
	x := uint32(*r)
	step := func() {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
	}
	for ; len(b) >= 4; b = b[4:] {
		step()
		binary.LittleEndian.PutUint32(b, x)
	}
	if len(b) > 0 {
		step()
		var last [4]byte
		binary.LittleEndian.PutUint32(last[:], x)
		copy(b, last[:])
	}
	*r = random(x)
}

func randomBytes(seed uint32, n int) []byte {
	b := make([]byte, n)
	r := random(seed)
	r.fill(b)
	return b
}

// sendRandom writes n bytes of a seed's stream and returns their SHA-256.
func sendRandom(w io.Writer, n uint64, seed uint32) (string, error) {
	buf := make([]byte, readBytes)
	sum := sha256.New()
	stream := random(seed)
	err := sendInPieces(w, n, buf, func(piece []byte) {
		stream.fill(piece)
		sum.Write(piece)
	})
	return hexSum(sum), err
}

// sendZeros writes n zero bytes in writes of writeBytes, for benchmarks.
func sendZeros(w io.Writer, n uint64, writeBytes int) error {
	return sendInPieces(w, n, make([]byte, writeBytes), func([]byte) {})
}

func sendInPieces(w io.Writer, n uint64, buf []byte, prepare func([]byte)) error {
	for n > 0 {
		piece := buf[:min(uint64(len(buf)), n)]
		prepare(piece)
		if _, err := w.Write(piece); err != nil {
			return err
		}
		n -= uint64(len(piece))
	}
	return nil
}

// received is what came until the sender's half-close, and when it began to come.
type received struct {
	bytes  uint64
	sha256 string
	first  time.Time
}

// receive reads to the end. Without hashed it does nothing with the bytes but count them.
func receive(r io.Reader, hashed bool) (received, error) {
	got := received{}
	sum := sha256.New()
	buf := make([]byte, readBytes)
	for {
		n, err := r.Read(buf)
		if got.first.IsZero() {
			got.first = time.Now()
		}
		got.bytes += uint64(n)
		if hashed {
			sum.Write(buf[:n])
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return got, err
		}
	}
	if hashed {
		got.sha256 = hexSum(sum)
	}
	return got, nil
}

func hexSum(sum hash.Hash) string {
	return hex.EncodeToString(sum.Sum(nil))
}
