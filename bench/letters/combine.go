package main

import (
	"bytes"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"wayleaf/render/pdf"
)

// combine prints how fast pdf.Combine makes one file of all letters, and the
// peak memory of this process.
func (b *batch) combine(name string) error {
	letters, err := b.spoken(b.timed)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	start := time.Now()
	if err := pdf.Combine(&file, "Letters", slices.Chunk(letters, 1)); err != nil {
		return err
	}
	took := time.Since(start).Seconds()
	peak := peakMemory()
	pages, err := pdf.Read(file.Bytes())
	if err != nil {
		return err
	}
	n := float64(len(letters))
	result := map[string]any{"mode": "combined", "seconds": took, "perSecond": n / took,
		"bytes": file.Len(), "pages": float64(len(pages)) / n, "peakRss": peak}
	if err := b.print(result); err != nil {
		return err
	}
	return os.WriteFile(name, file.Bytes(), 0o644)
}

// peakMemory is the most bytes that this process has had in memory, as Linux
// counts them; 0 where that is not known.
func peakMemory() int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if kilobytes, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, _ := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(kilobytes), "kB")))
			return n * 1024
		}
	}
	return 0
}
