package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"wayleaf/internal/people"
	"wayleaf/render"
	"wayleaf/review"
)

// aList writes a list of n fictional patients.
func aList(t *testing.T, n int) string {
	t.Helper()
	var list bytes.Buffer
	if err := people.Write(&list, n, "gastro-dummy-triage", ""); err != nil {
		t.Fatal(err)
	}
	return inFile(t, "list.csv", list.Bytes())
}

func inFile(t *testing.T, name string, data []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// batchOf are the arguments of a batch with a known secret, so that two runs can be
// compared.
func batchOf(t *testing.T, list, output string, more ...string) []string {
	t.Helper()
	key := inFile(t, "key", bytes.Repeat([]byte("k"), 32))
	return append([]string{"batch", samplePathway(t), "--recipients", list, "-o", output, "--draft", "--date", "2026-11-23", "--key", key}, more...)
}

// sameFiles demands the same files with the same bytes, and only for their owner.
func sameFiles(t *testing.T, want, got string) {
	t.Helper()
	names := files(t, want)
	if found := files(t, got); !slices.Equal(names, found) {
		t.Fatalf("%d files, want %d: first difference %q", len(found), len(names), firstDifference(names, found))
	}
	for _, name := range names {
		a, err := os.ReadFile(filepath.Join(want, name))
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(filepath.Join(got, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a, b) {
			t.Errorf("%s differs", name)
		}
	}
}

func firstDifference(a, b []string) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return a[i] + " and " + b[i]
		}
	}
	return ""
}

func onlyForOwner(t *testing.T, folder string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name == folder {
			return nil
		}
		info, err := entry.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s can be read by others: %v", name, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestKilledBatch kills a batch at random moments and resumes it each time: the
// files are those of a batch that was left alone. WAYLEAF_KILLS is how often.
func TestKilledBatch(t *testing.T) {
	if testing.Short() || runtime.GOOS == "windows" {
		t.Skip("makes the same letters many times")
	}
	kills, rows := 6, 700
	if n, err := strconv.Atoi(os.Getenv("WAYLEAF_KILLS")); err == nil {
		kills, rows = n, 5000
	}
	for _, combine := range []string{"0", "100"} {
		list, left, killed := aList(t, rows), t.TempDir(), t.TempDir()
		if code, talk := run(t, batchOf(t, list, left, "--combine", combine)...); code != 0 {
			t.Fatalf("exit code %d and %s", code, talk)
		}
		arguments := batchOf(t, list, killed, "--combine", combine)
		random := rand.New(rand.NewPCG(1, uint64(len(combine))))
		done := 0
		for range kills / 2 {
			if killAfter(t, time.Duration(random.Int64N(int64(2*time.Second))), arguments...) {
				done++
				if err := os.RemoveAll(killed); err != nil {
					t.Fatal(err)
				}
			}
		}
		if code, talk := run(t, arguments...); code != 0 {
			t.Fatalf("resumed: exit code %d and %s", code, talk)
		}
		t.Logf("killed %d times; %d runs had ended before", kills/2-done, done)
		sameFiles(t, filepath.Join(left, "run-0001"), filepath.Join(killed, "run-0001"))
		onlyForOwner(t, killed)
	}
}

// killAfter starts the command and kills it after a while. It reports a command
// that had ended before.
func killAfter(t *testing.T, after time.Duration, arguments ...string) (ended bool) {
	t.Helper()
	var talk bytes.Buffer
	command := exec.Command(os.Args[0], arguments...)
	command.Env = append(os.Environ(), asCommand+"=1")
	command.Stderr = &talk
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = command.Process.Kill() })
	err := command.Wait()
	timer.Stop()
	if err != nil && !strings.Contains(err.Error(), "killed") {
		t.Fatalf("%v: %s", err, talk.String())
	}
	return err == nil
}

// TestBatchWorkers holds that the files do not depend on how the work is shared
// out.
func TestBatchWorkers(t *testing.T) {
	if testing.Short() {
		t.Skip("makes many letters")
	}
	list, one := aList(t, 120), t.TempDir()
	if code, talk := run(t, batchOf(t, list, one, "--workers", "1")...); code != 0 {
		t.Fatalf("exit code %d and %s", code, talk)
	}
	many := t.TempDir()
	if code, talk := run(t, batchOf(t, list, many, "--workers", "16")...); code != 0 {
		t.Fatalf("exit code %d and %s", code, talk)
	}
	sameFiles(t, filepath.Join(one, "run-0001"), filepath.Join(many, "run-0001"))
}

