package main

import (
	"bufio"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"wayleaf/samples"
)

// served is a `wayleaf preview` that runs as a process of its own.
type served struct {
	url     string
	process *exec.Cmd
	t       testing.TB
}

// serve starts the command and waits until it has told its address.
func serve(t testing.TB, arguments ...string) *served {
	t.Helper()
	process := exec.Command(os.Args[0], append([]string{"preview", "--addr", "127.0.0.1:0"}, arguments...)...)
	process.Env = append(os.Environ(), asCommand+"=1")
	talk, err := process.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	s := &served{process: process, t: t}
	t.Cleanup(func() {
		if process.ProcessState == nil {
			_ = process.Process.Kill()
			_ = process.Wait()
		}
	})
	lines := bufio.NewReader(talk)
	first, err := lines.ReadString('\n')
	url, found := strings.CutPrefix(strings.TrimSpace(first), "the preview is at ")
	if !found {
		t.Fatalf("it said %q: %v", first, err)
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	s.url = strings.TrimSuffix(url, "/")
	return s
}

// interrupt is Ctrl-C: the command must end with 0.
func (s *served) interrupt() {
	s.t.Helper()
	if err := s.process.Process.Signal(os.Interrupt); err != nil {
		s.t.Fatal(err)
	}
	if err := s.process.Wait(); err != nil {
		s.t.Errorf("after Ctrl-C: %v", err)
	}
}

// workingCopy is a folder as `wayleaf init` makes it.
func workingCopy(t testing.TB) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, samples.FS); err != nil {
		t.Fatal(err)
	}
	return folder
}

// TestPreviewServesAndEnds opens the samples and a folder, keeps an event stream
// open, and ends it with Ctrl-C.
func TestPreviewServesAndEnds(t *testing.T) {
	client := &http.Client{Timeout: time.Minute}
	for _, arguments := range [][]string{nil, {workingCopy(t)}} {
		s := serve(t, arguments...)
		for path, want := range map[string]int{"/": 200, "/pathways/gastro-dummy-triage": 200, "/assets/preview.css": 200, "/no-such-page": 404, "/sign-in": 200} {
			answer, err := client.Get(s.url + path)
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
			if answer.StatusCode != want {
				t.Errorf("%s: %d, want %d", path, answer.StatusCode, want)
			}
		}
		stream, err := client.Get(s.url + "/events")
		if err != nil {
			t.Fatal(err)
		}
		s.interrupt()
		stream.Body.Close()
	}
}
