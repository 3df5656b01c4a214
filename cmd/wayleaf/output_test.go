package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"testing"
)

// files lists all files below a folder.
func files(t *testing.T, folder string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			names = append(names, filepath.ToSlash(name[len(folder)+1:]))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func twoFiles(folder string, size int) *output {
	out := &output{folder: folder}
	out.add("a/letter.en.pdf", bytes.Repeat([]byte("a"), size))
	out.add("b/letter.en.pdf", bytes.Repeat([]byte("b"), size))
	return out
}

func TestOutputPutsWholeFilesInPlace(t *testing.T) {
	folder := t.TempDir()
	if err := twoFiles(folder, 10).write(context.Background(), io.Discard); err != nil {
		t.Fatal(err)
	}
	if got, want := files(t, folder), []string{"a/letter.en.pdf", "b/letter.en.pdf"}; !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
}

// TestInterruptedOutputLeavesNothing stops before the first file.
func TestInterruptedOutputLeavesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	folder := filepath.Join(t.TempDir(), "out")
	err := twoFiles(folder, 10).write(ctx, io.Discard)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
	if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder was left behind: %v", err)
	}
}

// TestFailedOutputLeavesNothing has a folder in the place of the second file's folder.
func TestFailedOutputLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "b"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := twoFiles(folder, 10).write(context.Background(), io.Discard); err == nil {
		t.Error("a file in the place of a folder gave no error")
	}
	if got := files(t, folder); !slices.Equal(got, []string{"b"}) {
		t.Errorf("files %q are left, want only the one that was there", got)
	}
}

// TestFullDisk writes to a small file system of its own.
func TestFullDisk(t *testing.T) {
	folder := mount(t, "size=24k")
	code, talk := run(t, "leaflet", samplePathway(t), "-l", "en", "-f", "md,html,pdf", "--draft", "--date", "2026-11-23", "-o", filepath.Join(folder, "out"))
	if code != 3 || !bytes.Contains(talk, []byte("no space left on device")) || !bytes.Contains(talk, []byte("wayleaf: hint: make room on the disk")) {
		t.Errorf("exit code %d and %q", code, talk)
	}
	if got := files(t, folder); len(got) != 0 {
		t.Errorf("files %q are left on the full disk", got)
	}
}

// TestReadOnlyFolder writes to a file system that takes nothing.
func TestReadOnlyFolder(t *testing.T) {
	folder := mount(t, "size=1m,ro")
	code, talk := run(t, "leaflet", samplePathway(t), "-l", "en", "-f", "md", "--draft", "--date", "2026-11-23", "-o", filepath.Join(folder, "out"))
	if code != 3 || !bytes.Contains(talk, []byte("read-only file system")) || !bytes.Contains(talk, []byte("wayleaf: hint: choose a folder")) {
		t.Errorf("exit code %d and %q", code, talk)
	}
}

// TestUnreadableFile names a folder in the place of a list, and a file that
// may not be read.
func TestUnreadableFile(t *testing.T) {
	code, talk := run(t, "letter", samplePathway(t), "--recipients", t.TempDir(), "--row", "1")
	if code != 3 || !bytes.Contains(talk, []byte("is a directory")) {
		t.Errorf("a folder as list: exit code %d and %q", code, talk)
	}
	name := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(name, nil, 0); err != nil {
		t.Fatal(err)
	}
	if f, err := os.Open(name); err == nil {
		f.Close()
		return // this user may read everything
	}
	code, talk = run(t, "letter", samplePathway(t), "--recipients", name, "--row", "1")
	if code != 3 || !bytes.Contains(talk, []byte("permission denied")) {
		t.Errorf("an unreadable list: exit code %d and %q", code, talk)
	}
}

// TestInterrupt sends Ctrl-C to a running demo.
func TestInterrupt(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "out")
	var talk bytes.Buffer
	command := exec.Command(os.Args[0], "demo", "-o", folder)
	command.Env = append(os.Environ(), asCommand+"=1")
	command.Stderr = &talk
	stdout, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	// The command is ready for signals once it has said so.
	if _, err := io.ReadFull(stdout, make([]byte, len(readyLine))); err != nil {
		t.Fatal(err)
	}
	if err := command.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, stdout)
	err = command.Wait()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 130 || !bytes.Contains(talk.Bytes(), []byte("wayleaf: error: interrupted")) {
		t.Errorf("%v and %q", err, talk.String())
	}
	if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder was left behind: %v", err)
	}
}

// run runs the command in this process and returns its exit code and talk.
func run(t *testing.T, args ...string) (int, []byte) {
	t.Helper()
	var talk bytes.Buffer
	s := &streams{out: io.Discard, err: &talk, today: today}
	command := newCommand(s)
	command.SetArgs(args)
	return s.report(command.ExecuteContext(context.Background())), talk.Bytes()
}

func samplePathway(t *testing.T) string {
	t.Helper()
	return filepath.Join("..", "..", "samples", "pathways", "gastro-dummy-triage.yaml")
}

// mount gives a folder that is a file system of its own. It needs the right to
// mount, which CI has; elsewhere the test is left out.
func mount(t *testing.T, options string) string {
	t.Helper()
	folder := t.TempDir()
	if runtime.GOOS != "linux" {
		t.Skip("needs a Linux tmpfs")
	}
	if err := exec.Command("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder).Run(); err != nil {
		if os.Getenv("WAYLEAF_OUTSIDE") == "required" {
			t.Fatalf("cannot mount a tmpfs: %v", err)
		}
		t.Skip("may not mount a tmpfs here")
	}
	t.Cleanup(func() { _ = syscall.Unmount(folder, 0) })
	return folder
}
