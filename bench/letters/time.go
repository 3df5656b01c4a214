package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"wayleaf/document"
	"wayleaf/render"
	"wayleaf/render/pdf"
	"wayleaf/templates"
)

// print writes a result as one line of JSON on standard output.
func (b *batch) print(result map[string]any) error {
	result["engine"], result["language"], result["letters"] = "wayleaf", b.language, len(b.timed)
	return json.NewEncoder(os.Stdout).Encode(result)
}

// timeWrite prints how fast pdf.Write is on spoken documents.
func (b *batch) timeWrite(workers int) error {
	warm, err := b.spoken(b.warm)
	if err != nil {
		return err
	}
	timed, err := b.spoken(b.timed)
	if err != nil {
		return err
	}
	result, err := measure(workers, writer(warm), writer(timed))
	if err != nil {
		return err
	}
	result["mode"] = "write"
	return b.print(result)
}

// timeWhole prints how fast the whole way is from an order to a file on disk,
// proofs included.
func (b *batch) timeWhole(folder string, workers int) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	format, err := render.Lookup("pdf")
	if err != nil {
		return err
	}
	result, err := measure(workers, b.maker(format, b.warm, folder), b.maker(format, b.timed, folder))
	if err != nil {
		return err
	}
	result["mode"] = "whole"
	if result["pages"], err = meanPages(folder, len(b.timed)); err != nil {
		return err
	}
	return b.print(result)
}

// task makes letter i of n and returns the size of its file.
type task struct {
	n    int
	make func(i int) (int, error)
}

func writer(letters []*document.Document) task {
	return task{len(letters), func(i int) (int, error) {
		var file bytes.Buffer
		err := pdf.Write(&file, letters[i])
		return file.Len(), err
	}}
}

func (b *batch) maker(format render.Format, orders []templates.Order, folder string) task {
	return task{len(orders), func(i int) (int, error) {
		outline, err := b.press.Outline(orders[i], b.language)
		if err != nil {
			return 0, err
		}
		file, err := b.press.Print(orders[i], outline, b.language, format)
		if err != nil {
			return 0, err
		}
		return len(file.Bytes), os.WriteFile(fileName(folder, i), file.Bytes, 0o644)
	}}
}

func fileName(folder string, i int) string {
	return filepath.Join(folder, fmt.Sprintf("%04d.pdf", i+1))
}

// measure does the first task untimed and the second one timed. A result has
// letters for each second, and for each letter milliseconds of wall clock and
// bytes.
func measure(workers int, warm, timed task) (map[string]any, error) {
	if _, err := warm.do(workers); err != nil {
		return nil, err
	}
	start := time.Now()
	bytes, err := timed.do(workers)
	took := time.Since(start).Seconds()
	n := float64(timed.n)
	return map[string]any{"perSecond": n / took, "ms": 1000 * took / n, "bytes": float64(bytes) / n}, err
}

// do makes all letters with some workers and returns the size of all files.
func (t task) do(workers int) (int64, error) {
	var next, size atomic.Int64
	var failed error
	var once sync.Once
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for i := next.Add(1) - 1; i < int64(t.n); i = next.Add(1) - 1 {
				bytes, err := t.make(int(i))
				if err != nil {
					once.Do(func() { failed = err })
					return
				}
				size.Add(int64(bytes))
			}
		})
	}
	group.Wait()
	return size.Load(), failed
}

func meanPages(folder string, n int) (float64, error) {
	total := 0
	for i := range n {
		file, err := os.ReadFile(fileName(folder, i))
		if err != nil {
			return 0, err
		}
		pages, err := pdf.Read(file)
		if err != nil {
			return 0, err
		}
		total += len(pages)
	}
	return float64(total) / float64(n), nil
}
