package locales

import (
	"strings"
	"testing"
)

// A language that is read anew has its new words; the others keep theirs, and are
// compared with the new English.
func TestReload(t *testing.T) {
	files := layer("en/a.yaml", "a: Come in.\n", "pl/a.yaml", "a: Proszę wejść.\n", "ar/a.yaml", "a: تفضلوا.\n")
	c, err := Load(ground(t), files)
	if err != nil {
		t.Fatal(err)
	}
	stamp := func(tag string) {
		var b strings.Builder
		if err := WriteSignoff(&b, languageOf(t, c, tag).Draft()); err != nil {
			t.Fatal(err)
		}
		files[tag+"/signoff.tsv"] = layer("x", b.String())["x"]
	}
	stamp("pl")
	stamp("ar")
	if c, err = c.Reload([]string{"pl", "ar"}, ground(t), files); err != nil {
		t.Fatal(err)
	}
	files["en/a.yaml"] = layer("x", "a: Please come in.\n")["x"]
	files["ar/a.yaml"] = layer("x", "a: ادخلوا.\n")["x"]
	next, err := c.Reload([]string{"en"}, ground(t), files)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		c      *Catalogues
		tag    string
		words  string
		status Status
	}{
		{c, "en", "Come in.", Draft}, {c, "pl", "Proszę wejść.", Draft},
		{next, "en", "Please come in.", Draft}, {next, "pl", "Proszę wejść.", Stale}, {next, "ar", "تفضلوا.", Stale},
	} {
		l := languageOf(t, tt.c, tt.tag)
		if got := l.messages["a"].forms[other].text; got != tt.words || l.Status("a") != tt.status {
			t.Errorf("%s: %q, %s; want %q, %s", tt.tag, got, l.Status("a"), tt.words, tt.status)
		}
	}
	delete(files, "ar/a.yaml")
	if next, err = next.Reload([]string{"ar"}, ground(t), files); err != nil || len(next.Tags()) != len(c.Tags()) {
		t.Errorf("%v, %v", next.Tags(), err)
	}
}
