package main

import (
	"bytes"
	"context"
	"os"
	"strconv"
	"strings"
)

const clockTicksPerSecond = 100 // Of /proc: the same on every Linux.

func (p *peer) stats(context.Context, request) (answer, error) {
	rss, err := residentBytes()
	return answer{
		"rssBytes": rss, "startToListeningMs": p.listeningMs, "connections": len(p.host.Network().Conns()),
	}, err
}

func residentBytes() (int64, error) {
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, err
	}
	pages, err := strconv.ParseInt(strings.Fields(string(statm))[1], 10, 64)
	return pages * int64(os.Getpagesize()), err
}

// millisecondsSinceProcessStart counts in steps of 10 ms, which is all that Linux tells; nil elsewhere.
func millisecondsSinceProcessStart() any {
	stat, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return nil
	}
	uptime, err := os.ReadFile("/proc/uptime")
	if err != nil {
		return nil
	}
	// The command's name, in brackets, may hold spaces; the start is the 20th field after it.
	afterName := string(stat[bytes.LastIndexByte(stat, ')')+2:])
	started, _ := strconv.ParseFloat(strings.Fields(afterName)[19], 64)
	now, _ := strconv.ParseFloat(strings.Fields(string(uptime))[0], 64)
	return max(0, int64(now*1000-started*1000/clockTicksPerSecond+0.5))
}
