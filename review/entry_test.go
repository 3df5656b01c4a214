package review

import (
	"strings"
	"testing"
	"time"
)

func TestAddRefuses(t *testing.T) {
	d := newDesktop(t)
	c := d.words()
	d.add(comment(0, "first"), onBlock(1, "derm-ras", "address", "second"))
	first, onAddress := d.log().All()[0].ID, d.log().All()[1].ID
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
		{"about nothing", func(e *Entry) { e.Key = "" }, "about no message and no document"},
		{"a comment on a block", func(e *Entry) { *e = onBlock(1, "derm-ras", "address", "a") }, ""},
		{"on a block that says nothing", func(e *Entry) { *e = onBlock(1, "derm-ras", "address", "a"); e.Quote = "" }, ""},
		{"with a long quotation", func(e *Entry) { *e = onBlock(1, "derm-ras", "address", "a"); e.Quote = strings.Repeat("ی", 201) }, "the quotation has 201 characters; at most 200"},
		{"with a quotation, on a message", func(e *Entry) { e.Quote = "شکریہ" }, "only a comment on a block has a quotation"},
		{"a block of a poster", func(e *Entry) { *e = onBlock(1, "derm-ras", "address", "a"); e.Document = "poster" }, `"poster" is neither letter nor leaflet`},
		{"a block of a path", func(e *Entry) { *e = onBlock(1, "../derm", "address", "a") }, `"../derm" is not the id of a pathway`},
		{"a block in no such language", func(e *Entry) { *e = onBlock(1, "derm-ras", "address", "a"); e.Language = "urd" }, `no language "urd"`},
		{"a return of a block", func(e *Entry) { *e = onBlock(1, "derm-ras", "address", "a"); e.Kind = Return }, "a block cannot be returned"},
		{"a comment on a document", func(e *Entry) { *e = returnOf(1, "derm-ras", "a"); e.Kind = Comment }, ""},
		{"a return of a document", func(e *Entry) { *e = returnOf(1, "derm-ras", "a") }, ""},
		{"a return of a document that says nothing", func(e *Entry) { *e = returnOf(1, "derm-ras", "") }, "it says nothing"},
		{"a reply about a block", func(e *Entry) { e.Kind, e.About, e.Key = Reply, onAddress, "" }, ""},
		{"a reply about another block", func(e *Entry) { e.Kind, e.About, e.Key, e.Block = Reply, onAddress, "", "key facts" }, "another message or block"},
		{"a reply about another document", func(e *Entry) { e.Kind, e.About, e.Key, e.Document = Reply, onAddress, "", "leaflet" }, "another message or block"},
		{"a reply about a message, to a block", func(e *Entry) { e.Kind, e.About = Reply, onAddress }, "another message or block"},
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
	block, quoted := onBlock(0, "derm-ras", "address", "once"), onBlock(0, "derm-ras", "address", "once")
	quoted.Quote = "other words"
	if result := d.add(later, other, elsewhere, block, quoted); result.Written != 5 {
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
	block := onBlock(1, "gastro-dummy-triage", "paragraph do.hours, 2 of 2", "why?")
	d.add(e, block)
	for i, want := range []Entry{e, block} {
		got := d.log().All()[i].Entry
		if want.ID = got.ID; got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
}
