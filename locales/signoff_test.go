package locales

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wayleaf/document"
)

func TestSignoffReadsWhatItWrites(t *testing.T) {
	want := []Signature{
		{Key: "a", Source: "0123456789ab", Text: "ba9876543210", Status: Approved, By: "A Kowalska", On: "2026-08-12",
			SecondBy: "B Nowak", SecondOn: "2026-08-13", BackTranslation: "first line\nsecond\tcolumn \\n"},
		{Key: "b.c", Source: "0123456789ab", Text: "ba9876543210", Status: Draft},
	}
	var b strings.Builder
	if err := WriteSignoff(&b, []Signature{want[1], want[0]}); err != nil {
		t.Fatal(err)
	}
	got, findings := ReadSignoff("signoff.tsv", []byte(b.String()))
	if diff := cmp.Diff(want, got); diff != "" || len(findings) > 0 {
		t.Errorf("-want +got\n%s%v", diff, findings)
	}
}

func TestHash(t *testing.T) {
	if got, want := Hash(map[string]string{"other": "Come in."}), "9e0fde8b2c65"; got != want {
		t.Errorf("got %s, want %s: all sign-off files depend on this", got, want)
	}
	seen := map[string]bool{}
	for _, forms := range []map[string]string{
		{}, {"other": ""}, {"other": "a"}, {"one": "a"}, {"one": "a", "other": ""}, {"other": "{{.A}}"}, {"other": "{{.B}}"}, {"one": "a", "other": "a"},
	} {
		h := Hash(forms)
		if seen[h] || len(h) != 12 {
			t.Errorf("%v has hash %s", forms, h)
		}
		seen[h] = true
	}
}

