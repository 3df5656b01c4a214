package review

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// writer starts a process that writes into the folder.
func (d *desktop) writer(name string, count int) *exec.Cmd {
	command := exec.CommandContext(d.t.Context(), os.Args[0])
	command.Env = append(os.Environ(), asWriter+"="+d.folder, fmt.Sprint(asCount, "=", count), asName+"="+name)
	command.Stderr = os.Stderr
	return command
}

// Eight reviewers in this process and two in others lose nothing of each other's.
func TestManyWriters(t *testing.T) {
	const goroutines, processes, each = 8, 2, 20
	d := newDesktop(t)
	c := d.words()
	var wait sync.WaitGroup
	for n := range processes {
		wait.Go(func() {
			if err := d.writer(fmt.Sprint("process ", n), each).Run(); err != nil {
				t.Error(err)
			}
		})
	}
	keys := []string{"x.thanks", "x.visits"}
	for n := range goroutines {
		wait.Go(func() {
			for i := range each {
				e := []Entry{comment(i, "goroutine"), onBlock(i, "derm-ras", "address", "goroutine"), returnOf(i, "derm-ras", "goroutine")}[i%3]
				e.By = fmt.Sprint("reviewer ", n)
				if _, err := d.Add(t.Context(), c, e); err != nil {
					t.Error(err)
				}
			}
			a := d.approval([]string{"en", "ur"}[n%2], keys[n/2%2], "Ann Specimen", monday)
			if result, err := d.Approve(t.Context(), c, a); err != nil || len(result.Refused) > 0 {
				t.Error(err, result.Refused)
			}
		})
	}
	wait.Wait()
	log := d.log()
	if got, want := len(log.All()), (goroutines+processes)*each; got != want || len(log.Findings) > 0 {
		t.Errorf("%d entries, want %d; %v", got, want, log.Findings)
	}
	for _, tag := range []string{"en", "ur"} {
		for _, key := range keys {
			if got := d.status(tag, key); got != "approved" {
				t.Errorf("%s %s is %s", tag, key, got)
			}
		}
	}
}

// A writer that is killed at any moment leaves all that it has reported, and
// others can go on.
func TestKilledWriter(t *testing.T) {
	d := newDesktop(t)
	for round := range 5 {
		name := fmt.Sprint("round ", round)
		command := d.writer(name, 1<<30)
		out, err := command.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		stored := 0
		for lines := bufio.NewScanner(out); stored < 10+7*round && lines.Scan(); stored++ {
		}
		command.Process.Kill() // SIGKILL
		command.Wait()
		log := d.log()
		got := 0
		for _, thread := range log.All() {
			if thread.By == name {
				got++
			}
		}
		if got < stored || got > stored+20 {
			t.Errorf("%s: %d entries are there, %d were reported", name, got, stored)
		}
		if result := d.add(comment(round, "after "+name)); result.Written != 1 {
			t.Errorf("%s: %+v", name, result)
		}
		if log := d.log(); len(log.Findings) > 0 {
			t.Errorf("%s: %v", name, log.Findings)
		}
	}
}

// Who waits for the lock can give up.
func TestGiveUpWaiting(t *testing.T) {
	d := newDesktop(t)
	d.add(comment(0, "a"))
	root, err := os.OpenRoot(d.folder)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	release, err := lock(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	c := d.words()
	go func() {
		_, err := d.Add(ctx, c, comment(1, "b"))
		done <- err
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	release()
	d.add(comment(2, "c"))
}

// Two branches of git that each add lines merge without a conflict.
func TestMergeByGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	d := newDesktop(t)
	git := func(args ...string) {
		t.Helper()
		command := exec.Command("git", append([]string{"-C", d.folder, "-c", "user.name=Ann Specimen", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false"}, args...)...)
		command.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull)
		if out, err := command.CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
	}
	branch := func(name, from, by string) {
		git("checkout", "-q", "-b", name, from)
		e := comment(0, "by "+by)
		e.By = by
		d.add(e, comment(1, "by both"), onBlock(2, "derm-ras", "address", "by "+by))
		a := d.approval(map[string]string{"Ann": "ur", "Bea": "en"}[by], "x.thanks", by, monday)
		if result, err := d.Approve(t.Context(), d.words(), a); err != nil || result.Written != 1 {
			t.Fatal(err, result)
		}
		git("add", "-A")
		git("commit", "-q", "-m", name)
	}
	git("init", "-q", "-b", "main")
	git("add", "-A")
	git("commit", "-q", "-m", "words")
	branch("ann", "main", "Ann")
	branch("bea", "main", "Bea")
	git("merge", "-q", "-m", "both", "ann")
	log := d.log()
	if len(log.All()) != 5 || len(log.Findings) > 0 {
		t.Errorf("%d entries of 5; %v\n%s", len(log.All()), log.Findings, d.text(commentsFile))
	}
	for _, tag := range []string{"ur", "en"} {
		if _, ok := log.Approved(tag, "x.thanks"); !ok {
			t.Errorf("the approved words in %s are lost\n%s", tag, d.text(approvedFile))
		}
	}
	tracked, err := exec.Command("git", "-C", d.folder, "ls-files", "review").Output()
	if got, want := strings.Fields(string(tracked)), "review/.gitattributes review/.gitignore review/approved.tsv review/comments.tsv"; err != nil || strings.Join(got, " ") != want {
		t.Errorf("git keeps %q, want %q", got, want)
	}
}

// Nothing is written outside the working folder, not even by a link.
func TestFolderThatLeadsOut(t *testing.T) {
	d := newDesktop(t)
	c := d.words()
	out := t.TempDir()
	if err := os.Symlink(out, filepath.Join(d.folder, "review")); err != nil {
		t.Skip(err)
	}
	if _, err := d.Add(t.Context(), c, comment(0, "a")); err == nil {
		t.Error("written")
	}
	if files, err := os.ReadDir(out); err != nil || len(files) > 0 {
		t.Error(files, err)
	}
}

func TestReadWithoutStore(t *testing.T) {
	d := newDesktop(t)
	if log := d.log(); len(log.All()) > 0 || len(log.Findings) > 0 {
		t.Error("something is there")
	}
	if _, err := os.Stat(filepath.Join(d.folder, "review")); err == nil {
		t.Error("reading has made a folder")
	}
	if _, err := New(filepath.Join(d.folder, "none")).Read(); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}