// TestNearTwins gives rows that differ in the NHS number and the reference alone
// to 16 workers: each letter has its own. The rows are more than are recorded at once.
func TestNearTwins(t *testing.T) {
	var list bytes.Buffer
	if err := people.Write(&list, 1100, "gastro-dummy-triage", "en"); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(list.String()), "\n")
	first := strings.Split(lines[1], ",")
	for i, line := range lines[1:] {
		cells := slices.Clone(first)
		own := strings.Split(line, ",")
		cells[9], cells[10] = own[9], own[10]
		lines[i+1] = strings.Join(cells, ",")
	}
	output := t.TempDir()
	file := inFile(t, "twins.csv", []byte(strings.Join(lines, "\n")))
	if code, talk := run(t, batchOf(t, file, output, "--workers", "16", "-f", "html")...); code != 0 {
		t.Fatalf("exit code %d and %s", code, talk)
	}
	for i, line := range lines[1:] {
		number := strings.Split(line, ",")[9]
		text, err := os.ReadFile(filepath.Join(output, fmt.Sprintf("run-0001/letters/%04d/%07d.en.html", (i+1)/1000, i+1)))
		if err != nil {
			t.Fatal(err)
		}
		found := nhsNumbers.FindAllStringSubmatch(string(text), -1)
		for _, parts := range found {
			if parts[1]+parts[2]+parts[3] != number {
				t.Errorf("row %d: the letter holds the NHS number of another", i+1)
			}
		}
		if len(found) == 0 {
			t.Errorf("row %d: the letter holds no NHS number", i+1)
		}
	}
}

// nhsNumbers are those of the range for tests, as letters print them.
var nhsNumbers = regexp.MustCompile(`(999)\D(\d{3})\D(\d{4})`)

// TestMixUpStopsTheBatch has the number of one patient in the name of another's
// surgery, as a fault that puts words of one letter into the next would.
func TestMixUpStopsTheBatch(t *testing.T) {
	data, err := os.ReadFile(aList(t, 3))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	other := strings.Split(lines[3], ",")[9]
	lines[1] = strings.Replace(lines[1], "Beckside Surgery", other+" Surgery", 1)
	output := t.TempDir()
	code, talk := run(t, batchOf(t, inFile(t, "mixed.csv", []byte(strings.Join(lines, "\n"))), output)...)
	if code != 3 || !bytes.Contains(talk, []byte("the letter of row 1 holds the NHS number of row 3: no letter is released")) {
		t.Errorf("exit code %d and %s", code, talk)
	}
	if bytes.Contains(talk, []byte(other)) {
		t.Error("the number is in the error")
	}
	if _, err := os.Stat(filepath.Join(output, "run-0001")); err == nil {
		t.Error("letters were released")
	}
}

// TestBatchOnFullDisk stops, says so, and goes on when there is room.
func TestBatchOnFullDisk(t *testing.T) {
	if testing.Short() {
		t.Skip("makes many letters")
	}
	folder := mount(t, "size=2m")
	output := filepath.Join(folder, "out")
	list := aList(t, 150)
	arguments := batchOf(t, list, output)
	code, talk := run(t, arguments...)
	if code != 3 || !bytes.Contains(talk, []byte("no space left on device")) {
		t.Errorf("exit code %d and %s", code, talk)
	}
	if _, err := os.Stat(filepath.Join(output, "run-0001")); err == nil {
		t.Error("letters were released from a full disk")
	}
	if out, err := exec.Command("mount", "-o", "remount,size=64m", folder).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if code, talk := run(t, arguments...); code != 0 {
		t.Fatalf("resumed: exit code %d and %s", code, talk)
	}
	left := t.TempDir()
	if code, talk := run(t, batchOf(t, list, left)...); code != 0 {
		t.Fatalf("exit code %d and %s", code, talk)
	}
	sameFiles(t, filepath.Join(left, "run-0001"), filepath.Join(output, "run-0001"))
}

