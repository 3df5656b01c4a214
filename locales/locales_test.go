package locales

import (
	"io/fs"
	"strings"
	"testing"

	"wayleaf/document"
)

// Each case is a layer over the built-in dates and furniture, and all findings
// of loading it.
func TestLoadFindings(t *testing.T) {
	cases(t, "load", func(t *testing.T, overlay fs.FS) string {
		_, err := Load(ground(t), Named("mine", overlay))
		if err == nil {
			return ""
		}
		return err.Error() + "\n"
	})
}

func TestLintFindings(t *testing.T) {
	cases(t, "lint", func(t *testing.T, overlay fs.FS) string {
		c, err := Load(ground(t), Named("mine", overlay))
		if err != nil {
			t.Fatal(err)
		}
		var lines strings.Builder
		for _, f := range c.Lint() {
			if strings.HasPrefix(f.File, "mine/") && f.Rule != "sign-off/missing" {
				lines.WriteString(f.String() + "\n")
			}
		}
		return lines.String()
	})
}

func TestLanguageIsExact(t *testing.T) {
	c := loadWith(t)
	for _, tag := range []string{"EN", "en-GB", "pl-PL", "", "zz", "polish"} {
		if l, err := c.Language(tag); err == nil {
			t.Errorf("asked for %q, got %q", tag, l.Tag)
		} else if !strings.Contains(err.Error(), "use one of ar, bn, cy, en, pl, ur") {
			t.Errorf("%q: the error does not list the languages: %v", tag, err)
		}
	}
}

func TestNoSource(t *testing.T) {
	if _, err := Load(layer("pl/a.yaml", "a: b")); err == nil || !strings.Contains(err.Error(), "language/no-source") {
		t.Errorf("got %v", err)
	}
}

func TestOverlayWinsMessageByMessage(t *testing.T) {
	c, err := Load(ground(t),
		layer("en/a.yaml", "a.one: first\na.two: second"),
		layer("en/b.yaml", "a.two: mine", "xx/README", "not a language", "notes/todo.md", ""))
	if err != nil {
		t.Fatal(err)
	}
	l := languageOf(t, c, "en")
	for key, want := range map[string]string{"a.one": "first", "a.two": "mine"} {
		words, err := l.Say(say(key))
		if err != nil || document.Plain(words) != want {
			t.Errorf("%s: got %q, %v", key, document.Plain(words), err)
		}
	}
}

func TestOverlaidEnglishMakesTranslationsStale(t *testing.T) {
	english, polish := "a: Come in.", "a: Proszę wejść."
	c := loadWith(t, "en/a.yaml", english, "pl/a.yaml", polish)
	var signoff strings.Builder
	if err := WriteSignoff(&signoff, languageOf(t, c, "pl").Draft()); err != nil {
		t.Fatal(err)
	}
	signed := layer("en/a.yaml", english, "pl/a.yaml", polish, "pl/signoff.tsv", signoff.String())
	c, err := Load(ground(t), signed, layer("en/mine.yaml", "a: Come in on time."))
	if err != nil {
		t.Fatal(err)
	}
	_, err = languageOf(t, c, "pl").Say(say("a"))
	if err == nil || !strings.Contains(err.Error(), "message/stale") || !strings.Contains(err.Error(), "locales/pl/a.yaml:1:1") {
		t.Errorf("got %v", err)
	}
}

// A language that is not built in needs no line of Go.
func TestNewLanguage(t *testing.T) {
	files := []string{"en/a.yaml", "a: {one: '{{.Count}} day', other: '{{.Count}} days'}",
		"ga/language.yaml", "english-name: Irish\nown-name: Gaeilge\nscript: Latn\ndirection: ltr\nclock: 12",
		"ga/a.yaml", "a: {one: '{{.Count}} lá', two: '{{.Count}} lá', few: '{{.Count}} lá', many: '{{.Count}} lá', other: '{{.Count}} lá'}"}
	l := languageOf(t, loadWith(t, files...), "ga")
	words, err := l.Say(say("a", "Count", document.Count{N: 7}))
	if got := document.Plain(words); err != nil || got != "7 lá" {
		t.Errorf("got %q, %v", got, err)
	}
}
