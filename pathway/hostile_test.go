package pathway

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"wayleaf/finding"
)

// nothing is a folder without files.
var nothing = fstest.MapFS{}

// Whole files that are no definition. ∑ marks where the first finding stands.
var wrongFiles = []struct{ name, file, what string }{
	{"empty", "∑", "the file is empty"},
	{"only white space", "∑ \n\n", "the file is empty"},
	{"only comments", "∑# nothing\n", "the file holds only comments"},
	{"only a marker", "∑---\n", "the file holds only comments"},
	{"text", "∑dear all\n", `the file holds text or a list, not a pathway`},
	{"list", "∑- a\n- b\n", "the file holds text or a list, not a pathway"},
	{"two documents", "id: a\n---\n∑id: b\n", "a second document starts here"},
	{"byte order mark", "∑\ufeffid: a\n", "the file starts with a byte order mark"},
	{"UTF-16", "∑\xff\xfei\x00d\x00:\x00", "the file is in UTF-16"},
	{"Windows-1252", "id: caf∑\xe9\n", "byte 0xe9 is not UTF-8"},
	{"tab", "ers:\n∑\tname: x\n", "a tab stands in the indentation"},
	{"NUL", "id: a∑\x00b\n", "the invisible character U+0000 stands here"},
	{"anchor", "name: ∑&a x\n", "an anchor (&) cannot be used here"},
	{"alias", "name: ∑*a\n", "an alias (*) cannot be used here"},
	{"merge key", "ers:\n  ∑<<: {name: x}\n", "a merge key (<<) cannot be used here"},
	{"tag", "id: ∑!!str x\n", "a tag (!) cannot be used here"},
	{"directive", "∑%YAML 1.2\n---\nid: a\n", "a directive (%) cannot be used here"},
	{"complex key", "∑? id\n: a\n", "a complex key (?) cannot be used here"},
	{"unclosed quote", "id: ∑'x\n", "could not find end character of single-quoted text"},
	{"unclosed bracket", "worse: ∑[a,\n", "sequence end token ']' not found"},
	{"colon in a value", "id: ∑a: b\n", "mapping value is not allowed in this context"},
}

func TestParseRefusesWrongFiles(t *testing.T) {
	for _, c := range wrongFiles {
		t.Run(c.name, func(t *testing.T) {
			before, after, _ := strings.Cut(c.file, "∑")
			_, err := Parse(nothing, "wrong.yaml", []byte(before+after))
			var list finding.List
			if !errors.As(err, &list) || list[0].Rule != "pathway/yaml" {
				t.Fatalf("err = %v", err)
			}
			lastLine := before[strings.LastIndex(before, "\n")+1:]
			want := finding.Place{File: "wrong.yaml", Line: strings.Count(before, "\n") + 1, Column: len([]rune(lastLine)) + 1}
			if got := list[0]; got.Place != want || got.What != c.what || got.Hint == "" {
				t.Errorf("got %v\nwant %v: %s", got, want, c.what)
			}
		})
	}
}

// Files made to exhaust time, memory or the stack.
var hostileFiles = map[string]string{
	"10 MB":             "id: " + strings.Repeat("x", 10<<20),
	"billion laughs":    "a: &a [x,x]\n" + strings.Repeat("b: &b [*a,*a,*a]\n", 50),
	"100,000 brackets":  "a: " + strings.Repeat("[", 100_000),
	"100,000 braces":    strings.Repeat("{a: ", 100_000),
	"100,000 dashes":    strings.Repeat("- ", 100_000) + "x",
	"100,000 questions": strings.Repeat("? ", 100_000),
	"100,000 tags":      "a: " + strings.Repeat("!t ", 100_000),
	"deep indentation":  indented(1_000),
	"flat million":      strings.Repeat("a: 1\n", 200_000),
	"long list":         "worse: [" + strings.Repeat("a,", 500_000) + "]",
	"many bad lines":    strings.Repeat("\tx\n", 300_000),
	"many unknowns":     numbered(9_000),
	"many anchors":      strings.Repeat("- &a x\n", 10_000),
	"long key":          strings.Repeat("k", 1<<19) + ": 1\n",
	"long scalar":       "id: |\n" + strings.Repeat("  x\n", 200_000),
	"quotes":            strings.Repeat("'", 1<<20),
}

func indented(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%sa:\n", strings.Repeat(" ", i))
	}
	return b.String()
}

func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "k%d: 1\n", i)
	}
	return b.String()
}

func TestParseIsBounded(t *testing.T) {
	for name, file := range hostileFiles {
		t.Run(name, func(t *testing.T) {
			before := allocated()
			_, err := Load(fstest.MapFS{"hostile.yaml": {Data: []byte(file)}}, "hostile.yaml")
			var list finding.List
			if !errors.As(err, &list) {
				t.Fatalf("err = %v, want findings", err)
			}
			if taken := allocated() - before; taken > 512<<20 {
				t.Errorf("took %d MB", taken>>20)
			}
			if len(list) > 2*maxFindings || len(err.Error()) > 1<<20 {
				t.Errorf("%d findings in %d bytes", len(list), len(err.Error()))
			}
		})
	}
}

// allocated is all memory ever taken, freed or not: a measure of the work done
// that is the same on a slow machine.
func allocated() uint64 {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.TotalAlloc
}

func FuzzParse(f *testing.F) {
	for _, c := range wrongFiles {
		f.Add([]byte(strings.ReplaceAll(c.file, "∑", "")))
	}
	f.Add([]byte("wayleaf: 1\nid: a\nenquiries:\n  hours:\n    - {days: monday, opens: \"09:00\", closes: \"10:00\"}\nplaceholder: {kind: D2}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Parse(nothing, "fuzz.yaml", data)
		if err == nil {
			p.Place("appointment.within.days")
			return
		}
		var list finding.List
		if !errors.As(err, &list) || len(list) == 0 {
			t.Fatalf("err = %#v, want findings", err)
		}
		lines := strings.Count(string(data), "\n") + strings.Count(string(data), "\r") + 1
		for _, one := range list {
			if one.Line < 1 || one.Line > lines || one.Column < 1 || one.What == "" || one.Rule == "" || strings.ContainsAny(one.What, "\n\x00") {
				t.Fatalf("finding %+v for %d lines", one, lines)
			}
		}
	})
}
