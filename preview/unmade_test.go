package preview

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// A document that cannot be made is nowhere called approved, nothing of it can be
// approved or taken away, and no link leads to a page that is not there.
func TestUnmade(t *testing.T) {
	reviewer := "Amina Yusuf"
	p, folder := open(t, &reviewer)
	write(t, folder, "pathways/eye-asi.yaml", "wayleaf: [\n")
	write(t, folder, "locales/en/clinics.yaml", "clinic.skin: Skin clinic\n")
	p, err := Open(p.options) // nothing older is known
	if err != nil {
		t.Fatal(err)
	}
	const asked, compared = "cannot be made, so it answers nothing", "cannot be made, so it cannot be compared"
	for _, tt := range []struct{ address, shows string }{
		{"/", "eye-asi"},
		{"/pathways/eye-asi", "pathways/eye-asi.yaml, line 1"},
		{"/pathways/eye-asi/document", "It cannot be made yet."},
		{"/pathways/gastro-dummy-triage", "failed Letter"},
		{"/pathways/gastro-dummy-triage/document", `no message "clinic.digestive-health"`},
		{"/pathways/gastro-dummy-triage/document?language=ur&pdf=yes", "There is no PDF of it"},
		{"/pathways/gastro-dummy-triage/contract", asked},
		{"/pathways/gastro-dummy-triage/changes", compared},
	} {
		w := get(p, tt.address)
		page := w.Body.String()
		main := words(t, page[strings.Index(page, "<main"):])
		if !strings.Contains(main, tt.shows) {
			t.Errorf("%s does not say %q: %s", tt.address, tt.shows, main)
		}
		if tt.address != "/" && (strings.Contains(page, ">approved<") || strings.Contains(page, "All its messages are approved") || strings.Contains(page, "/pack?")) {
			t.Errorf("%s tells of something approved, or of a review pack", tt.address)
		}
		for _, fault := range append(faultsOf(t, page), deadLinks(t, p, page)...) {
			t.Errorf("%s: %s", tt.address, fault)
		}
	}
}

// deadLinks are the links of a page to pages that are not there.
func deadLinks(t *testing.T, p *Preview, page string) []string {
	var dead []string
	all(t, []byte(page), func(_ *html.Node, attributes map[string]string) {
		if to := attributes["href"]; strings.HasPrefix(to, "/pathways/") && get(p, to).Code != http.StatusOK {
			dead = append(dead, "a link to "+to)
		}
	})
	return dead
}

func write(t *testing.T, folder, name, words string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, name), []byte(words), 0o644); err != nil {
		t.Fatal(err)
	}
}
