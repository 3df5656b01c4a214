package review

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"wayleaf/document"
	"wayleaf/locales"
)

const packText = `{"wayleaf-review": 1,
 "entries": [
  {"id": "n1", "kind": "comment", "at": "2026-11-23T10:15:00Z", "by": "Bea Specimen", "language": "ur", "key": "x.thanks", "block": "3", "text": "Is this polite?"},
  {"id": "n2", "kind": "reply", "at": "2026-11-23T10:16:00Z", "by": "Bea Specimen", "about": "n1", "text": "I have asked: it is."},
  {"kind": "resolve", "at": "2026-11-23T10:17:00Z", "by": "Bea Specimen", "about": "n1"}
 ],
 "approvals": [
  {"language": "ur", "key": "x.thanks", "text": "%s", "source": "%s", "by": "Bea Specimen", "at": "2026-11-24T00:30:00+01:00"},
  {"language": "ur", "key": "x.come", "text": "%s", "source": "%s", "by": "Bea Specimen", "at": "2026-11-24T00:30:00+01:00", "back-translation": "Do not come on this day."}
 ]}`

func (d *desktop) pack() *Pack {
	d.t.Helper()
	c := d.words()
	text := fmt.Sprintf(packText, hash(c, "ur", "x.thanks"), hash(c, "en", "x.thanks"), hash(c, "ur", "x.come"), hash(c, "en", "x.come"))
	p, err := ReadPack("pack.json", strings.NewReader(text))
	if err != nil {
		d.t.Fatal(err)
	}
	return p
}

func TestImport(t *testing.T) {
	d := newDesktop(t)
	p := d.pack()
	result, err := d.Import(t.Context(), d.words(), p)
	if err != nil || result.Written != 5 || len(result.Refused) > 0 {
		t.Fatalf("%v %+v", err, result)
	}
	all := d.log().All()
	if len(all) != 1 || all[0].Open() || len(all[0].Answers) != 2 || all[0].Block != "3" {
		t.Errorf("%+v", all)
	}
	if !strings.Contains(d.text("locales/ur/signoff.tsv"), "approved\tBea Specimen\t2026-11-24\t\t\tDo not come on this day.") {
		t.Errorf("the day of a signature is that of where it was made:\n%s", d.text("locales/ur/signoff.tsv"))
	}
	before := d.text(commentsFile) + d.text(approvedFile) + d.text("locales/ur/signoff.tsv")
	result, err = d.Import(t.Context(), d.words(), p)
	if err != nil || result.Known != 5 || result.Written != 0 || len(result.Refused) > 0 {
		t.Errorf("again: %v %+v", err, result)
	}
	if before != d.text(commentsFile)+d.text(approvedFile)+d.text("locales/ur/signoff.tsv") {
		t.Error("a pack that is imported again has changed something")
	}
}

