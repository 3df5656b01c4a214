package review

import (
	"strings"
	"testing"
	"time"
)

func TestAddRefuses(t *testing.T) {
	d := newDesktop(t)
	c := d.words()
	d.add(comment(0, "first"))
	first := d.log().All()[0].ID
	for _, test := range []struct {
		name string
		edit func(*Entry)
		want string // in the finding; "" is stored
	}{
		{"a comment", func(*Entry) {}, ""},
		{"the longest text", func(e *Entry) { e.Text = strings.Repeat("ی", MaxText) }, ""},
		{"a longer one", func(e *Entry) { e.Text = strings.Repeat("ی", MaxText+1) }, "has 4001 characters; at most 4000"},
		{"no text", func(e *Entry) { e.Text = " \u200b\n" }, "it says nothing"},
		{"not UTF-8", func(e *Entry) { e.Text = "a\xff" }, "is not UTF-8"},
		{"no name", func(e *Entry) { e.By = "\u202e " }, "nobody has signed it"},
		{"a long name", func(e *Entry) { e.By = strings.Repeat("A", 201) }, "has 201 characters"},
		{"no time", func(e *Entry) { e.At = time.Time{} }, "no day and time"},
		{"another kind", func(e *Entry) { e.Kind = "praise" }, `kind "praise" is not known`},
		{"no such language", func(e *Entry) { e.Language = "urd" }, `no language "urd"`},
		{"a language that is a path", func(e *Entry) { e.Language = "../ur" }, "is not the tag of a language"},
		{"no such message", func(e *Entry) { e.Key = "x.thank" }, `no message "x.thank"`},
		{"a key that is a path", func(e *Entry) { e.Key = "../x" }, "is not a message key"},
		{"a hash of something else", func(e *Entry) { e.Seen = "abc" }, "12 hexadecimal digits"},
		{"a reply to nothing", func(e *Entry) { e.Kind = Reply }, "must say which entry it is about"},
		{"a reply to what is not there", func(e *Entry) { e.Kind, e.About = Reply, "0123456789abcdef" }, "is not here"},
		{"a reply", func(e *Entry) { e.Kind, e.About = Reply, first }, ""},
		{"a reply that knows no message", func(e *Entry) { e.Kind, e.About, e.Language, e.Key = Reply, first, "", "" }, ""},
		{"a reply to another message", func(e *Entry) { e.Kind, e.About, e.Key = Reply, first, "x.come" }, "about another message"},
		{"a comment about a comment", func(e *Entry) { e.About = first }, "a comment cannot be about a comment"},
		{"a resolution without words", func(e *Entry) { e.Kind, e.About, e.Text = Resolve, first, "" }, ""},
	} {
		e := comment(1, test.name)
		test.edit(&e)
		before := d.text(commentsFile)
		result, err := d.Add(t.Context(), c, comment(2, "good, and beside it: "+test.name), e)
		switch {
		case err != nil:
			t.Errorf("%s: %v", test.name, err)
		case test.want == "" && (result.Written != 2 || len(result.Refused) > 0):
			t.Errorf("%s: %+v", test.name, result)
		case test.want != "" && (result.Written != 0 || !strings.Contains(result.Refused.Error(), test.want) || d.text(commentsFile) != before):
			t.Errorf("%s: %+v, want %q and nothing written", test.name, result, test.want)
		}
	}
}

// What could make a text look other than it is goes; what its script needs stays.
func TestPlain(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"words", "Please say “phone”, not “ring”.", "Please say “phone”, not “ring”."},
		{"lines", "a\r\nb\rc\u2028d\te", "a\nb\nc\nd\te"},
		{"controls", "a\x00b\x1b[31mc\u0085d", "ab[31mcd"},
		{"override", "12\u202e34\u202c", "1234"},
		{"isolates", "\u2068ward 4\u2069", "ward 4"},
		{"hidden words", "yes\U000e006e\U000e006f\u200b", "yes"},
		{"joiners of Urdu and Bengali", "می\u200cخواہم র\u200d্য", "می\u200cخواہم র\u200d্য"},
		{"marks of direction", "\u200f(a)\u200e\u061c", "\u200f(a)\u200e\u061c"},
	} {
		if got := plain(test.text); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// An entry is what it says: the same one given again is known, any other word
// makes another of it.
func TestIdentity(t *testing.T) {
	d := newDesktop(t)
	d.add(comment(0, "once"))
	if result := d.add(comment(0, " once\u200b "), comment(0, "once")); result.Known != 2 {
		t.Errorf("given again: %+v", result)
	}
	later, other, elsewhere := comment(1, "once"), comment(0, "twice"), comment(0, "once")
	elsewhere.Block = "4"
	if result := d.add(later, other, elsewhere); result.Written != 3 {
		t.Errorf("other entries: %+v", result)
	}
	half := comment(0, "once")
	half.At = half.At.Add(time.Second / 2).In(time.FixedZone("", 3600))
	if result := d.add(half); result.Known != 1 {
		t.Errorf("half a second later, by another clock: %+v", result)
	}
}

func TestEntryReadsWhatItWrites(t *testing.T) {
	d := newDesktop(t)
	e := comment(0, "first line\nsecond\tcolumn \\n “شکریہ”")
	e.Pathway, e.Document, e.Block, e.Seen = "gastro-dummy-triage", "letter", "12", "0123456789ab"
	d.add(e)
	got := d.log().All()[0].Entry
	e.ID = got.ID
	if got != e {
		t.Errorf("got %+v, want %+v", got, e)
	}
}
