package review

import (
	"strings"
	"testing"

	"wayleaf/document"
)

// A thread is open while itself or a reopening of it has not been resolved.
func TestThreads(t *testing.T) {
	for _, test := range []struct {
		name  string
		steps string // what happens to a return: resolve, reopen, reply; stale-resolve knows the return only
		open  bool
	}{
		{"a return", "", true},
		{"with a reply", "reply", true},
		{"resolved", "resolve", false},
		{"resolved twice", "resolve stale-resolve", false},
		{"reopened", "resolve reopen", true},
		{"reopened and resolved", "resolve reopen resolve", false},
		{"reopened meanwhile in another branch", "resolve reopen stale-resolve", true},
		{"reopened in two branches, resolved", "resolve reopen reopen resolve", false},
		{"replied to when resolved", "resolve reply", false},
	} {
		message := comment(0, "this is not polite")
		message.Kind = Return
		for _, e := range []Entry{message, returnOf(0, "derm-ras", "this is too long")} {
			d := newDesktop(t)
			d.add(e)
			root := d.log().All()[0].ID
			for i, step := range strings.Fields(test.steps) {
				about := []string{root}
				if step == "resolve" {
					about = d.log().All()[0].Unresolved
				}
				for _, id := range about {
					kind := Kind(strings.TrimPrefix(step, "stale-"))
					d.add(Entry{Kind: kind, At: minute(10 - i), By: "Bea Specimen", About: id, Text: step})
				}
			}
			log := d.log()
			if got := log.All(); len(got) != 1 || got[0].Open() != test.open || len(log.Findings) > 0 {
				t.Errorf("%s: %+v %v, want open %v", test.name, got, log.Findings, test.open)
			}
			if got := log.Returned("ur", "x.thanks"); got != (test.open && e.Key != "") {
				t.Errorf("%s of %s: the message is returned: %v", test.name, e.Subject(), got)
			}
			if got := log.Held("ur", "derm-ras", document.Letter); got != (test.open && e.Key == "") {
				t.Errorf("%s of %s: the document is held: %v", test.name, e.Subject(), got)
			}
			for _, other := range []bool{log.Returned("en", "x.thanks"), log.Returned("ur", "x.come"), log.Held("en", "derm-ras", document.Letter),
				log.Held("ur", "derm-ras", document.Leaflet), log.Held("ur", "eye-asi", document.Letter), log.Held("ur", "", ""), log.Returned("ur", "")} {
				if other {
					t.Errorf("%s of %s stands against something else", test.name, e.Subject())
				}
			}
		}
	}
}

// A comment that is open stops nothing.
func TestCommentIsNoReturn(t *testing.T) {
	d := newDesktop(t)
	d.add(comment(0, "why so?"))
	whole := returnOf(1, "derm-ras", "why so?")
	whole.Kind = Comment
	d.add(whole, onBlock(2, "derm-ras", "address", "why so?"))
	if log := d.log(); !log.All()[0].Open() || log.Returned("ur", "x.thanks") || log.Held("ur", "derm-ras", document.Letter) {
		t.Error("an open comment must not count as a return")
	}
}

// The order of lines means nothing, nor how often they are there.
func TestOrderOfLines(t *testing.T) {
	d := newDesktop(t)
	e := comment(0, "please change")
	e.Kind = Return
	d.add(e, comment(1, "b"), comment(2, "c"))
	d.add(Entry{Kind: Resolve, At: minute(3), By: "Bea Specimen", About: d.log().All()[0].ID})
	want := d.log().All()
	lines := strings.SplitAfter(strings.TrimSuffix(d.text(commentsFile), "\n"), "\n")
	var turned string
	for i := len(lines) - 1; i >= 0; i-- {
		turned += strings.TrimSuffix(lines[i], "\n") + "\r\n" + strings.TrimSuffix(lines[i], "\n") + "\n"
	}
	d.write(commentsFile, turned)
	got := d.log()
	if len(got.Findings) > 0 || len(got.All()) != len(want) || got.Returned("ur", "x.thanks") {
		t.Errorf("got %+v, want %+v", got.All(), want)
	}
	for i, thread := range got.All() {
		if thread.Entry != want[i].Entry || len(thread.Answers) != len(want[i].Answers) {
			t.Errorf("got %+v, want %+v", thread, want[i])
		}
	}
}

// An answer to an entry that a merge has lost is told of.
func TestLostEntry(t *testing.T) {
	d := newDesktop(t)
	d.add(comment(0, "a"))
	d.add(Entry{Kind: Reply, At: minute(1), By: "Bea Specimen", About: d.log().All()[0].ID, Text: "b"})
	lines := strings.SplitAfter(d.text(commentsFile), "\n")
	d.write(commentsFile, lines[0]+lines[2])
	if log := d.log(); rules(log.Findings) != "review/lost" || len(log.All()) != 0 {
		t.Errorf("%v", log.Findings)
	}
}