// TestTwoBatchesInOneFolder starts a second run while a first one works.
func TestTwoBatchesInOneFolder(t *testing.T) {
	if testing.Short() {
		t.Skip("makes many letters")
	}
	output, list := t.TempDir(), aList(t, 3000)
	arguments := batchOf(t, list, output)
	command := exec.Command(os.Args[0], arguments...)
	command.Env = append(os.Environ(), asCommand+"=1")
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = command.Process.Kill(); _ = command.Wait() }()
	for {
		if _, err := os.Stat(filepath.Join(output, ".run-0001.unfinished")); err == nil {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	code, talk := run(t, arguments...)
	if code != 3 || !bytes.Contains(talk, []byte("another run works in this folder")) {
		t.Errorf("exit code %d and %s", code, talk)
	}
}

// TestBatchInReadOnlyFolder stops before anything is made.
func TestBatchInReadOnlyFolder(t *testing.T) {
	folder := mount(t, "size=1m,ro")
	code, talk := run(t, batchOf(t, aList(t, 3), filepath.Join(folder, "out"))...)
	if code != 3 || !bytes.Contains(talk, []byte("read-only file system")) {
		t.Errorf("exit code %d and %s", code, talk)
	}
}

// TestBatchNoticesChanges stops a run half way, takes something away, and wants to
// hear of it.
func TestBatchNoticesChanges(t *testing.T) {
	if testing.Short() {
		t.Skip("makes many letters")
	}
	list, output := aList(t, 1200), t.TempDir()
	arguments := batchOf(t, list, output, "--workers", "2")
	unfinished := filepath.Join(output, ".run-0001.unfinished")
	stopAfterFirstRows(t, output, arguments)
	t.Run("a finished letter is gone", func(t *testing.T) {
		letter := filepath.Join(unfinished, "letters", "0000", "0000001.en.pdf")
		if err := os.Remove(letter); err != nil {
			t.Fatal(err)
		}
		code, talk := run(t, arguments...)
		if code != 3 || !bytes.Contains(talk, []byte("letters/0000/0000001.en.pdf is gone from the unfinished run")) {
			t.Errorf("exit code %d and %s", code, talk)
		}
	})
	t.Run("a reviewer has returned the letter", func(t *testing.T) {
		folder := workingCopy(t)
		same := append(slices.Clone(arguments), "--folder", folder)
		if _, talk := run(t, same...); !bytes.Contains(talk, []byte("is gone from the unfinished run")) {
			t.Fatalf("a copy of the folder is taken for another: %s", talk)
		}
		entry := review.Entry{Kind: review.Return, At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), By: "Bea Specimen", Language: "en",
			Pathway: "gastro-dummy-triage", Document: "letter", Text: "The dates come too late."}
		p, err := open(folder, nil)
		if err != nil {
			t.Fatal(err)
		}
		if result, err := review.New(folder).Add(t.Context(), p.Catalogues, entry); err != nil || result.Written != 1 {
			t.Fatal(err, result)
		}
		if code, talk := run(t, same...); code == 0 || !bytes.Contains(talk, []byte("to finish it give its command again")) {
			t.Errorf("exit code %d and %s", code, talk)
		}
	})
	t.Run("the list is another", func(t *testing.T) {
		if err := os.WriteFile(list, []byte("surname\nSparrow\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, talk := run(t, arguments...); code == 0 {
			t.Errorf("exit code %d and %s", code, talk)
		}
		if _, err := os.Stat(filepath.Join(output, "run-0001")); err == nil {
			t.Error("letters were released")
		}
	})
	t.Run("the run is dropped", func(t *testing.T) {
		code, talk := run(t, batchOf(t, aList(t, 3), output, "--start-over")...)
		if code != 0 {
			t.Errorf("exit code %d and %s", code, talk)
		}
		if got := len(files(t, filepath.Join(output, "run-0001", "letters"))); got != 3 {
			t.Errorf("%d letters, want 3", got)
		}
	})
}

// stopAfterFirstRows interrupts a batch when it has recorded rows.
func stopAfterFirstRows(t *testing.T, output string, arguments []string) {
	t.Helper()
	var talk bytes.Buffer
	command := exec.Command(os.Args[0], arguments...)
	command.Env = append(os.Environ(), asCommand+"=1")
	talked, err := command.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(talked)
	for lines.Scan() {
		fmt.Fprintln(&talk, lines.Text())
		if strings.Contains(lines.Text(), "making: ") {
			_ = command.Process.Signal(os.Interrupt)
		}
	}
	err = command.Wait()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 130 || !strings.Contains(talk.String(), "give the same command again to go on") {
		t.Fatalf("%v: %s", err, talk.String())
	}
}

// TestBatchBilingual has letters in two languages, but English ones in one.
func TestBatchBilingual(t *testing.T) {
	if testing.Short() {
		t.Skip("makes many letters")
	}
	list := aList(t, 9)
	for form, formats := range map[string]int{"facing": 1, "paired": 3} {
		output := t.TempDir()
		more := []string{"--bilingual", form}
		if form == "paired" {
			more = append(more, "-f", "md,html,pdf")
		}
		if code, talk := run(t, batchOf(t, list, output, more...)...); code != 0 {
			t.Fatalf("%s: exit code %d and %s", form, code, talk)
		}
		if got := len(files(t, filepath.Join(output, "run-0001", "letters"))); got != 9*formats {
			t.Errorf("%s: %d files, want %d", form, got, 9*formats)
		}
		printed := t.TempDir()
		if code, talk := run(t, batchOf(t, list, printed, append(more, "--combine", "5")...)...); code != 0 {
			t.Fatalf("%s, combined: exit code %d and %s", form, code, talk)
		}
		manifest, err := os.ReadFile(filepath.Join(printed, "run-0001", "manifest.json"))
		if want := fmt.Sprintf("\"bilingual\": %q", form); err != nil || !bytes.Contains(manifest, []byte(want)) {
			t.Errorf("%s: the manifest lacks %s; error %v", form, want, err)
		}
		all := wordsIn(t, filepath.Join(printed, "run-0001", "print"))
		for name, words := range wordsIn(t, filepath.Join(output, "run-0001", "letters")) {
			if !slices.ContainsFunc(slices.Collect(maps.Values(all)), func(file string) bool { return strings.Contains(file, words) }) {
				t.Errorf("%s: no print file holds the words of %s", form, name)
			}
		}
	}
}

// wordsIn are the words of each PDF below a folder.
func wordsIn(t *testing.T, folder string) map[string]string {
	t.Helper()
	format, err := render.Lookup("pdf")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, name := range files(t, folder) {
		if filepath.Ext(name) != ".pdf" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		reading, err := format.Read(data)
		if err != nil {
			t.Fatal(err)
		}
		found[name] = strings.Join(strings.Fields(reading.Text), " ")
	}
	return found
}
