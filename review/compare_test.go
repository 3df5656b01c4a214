package review

import (
	"strings"
	"testing"
)

// In a case, [-what went-] and {+what came+}.
func TestCompare(t *testing.T) {
	for _, test := range []struct{ name, before, after, want string }{
		{"nothing", "", "", ""},
		{"the same", "Come in.", "Come in.", "Come in."},
		{"new", "", "Come in.", "{+Come in.+}"},
		{"gone", "Come in.", "", "[-Come in.-]"},
		{"a word", "You will hear by Monday.", "You will hear by Friday.", "You will hear by [-Monday-]{+Friday+}."},
		{"a sign", "Come in.", "Come in!", "Come in[-.-]{+!+}"},
		{"a lost not", "Please do not come.", "Please do come.", "Please do [-not -]come."},
		{"words in a row", "a small blue door b", "a big red door b", "a [-small blue-]{+big red+} door b"},
		{"an apostrophe", "Don't come. Mae'r", "Don’t come. Mae'r", "[-Don't-]{+Don’t+} come. Mae'r"},
		{"a field", "by {{.Date}}.", "by {{.Time}}.", "by [-{{.Date}}-]{+{{.Time}}+}."},
		{"a number", "within 10 days", "within 14 days", "within [-10-]{+14+} days"},
		{"Urdu", "اس دن نہ آئیں۔", "اس دن آئیں۔", "اس دن [-نہ -]آئیں۔"},
		{"Bengali, with marks", "সেদিন আসবেন না।", "সেদিন আসবেন।", "সেদিন আসবেন[- না-]।"},
		{"Arabic, with vowels", "لا تأتِ", "لا تأتي", "لا [-تأتِ-]{+تأتي+}"},
		{"a joiner", "می\u200cخواہم", "میخواہم", "[-می\u200cخواہم-]{+میخواہم+}"},
		{"Chinese", "请不要来医院", "请来医院", "请[-不要-]来医院"},
		{"an accent of its own", "cafe\u0301 a", "cafe a", "[-cafe\u0301-]{+cafe+} a"},
	} {
		var got strings.Builder
		for _, part := range Compare(test.before, test.after) {
			got.WriteString(map[Change]string{Same: part.Text, Removed: "[-" + part.Text + "-]", Added: "{+" + part.Text + "+}"}[part.Change])
		}
		if got.String() != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got.String(), test.want)
		}
	}
}

// Texts that have nothing in common and are very long are not compared.
func TestCompareLongTexts(t *testing.T) {
	before, after := strings.Repeat("a ", 5000), strings.Repeat("b ", 5000)
	if got := Compare(before, after+"."); len(got) != 2 || got[0].Text != before || got[1].Text != after+"." {
		t.Errorf("%d parts", len(got))
	}
}

func FuzzCompare(f *testing.F) {
	f.Add("Please do not come.", "Please come {{.Date}}.")
	f.Add("اس دن نہ آئیں۔", "a\u0301\u200d'b  \xff")
	f.Fuzz(func(t *testing.T, before, after string) {
		var a, b strings.Builder
		last := Change("")
		for _, part := range Compare(before, after) {
			if part.Change != Added {
				a.WriteString(part.Text)
			}
			if part.Change != Removed {
				b.WriteString(part.Text)
			}
			if part.Change == last || part.Text == "" {
				t.Errorf("%q, %q: two parts in a row are %s, or one is empty", before, after, last)
			}
			last = part.Change
		}
		if a.String() != before || b.String() != after {
			t.Errorf("%q, %q: the parts make up %q, %q", before, after, a.String(), b.String())
		}
	})
}
