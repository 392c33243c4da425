// Command peer is a go-libp2p node for the interop tests of Mote. It serves a few protocols, takes one
// command a line on stdin and answers each with one line on stdout: ../README.md is its contract.
//
// Start at main, then host.go (the node), serve.go (what a remote can ask of it) and commands.go (what the test
// can ask of it).
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/sec"
)

const (
	commandBytesMax   = 1 << 20
	commandSecondsMax = 60
	benchSecondsMax   = 600
)

// answer is one line on stdout. encoding/json prints its keys in alphabetical order.
type answer map[string]any

// request is one line on stdin: the union of the fields of all commands.
type request struct {
	Cmd            string `json:"cmd"`
	Address        string `json:"address"`
	PeerID         string `json:"peerId"`
	Count          int    `json:"count"`
	Bytes          int    `json:"bytes"`
	Up             uint64 `json:"up"`
	Down           uint64 `json:"down"`
	Runs           int    `json:"runs"`
	Streams        int    `json:"streams"`
	Warmups        int    `json:"warmups"`
	WarmupBytes    uint64 `json:"warmupBytes"`
	WriteBytes     int    `json:"writeBytes"`
	Concurrency    int    `json:"concurrency"`
	Seconds        int    `json:"seconds"`
	TimeoutSeconds int    `json:"timeoutSeconds"`
}

func main() {
	options, err := parseFlags()
	if err != nil {
		fmt.Fprintln(os.Stderr, "peer:", err)
		os.Exit(2)
	}
	node, err := newPeer(options)
	if err != nil {
		fmt.Fprintln(os.Stderr, "peer:", err)
		os.Exit(1)
	}
	defer node.host.Close()

	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	_ = out.Encode(answer{"peerId": node.host.ID().String(), "addresses": node.addresses()})

	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, commandBytesMax)
	for lines.Scan() {
		_ = out.Encode(node.obey(lines.Bytes()))
	}
}

func parseFlags() (options, error) {
	o := options{}
	var noListen bool
	var security, muxer string
	flag.Func("listen", "multiaddr to listen on, loopback only; repeatable", func(s string) error {
		o.listen = append(o.listen, s)
		return nil
	})
	flag.BoolVar(&noListen, "no-listen", false, "do not listen")
	flag.StringVar(&o.keyType, "key-type", "ed25519", "ed25519, rsa, ecdsa or secp256k1")
	flag.StringVar(&o.keyFile, "key", "", "RSA key, PKCS#8 DER; without it a fresh one is made")
	flag.StringVar(&security, "security", "noise", "security protocol: noise")
	flag.StringVar(&muxer, "muxer", "yamux", "stream multiplexer: yamux")
	flag.IntVar(&o.writeBytes, "write-bytes", 64<<10, "bytes a write when /perf/1.0.0 is served")
	flag.BoolVar(&o.bench, "bench", false, "serve /perf/1.0.0 without hashing")
	flag.Parse()
	switch {
	case flag.NArg() > 0:
		return o, fmt.Errorf("unexpected argument %q", flag.Arg(0))
	case security != "noise":
		return o, fmt.Errorf("--security %s: only noise is known", security)
	case muxer != "yamux":
		return o, fmt.Errorf("--muxer %s: only yamux is known", muxer)
	case o.writeBytes < 1:
		return o, fmt.Errorf("--write-bytes %d: must be at least 1", o.writeBytes)
	case noListen && len(o.listen) > 0:
		return o, errors.New("--listen and --no-listen exclude each other")
	case !noListen && len(o.listen) == 0:
		o.listen = []string{"/ip4/127.0.0.1/tcp/0"}
	}
	return o, nil
}

// obey runs one command to its end, within its time limit, and never fails: what went wrong is in the answer.
func (p *peer) obey(line []byte) answer {
	var req request
	if err := json.Unmarshal(line, &req); err != nil {
		return answer{"ok": false, "error": "not a command: " + err.Error()}
	}
	limit := commandSecondsMax
	if strings.HasPrefix(req.Cmd, "bench-") {
		limit = benchSecondsMax
	}
	limit = or(req.TimeoutSeconds, limit)
	ctx, cancel := context.WithTimeout(context.Background(), time.Duration(limit)*time.Second)
	defer cancel()
	run, known := commands[req.Cmd]
	if !known {
		return answer{"cmd": req.Cmd, "ok": false, "error": "unknown command"}
	}
	a, err := run(p, ctx, req)
	if a == nil {
		a = answer{}
	}
	a["cmd"] = req.Cmd
	a["ok"] = err == nil
	if err != nil {
		a["error"] = err.Error()
		var mismatch sec.ErrPeerIDMismatch
		if errors.As(err, &mismatch) {
			a["wrongPeer"] = true
			a["foundPeerId"] = mismatch.Actual.String()
		}
	}
	return a
}

// or gives the default of a number that the command left out.
func or[N int | uint64](value, otherwise N) N {
	if value == 0 {
		return otherwise
	}
	return value
}