// What is said of blocks and of whole documents comes in like what is said of
// messages.
func TestImportOnDocuments(t *testing.T) {
	d := newDesktop(t)
	d.add(returnOf(0, "derm-ras", "Too long."))
	text := fmt.Sprintf(`{"wayleaf-review": 1, "entries": [
  {"id": "n1", "kind": "comment", "at": "2026-11-23T10:15:00Z", "by": "Bea Specimen", "language": "ur", "pathway": "derm-ras", "document": "letter", "block": "address", "quote": "Ms Alex Sample", "text": "Why here?"},
  {"kind": "reply", "at": "2026-11-23T10:16:00Z", "by": "Bea Specimen", "about": "n1", "text": "For the window of the envelope."},
  {"kind": "return", "at": "2026-11-23T10:17:00Z", "by": "Bea Specimen", "language": "ur", "pathway": "derm-ras", "document": "leaflet", "text": "Too small."},
  {"kind": "resolve", "at": "2026-11-23T10:18:00Z", "by": "Bea Specimen", "about": %q}]}`, d.log().All()[0].ID)
	p, err := ReadPack("pack.json", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []Result{{Written: 4}, {Known: 4}} {
		result, err := d.Import(t.Context(), d.words(), p)
		if err != nil || result.Written != want.Written || result.Known != want.Known || len(result.Refused) > 0 {
			t.Errorf("%v %+v, want %+v", err, result, want)
		}
	}
	log := d.log()
	if on := log.OfDocument("ur", "derm-ras", document.Letter); len(on) != 2 || on[1].Quote != "Ms Alex Sample" || len(on[1].Answers) != 1 || on[1].Answers[0].Block != "address" {
		t.Errorf("%+v", on)
	}
	if log.Held("ur", "derm-ras", document.Letter) || !log.Held("ur", "derm-ras", document.Leaflet) {
		t.Error("the letter has been resolved, the leaflet returned")
	}
}

// A pack comes back late: approvals of words that have changed are refused, what
// was said of them is kept.
func TestImportLate(t *testing.T) {
	d := newDesktop(t)
	p := d.pack()
	d.write("locales/ur/x.yaml", strings.Replace(d.text("locales/ur/x.yaml"), "شکریہ۔", "آپ کا شکریہ۔", 1))
	result, err := d.Import(t.Context(), d.words(), p)
	if err != nil || result.Written != 4 || rules(result.Refused) != "review/words-changed" {
		t.Errorf("%v %+v", err, result)
	}
}

// What of a pack cannot be taken in is told, with all that hangs on it, and the rest is
// taken in.
func TestImportInPart(t *testing.T) {
	for _, test := range []struct {
		name    string
		spoil   func(*desktop, *Pack)
		written int
		refused string // rules
		threads int
		signed  string // the keys of Urdu sign-offs
	}{
		{"all is well", func(*desktop, *Pack) {}, 5, "", 1, "x.come x.thanks"},
		{"a message was removed", func(d *desktop, _ *Pack) { d.remove("x.thanks") }, 1, "review/gone review/entry review/entry review/gone", 0, "x.come"},
		{"another one was", func(d *desktop, _ *Pack) { d.remove("x.come") }, 4, "review/gone", 1, "x.thanks"},
		{"both were", func(d *desktop, _ *Pack) { d.remove("x.thanks"); d.remove("x.come") }, 0, "review/gone review/entry review/entry review/gone review/gone", 0, ""},
		{"a language was", func(_ *desktop, p *Pack) { p.Entries[0].Language, p.Approvals[1].Language = "cy", "cy" }, 1, "review/gone review/entry review/entry review/gone", 0, "x.thanks"},
		{"a reply is too long", func(_ *desktop, p *Pack) { p.Entries[1].Text = strings.Repeat("a", MaxText+1) }, 3, "review/entry review/withheld", 1, "x.come"},
		{"a comment is too long", func(_ *desktop, p *Pack) { p.Entries[0].Text = strings.Repeat("a", MaxText+1) }, 1, "review/entry review/entry review/entry review/withheld", 0, "x.come"},
		{"it answers what is not here", func(_ *desktop, p *Pack) { p.Entries[2].About = "0123456789abcdef" }, 4, "review/entry", 1, "x.come x.thanks"},
	} {
		d := newDesktop(t)
		p := d.pack()
		test.spoil(d, p)
		for _, again := range []bool{false, true} {
			result, err := d.Import(t.Context(), d.words(), p)
			if again {
				result.Written, result.Known = result.Known, result.Written
			}
			if err != nil || result.Written != test.written || result.Known != 0 || rules(result.Refused) != test.refused {
				t.Errorf("%s, again %v: %v %+v", test.name, again, err, result)
			}
		}
		if threads := len(d.log().All()); threads != test.threads {
			t.Errorf("%s: %d threads, want %d", test.name, threads, test.threads)
		}
		if signed := d.signed("ur"); signed != test.signed {
			t.Errorf("%s: signed are %q, want %q", test.name, signed, test.signed)
		}
	}
}

// remove takes a message out of all languages.
func (d *desktop) remove(key string) {
	for _, tag := range []string{"en", "ur"} {
		name := "locales/" + tag + "/x.yaml"
		line := regexp.MustCompile(`(?m)^` + key + `:.*\n`)
		d.write(name, line.ReplaceAllString(d.text(name), ""))
	}
}

// signed are the keys of the sign-off of a language.
func (d *desktop) signed(tag string) string {
	d.t.Helper()
	data, err := os.ReadFile(filepath.Join(d.folder, "locales", tag, "signoff.tsv"))
	if err != nil && !missing(err) {
		d.t.Fatal(err)
	}
	lines, _ := locales.ReadSignoff("", data)
	var keys []string
	for _, line := range lines {
		keys = append(keys, line.Key)
	}
	slices.Sort(keys)
	return strings.Join(keys, " ")
}

// A sign-off that cannot be read stops an import before its first line is written.
func TestImportIntoBrokenSignoff(t *testing.T) {
	d := newDesktop(t)
	p, c := d.pack(), d.words()
	d.write("locales/ur/signoff.tsv", "<<<<<<< HEAD\n")
	if _, err := d.Import(t.Context(), c, p); err == nil {
		t.Error("the sign-off was read")
	}
	if threads := d.log().All(); len(threads) > 0 {
		t.Errorf("half of the pack was taken in: %+v", threads)
	}
}

func TestReadPackRefuses(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"nothing", "", "it is not a review pack"},
		{"something else", "<html>", "it is not a review pack"},
		{"another version", `{"wayleaf-review": 2}`, "review pack of version 2"},
		{"no version", `{}`, "review pack of version 0"},
		{"a field that is not known", `{"wayleaf-review": 1, "folder": "/"}`, `unknown field "folder"`},
		{"a time that is none", `{"wayleaf-review": 1, "entries": [{"at": "today"}]}`, "it is not a review pack"},
		{"more after it", `{"wayleaf-review": 1} {}`, "something follows"},
		{"an id twice", `{"wayleaf-review": 1, "entries": [{"id": "a"}, {"id": "a"}]}`, `entry 2 has the id "a" of another`},
		{"too many entries", `{"wayleaf-review": 1, "entries": [` + strings.Repeat("{},", maxPackItems) + `{}]}`, "holds 5001"},
		{"a large file", strings.Repeat(" ", maxPack+1), "larger than 8 MB"},
	} {
		if _, err := ReadPack("pack.json", strings.NewReader(test.text)); err == nil || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "pack.json: error[review/pack]") {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
}

func FuzzReadPack(f *testing.F) {
	f.Add(fmt.Sprintf(packText, "0123456789ab", "0123456789ab", "0123456789ab", "0123456789ab"))
	f.Add(`{"wayleaf-review": 1}`)
	d := newDesktop(f)
	c := d.words()
	stored := map[string]Entry{}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ReadPack("pack.json", strings.NewReader(text))
		if err != nil {
			return
		}
		for _, e := range p.Entries {
			settled, what := e.settled(c, stored)
			if what != "" {
				continue
			}
			if got, what := comments.entry(strings.TrimSuffix(comments.line(settled.fields()), "\n")); what != "" || got != settled {
				t.Errorf("%+v read back as %+v: %s", settled, got, what)
			}
		}
		data, err := json.Marshal(p)
		if err != nil {
			return // a time out of range
		}
		if _, err := ReadPack("pack.json", strings.NewReader(string(data))); err != nil {
			t.Errorf("%s: %v", data, err)
		}
	})
}
