package review

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wayleaf/document"
	"wayleaf/finding"
)

// A file that a power cut has torn anywhere is read up to there, and written on.
func TestTornFile(t *testing.T) {
	d := newDesktop(t)
	d.add(comment(0, "the first"), comment(1, "the second, of شکریہ"))
	c, whole := d.words(), d.text(commentsFile)
	ends := []int{len(comments.header())}
	for i := ends[0]; i < len(whole); i++ {
		if whole[i] == '\n' {
			ends = append(ends, i+1)
		}
	}
	older := len(strings.Join(comments.columns[:comments.older], "\t")) // that far, it is the header of an older file
	for cut := 0; cut <= len(whole); cut++ {
		d.write(commentsFile, whole[:cut])
		sound, complete := 0, cut == 0 || cut == older || cut == ends[0]-1
		for i, end := range ends {
			all := end - len("\t\n") // without a quotation, a line has said all before its last tab
			if cut >= all {
				sound = i
			}
			complete = complete || i > 0 && cut == all || cut == end || cut == end-1
		}
		log, err := d.Read()
		if err != nil || len(log.All()) != sound || (rules(log.Findings) == "review/torn") == complete {
			t.Fatalf("cut at %d: %v %v, %d entries of %d", cut, err, log, len(log.All()), sound)
		}
		if result, err := d.Add(t.Context(), c, comment(9, "after")); err != nil || result.Written != 1 {
			t.Fatalf("cut at %d: %v %+v", cut, err, result)
		}
		if log := d.log(); len(log.All()) != sound+1 || len(log.Findings) > 0 {
			t.Fatalf("cut at %d, written on: %v\n%s", cut, log.Findings, d.text(commentsFile))
		}
	}
}

// A line that Wayleaf has not written stops everything: it may have been a return.
func TestBrokenLines(t *testing.T) {
	d := newDesktop(t)
	d.add(comment(0, "first"), comment(1, "second"))
	a := d.approval("ur", "x.thanks", "Ann Specimen", monday)
	if result, err := d.Approve(t.Context(), d.words(), a); err != nil || result.Written != 1 {
		t.Fatal(err, result)
	}
	c := d.words()
	for _, test := range []struct{ name, file, old, new, want string }{
		{"another word", commentsFile, "first", "farst", ":2:1: error[review/line]: the entry is not as it was written"},
		{"a mark of git", commentsFile, "\tfirst\t\n", "\tfirst\t\n<<<<<<< HEAD\n", ":3:1: error[review/line]: the line has 1 columns, not 13"},
		{"a time", commentsFile, "T09:00:00Z", "T09:00:00+00:00", "a time is written"},
		{"other words approved", approvedFile, "شکریہ", "شکری", ":2:1: error[review/line]: the words are not as they were approved"},
		{"no hash", approvedFile, "ur\t", "ur/\t", "does not begin with a language"},
	} {
		before := d.text(test.file)
		d.write(test.file, strings.Replace(before, test.old, test.new, 1))
		_, err := d.Read()
		if _, ok := err.(finding.List); !ok || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
		if _, err := d.Add(t.Context(), c, comment(2, "third")); err == nil {
			t.Errorf("%s: written on", test.name)
		}
		d.write(test.file, before)
	}
}

// A file from before comments on blocks is read, written on, and merged with a new
// one: its header and its lines lack the last column.
func TestOlderFile(t *testing.T) {
	const older = "id\tkind\tat\tby\tlanguage\tkey\tpathway\tdocument\tblock\tabout\tseen\ttext\n" +
		"d8e8ae4b306bf01b\treturn\t2026-11-23T09:00:00Z\tAnn Specimen\tur\tx.thanks\tderm-ras\tletter\t3\t\t\tNot polite.\n" +
		"a8a7e87ca50ed183\tresolve\t2026-11-23T09:05:00Z\tBea Specimen\tur\tx.thanks\t\t\t\td8e8ae4b306bf01b\t\t\n"
	d := newDesktop(t)
	d.write(commentsFile, older)
	before := d.log()
	if all := before.All(); len(all) != 1 || all[0].Open() || len(all[0].Answers) != 1 || all[0].Block != "3" || len(before.Findings) > 0 {
		t.Fatalf("%+v %v", all, before.Findings)
	}
	d.add(before.All()[0].Answers[0]) // what was there is known
	if d.text(commentsFile) != older {
		t.Error("what was there is written again")
	}
	d.add(onBlock(1, "derm-ras", "address", "Is this the right way round?"))
	again := newDesktop(t)
	again.add(onBlock(2, "derm-ras", "address", "Too small?"))
	again.write(commentsFile, again.text(commentsFile)+d.text(commentsFile)) // as git puts both together
	if log := again.log(); len(log.All()) != 3 || len(log.OfDocument("ur", "derm-ras", document.Letter)) != 2 || len(log.Findings) > 0 {
		t.Errorf("%+v %v", log.All(), log.Findings)
	}
}

func TestFullFile(t *testing.T) {
	d := newDesktop(t)
	d.add(comment(0, "first"))
	c := d.words()
	name := filepath.Join(d.folder, commentsFile)
	text := d.text(commentsFile)
	d.write(commentsFile, text+strings.Repeat("\n", maxFile-len(text)))
	if _, err := d.Add(t.Context(), c, comment(1, "second")); err == nil || !strings.Contains(err.Error(), "review/full") {
		t.Errorf("an entry too many: %v", err)
	}
	if err := os.Truncate(name, maxFile+1); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Read(); err == nil || !strings.Contains(err.Error(), "review/full") {
		t.Errorf("a file too large: %v", err)
	}
}

func FuzzReadComments(f *testing.F) {
	d := newDesktop(f)
	d.add(comment(0, "first\nline"), comment(1, "second"), onBlock(2, "derm-ras", "address", "third"))
	f.Add(d.text(commentsFile))
	f.Add("\n\t\\\r\n")
	f.Add(strings.ReplaceAll(d.text(commentsFile), "\t\n", "\n")) // an older one, but for its header
	f.Fuzz(func(t *testing.T, text string) {
		c := contents{data: []byte(text)}
		entries, findings := comments.read(&c)
		again := comments.header()
		for _, e := range entries {
			again += comments.line(e.fields())
		}
		second := contents{data: []byte(again)}
		if same, broken := comments.read(&second); len(same) != len(entries) || len(broken) > 0 {
			t.Errorf("%q: written %q, read back %d of %d: %v", text, again, len(same), len(entries), broken)
		}
		if len(findings) == 0 && c.whole != len(text) {
			t.Errorf("%q: no finding, but only %d of %d bytes are sound", text, c.whole, len(text))
		}
	})
}

func FuzzReadApproved(f *testing.F) {
	d := newDesktop(f)
	c := d.words()
	f.Add(approved.header() + approved.line(newBook(c, "ur").wordsOf("x.visits", monday).fields()))
	f.Fuzz(func(t *testing.T, text string) {
		c := contents{data: []byte(text)}
		words, _ := approved.read(&c)
		for _, w := range words {
			if got, what := approved.entry(strings.TrimSuffix(approved.line(w.fields()), "\n")); what != "" || got.Text != w.Text || !got.At.Equal(w.At) {
				t.Errorf("%q: %+v read back as %+v: %s", text, w, got, what)
			}
		}
	})
}
