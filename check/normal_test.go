package check

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

func TestNormal(t *testing.T) {
	for text, want := range map[string]string{
		"":                                      "",
		" \t\n":                                 "",
		"  a  b\nc ":                            "a b c",
		"a\u00a0b\u2003c":                       "a b c",
		"\u206601632 960001\u2069 x":            "01632 960001 x",
		"a\u200fb \u200e c":                     "ab c",
		"\ufe8d\ufedf\u0640":                    "\u0627\u0644\u0640", // presentation forms
		"e\u0301 fu\u0308r \ufb01n":             "é für fin",
		"\u0641\u0648\u0631\u0627\u064b \u06d4": "\u0641\u0648\u0631\u0627\u064b \u06d4",
	} {
		if got := normal(text); got != want {
			t.Errorf("%q is made %q, want %q", text, got, want)
		}
	}
}

// slowNormal says the same as normal in the words of the libraries.
func slowNormal(text string) string {
	text = strings.Map(func(r rune) rune {
		if isBidiControl(r) {
			return -1
		}
		return r
	}, norm.NFKC.String(text))
	return strings.Join(strings.FieldsFunc(text, unicode.IsSpace), " ")
}

// Every character, and many texts of characters that act on each other, come out
// as the libraries have them.
func TestNormalIsExact(t *testing.T) {
	if testing.Short() {
		t.Skip("goes through all characters")
	}
	var lively []rune
	for r := range rune(0x30000) {
		s := "a" + string(r) + "\u0301 " + string(r)
		if got, want := normal(s), slowNormal(s); got != want {
			t.Fatalf("%U: %+q, want %+q", r, got, want)
		}
		if p := norm.NFKC.PropertiesString(string(r)); r < 0x3000 && (p.CCC() != 0 || !p.BoundaryBefore() || p.Decomposition() != nil || isSpace(r) || isBidiControl(r)) {
			lively = append(lively, r)
		}
	}
	lively = append(lively, []rune("aeiuزوايہےকর ")...)
	random := rand.New(rand.NewPCG(1, 2))
	for range 300_000 {
		text := make([]rune, 1+random.IntN(8))
		for i := range text {
			text[i] = lively[random.IntN(len(lively))]
		}
		if got, want := normal(string(text)), slowNormal(string(text)); got != want {
			t.Fatalf("%+q is made %+q, want %+q", string(text), got, want)
		}
	}
}