func TestStatus(t *testing.T) {
	english, polish := "Come in.", "Proszę wejść."
	source, text := Hash(map[string]string{other: english}), Hash(map[string]string{other: polish})
	old := "0123456789ab"
	approved := Signature{Key: "a", Source: source, Text: text, Status: Approved, By: "A", On: "2026-08-12"}
	paired := approved
	paired.SecondBy, paired.SecondOn, paired.BackTranslation = "B", "2026-08-13", "Please come in."
	unchecked := paired
	unchecked.BackTranslation = ""
	for _, test := range []struct {
		name     string
		pl       string
		signed   *Signature
		critical bool
		want     Status
	}{
		{"missing", "b: c", nil, false, Missing},
		{"empty", "a: ''", &approved, false, Empty},
		{"no line", "a: " + polish, nil, false, Draft},
		{"stale", "a: " + polish, &Signature{Key: "a", Source: old, Text: text, Status: Draft}, false, Stale},
		{"stale and edited", "a: " + polish, &Signature{Key: "a", Source: old, Text: old, Status: Draft}, false, Stale},
		{"changed", "a: " + polish, &Signature{Key: "a", Source: source, Text: old, Status: Approved, By: "A", On: "2026-08-12"}, false, Changed},
		{"draft", "a: " + polish, &Signature{Key: "a", Source: source, Text: text, Status: Draft}, false, Draft},
		{"translated", "a: " + polish, &Signature{Key: "a", Source: source, Text: text, Status: Translated, By: "A", On: "2026-08-12"}, false, Translated},
		{"approved", "a: " + polish, &approved, false, Approved},
		{"critical, one person", "a: " + polish, &approved, true, Reviewed},
		{"critical, no back-translation", "a: " + polish, &unchecked, true, Reviewed},
		{"critical, two people", "a: " + polish, &paired, true, Approved},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := []string{"en/a.yaml", "a: " + english, "pl/a.yaml", test.pl}
			if test.signed != nil {
				var b strings.Builder
				WriteSignoff(&b, []Signature{*test.signed})
				files = append(files, "pl/signoff.tsv", b.String())
			}
			c := loadWith(t, files...)
			c.Critical = func(string) bool { return test.critical }
			if got := languageOf(t, c, "pl").Status("a"); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// A message that a reviewer has returned is at most translated, in its own
// language only.
func TestReturned(t *testing.T) {
	hash := Hash(map[string]string{other: "Come in."})
	for _, test := range []struct {
		status Status
		tag    string
		want   Status
	}{
		{Approved, "en", Translated},
		{Reviewed, "en", Translated},
		{Translated, "en", Translated},
		{Draft, "en", Draft},
		{Approved, "pl", Approved},
	} {
		var b strings.Builder
		WriteSignoff(&b, []Signature{{Key: "a", Source: hash, Text: hash, Status: test.status, By: "A", On: "2026-08-12"}})
		c := loadWith(t, "en/a.yaml", "a: Come in.", "en/signoff.tsv", b.String())
		c.Returned = func(tag, key string) bool { return tag == test.tag && key == "a" }
		l := languageOf(t, c, "en")
		if got := l.Status("a"); got != test.want {
			t.Errorf("%s, returned in %s: got %s, want %s", test.status, test.tag, got, test.want)
		}
		if got := l.Progress().Counts[Approved]; (got == 1) != (test.want == Approved) {
			t.Errorf("%s, returned in %s: %d approved", test.status, test.tag, got)
		}
	}
}

// A document that a reviewer has returned as a whole is a draft though all its
// messages are approved: that one, in that language.
func TestHeld(t *testing.T) {
	c := loadWith(t, "en/a.yaml", "a: Come in.")
	var approved []Signature
	for _, e := range languageOf(t, c, "en").Entries() {
		approved = append(approved, Signature{Key: e.Key, Source: Hash(e.Forms), Text: Hash(e.Forms), Status: Approved, By: "A", On: "2026-08-12"})
	}
	var signoff strings.Builder
	WriteSignoff(&signoff, approved)
	c = loadWith(t, "en/a.yaml", "a: Come in.", "en/signoff.tsv", signoff.String())
	for _, test := range []struct {
		held  string
		draft bool
	}{
		{"nothing", false},
		{"en letter derm-ras", true},
		{"pl letter derm-ras", false},
		{"en leaflet derm-ras", false},
		{"en letter eye-asi", false},
	} {
		c.Held = func(tag, pathway string, kind document.Kind) bool {
			return fmt.Sprint(tag, " ", kind, " ", pathway) == test.held
		}
		again, err := c.Reload(nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []*Catalogues{c, again} {
			spoken, err := languageOf(t, c, "en").Speak(&document.Document{Kind: document.Letter, Pathway: "derm-ras", ID: "A-1",
				Blocks: []document.Block{document.Heading{Level: 1, Inlines: []document.Inline{say("a")}}}})
			if err != nil || (spoken.Furniture.Draft != nil) != test.draft {
				t.Errorf("held: %s: %v, draft %v", test.held, err, spoken.Furniture.Draft)
			}
		}
	}
}

func TestSamePerson(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"Ann Lee", "ann  LEE ", true},
		{"Ann Lee", "Ann\u200b Lee\u200f", true},
		{"Ann Lee", "Anna Lee", false},
		{"عائشة", "عائشہ", false},
	} {
		if got := SamePerson(test.a, test.b); got != test.want {
			t.Errorf("%q and %q: %v", test.a, test.b, got)
		}
	}
}

func TestProgress(t *testing.T) {
	c := loadWith(t, "en/a.yaml", "a: one\nb: two\nc: three", "pl/a.yaml", "a: jeden\nb: ''")
	c.Critical = func(key string) bool { return key == "a" || key == "c" }
	got := languageOf(t, c, "pl").Progress()
	if got.Counts[Missing] != 1 || got.Counts[Empty] != 1 || got.Counts[Draft] != got.Messages-2 {
		t.Errorf("got %v", got.Counts)
	}
	if diff := cmp.Diff([]string{"a", "c"}, got.Critical); diff != "" {
		t.Error(diff)
	}
}

// The mark goes when every message of a document is approved, and not before.
func TestDraftMark(t *testing.T) {
	c := pack(t)
	l := languageOf(t, c, "en")
	for _, status := range []Status{Reviewed, Approved} {
		for _, m := range l.messages {
			m.status = status
		}
		spoken, err := l.Speak(outline())
		if err != nil {
			t.Fatal(err)
		}
		if marked := spoken.Furniture.Draft != nil; marked != (status != Approved) {
			t.Errorf("all messages %s: draft mark %v", status, marked)
		}
	}
}

func TestDraftKeepsStaleLines(t *testing.T) {
	stale := Signature{Key: "a", Source: "0123456789ab", Text: Hash(map[string]string{other: "jeden"}), Status: Approved, By: "A", On: "2026-08-12"}
	edited := Signature{Key: "b", Source: "0123456789ab", Text: "0123456789ab", Status: Approved, By: "A", On: "2026-08-12"}
	var b strings.Builder
	WriteSignoff(&b, []Signature{stale, edited})
	c := loadWith(t, "en/a.yaml", "a: one\nb: two\nc: three", "pl/a.yaml", "a: jeden\nb: dwa\nc: ''", "pl/signoff.tsv", b.String())
	l := languageOf(t, c, "pl")
	fresh := func(key, english, polish string) Signature {
		return Signature{Key: key, Source: Hash(map[string]string{other: english}), Text: Hash(map[string]string{other: polish}), Status: Draft}
	}
	if diff := cmp.Diff([]Signature{stale, fresh("b", "two", "dwa")}, l.Draft()[:2]); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff(fresh("a", "one", "jeden"), l.Draft("a")[0]); diff != "" {
		t.Errorf("restamped: -want +got\n%s", diff)
	}
}

var (
	stamp   = flag.String("stamp", "", `languages of the built-in packs, or "all": stamp what is new or edited as a draft of the current English`)
	restamp = flag.String("restamp", "", `with -stamp: keys, or "all", whose translations have been compared with the English and need no change`)
)

// Stamping says that a text belongs to the English as it is now, so it comes
// after the translation, and Lint, not before:
//
//	go test ./locales -run TestStampDrafts -stamp pl,ar [-restamp key,key]
func TestStampDrafts(t *testing.T) {
	if *stamp == "" {
		t.Skip("only with -stamp")
	}
	c, err := Load(FS())
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range list(*stamp, c.Tags()) {
		l := languageOf(t, c, tag)
		var b strings.Builder
		if err := WriteSignoff(&b, l.Draft(list(*restamp, l.keys())...)); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(tag, "signoff.tsv"), []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func list(given string, all []string) []string {
	if given == "all" {
		return all
	}
	return strings.Split(given, ",")
}

// The sign-off files of the built-in packs can be read, and no line of theirs
// is approved without a person who did it.
func TestBuiltInSignoff(t *testing.T) {
	files, err := fs.Glob(FS(), "*/signoff.tsv")
	if err != nil || len(files) == 0 {
		t.Fatal("no sign-off files", err)
	}
	for _, file := range files {
		data, err := fs.ReadFile(FS(), file)
		if err != nil {
			t.Fatal(err)
		}
		if _, findings := ReadSignoff(file, data); len(findings) > 0 {
			t.Error(findings)
		}
	}
}
