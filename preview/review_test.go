package preview

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"wayleaf/review"
)

func send(p *Preview, address string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	p.ServeHTTP(w, r)
	return w
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)

// formOf are the hidden fields of a form of a page.
func formOf(t *testing.T, page, id string) url.Values {
	t.Helper()
	start := strings.Index(page, `id="`+id+`"`)
	if start < 0 {
		t.Fatalf("the page has no form %q", id)
	}
	form := url.Values{}
	for _, field := range hidden.FindAllStringSubmatch(page[start:start+strings.Index(page[start:], "</form>")], -1) {
		form.Add(field[1], html.UnescapeString(field[2]))
	}
	return form
}

// sent follows the answer to a form, which must have been taken.
func sent(t *testing.T, p *Preview, w *httptest.ResponseRecorder) string {
	t.Helper()
	if w.Code != http.StatusSeeOther {
		t.Fatalf("status %d: %s", w.Code, words(t, w.Body.String()))
	}
	to, _, _ := strings.Cut(w.Header().Get("Location"), "#")
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") {
		t.Fatalf("leads to %q", to)
	}
	return get(p, to).Body.String()
}

// A reviewer comments, another answers and resolves; what is said is still there
// after a new start.
func TestComments(t *testing.T) {
	reviewer := "Amina Yusuf"
	p, folder := open(t, &reviewer)
	const page, key = "/messages/status.placeholder?language=ur&pathway=gastro-dummy-triage&kind=letter", "/messages/status.placeholder"
	form := formOf(t, get(p, page).Body.String(), "say")
	form.Set("do", "comment")
	form.Set("words", "Is <b>this</b> the word a grandmother uses?\nکیا یہ لفظ درست ہے؟")
	body := sent(t, p, send(p, key+"/say", form))
	for _, want := range []string{"Amina Yusuf", "&lt;b&gt;this&lt;/b&gt;", "کیا یہ لفظ درست ہے؟", ">open<"} {
		if !strings.Contains(body, want) {
			t.Errorf("the comment: the page does not hold %q", want)
		}
	}
	if !strings.Contains(get(p, "/pathways/gastro-dummy-triage/document?language=ur").Body.String(), "1 open comment") {
		t.Error("the document does not tell of the comment")
	}

	reviewer = "Gareth Moss"
	id := regexp.MustCompile(`id="(answer-[0-9a-f]*)"`).FindStringSubmatch(body)[1]
	form = formOf(t, body, id)
	form.Set("do", "reply")
	form.Set("words", "It is.")
	if body = sent(t, p, send(p, key+"/say", form)); !strings.Contains(body, "It is.") || !strings.Contains(body, "Gareth Moss") {
		t.Error("the reply is not on the page")
	}
	form.Set("do", "resolve")
	form.Del("words")
	if body = sent(t, p, send(p, key+"/say", form)); !strings.Contains(body, ">resolved<") || strings.Contains(body, ">open<") {
		t.Error("the comment is not resolved")
	}

	again, err := Open(Options{Files: os.DirFS(folder), Folder: folder, Today: func() time.Time { return today }, Reviews: review.New(folder)})
	if err != nil {
		t.Fatal(err)
	}
	if body := get(again, page).Body.String(); !strings.Contains(body, "It is.") || !strings.Contains(body, ">resolved<") {
		t.Error("after a new start the comment is not there")
	}
}

// A safety-critical translation needs a back-translation and two people, and
// nothing that a reviewer has returned can be approved.
func TestApproval(t *testing.T) {
	reviewer := "Amina Yusuf"
	p, _ := open(t, &reviewer)
	const page, key = "/messages/status.placeholder?language=ur", "/messages/status.placeholder"
	form := formOf(t, get(p, page).Body.String(), "approve")
	if w := send(p, key+"/approve", form); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "review/no-back-translation") {
		t.Errorf("without back-translation: status %d", w.Code)
	}
	form.Set("back-translation", "You were given a date, but it is not a real appointment.")
	body := sent(t, p, send(p, key+"/approve", form))
	if !strings.Contains(body, ">reviewed<") || !strings.Contains(body, "Approved first by Amina Yusuf. Another person must approve it too.") {
		t.Error("the first approval does not ask for a second")
	}
	form = formOf(t, body, "approve")
	if w := send(p, key+"/approve", form); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "review/same-person") {
		t.Errorf("the same person twice: status %d", w.Code)
	}
	reviewer = "Gareth Moss"
	if body = sent(t, p, send(p, key+"/approve", form)); !strings.Contains(body, ">approved<") || !strings.Contains(body, "and by Gareth Moss on 23 November 2026") {
		t.Error("two people have approved it, and it is not approved")
	}

	form = formOf(t, get(p, "/messages/heading.do?language=ur").Body.String(), "say")
	form.Set("do", "return")
	form.Set("words", "Too formal.")
	if body = sent(t, p, send(p, "/messages/heading.do/say", form)); strings.Contains(body, `id="approve"`) || !strings.Contains(body, "returned for a change") {
		t.Error("what was returned can be approved")
	}
}

// The words that were seen are approved, no others.
func TestApprovalOfWordsThatChanged(t *testing.T) {
	reviewer := "Amina Yusuf"
	p, folder := open(t, &reviewer)
	form := formOf(t, get(p, "/messages/clinic.digestive-health?language=ur").Body.String(), "approve")
	file := filepath.Join(folder, "locales", "ur", "clinics.yaml")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := regexp.MustCompile(`(?m)^clinic.digestive-health: .*$`).ReplaceAll(data, []byte("clinic.digestive-health: معدہ کلینک"))
	if err := os.WriteFile(file, changed, 0o644); err != nil {
		t.Fatal(err)
	}
	p.reload(changes{languages: []string{"ur"}})
	if w := send(p, "/messages/clinic.digestive-health/approve", form); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "review/words-changed") {
		t.Errorf("status %d", w.Code)
	}
}

// All words of a document are approved at once, but for those that need more, which
// are named with what they need; afterwards an edit shows word by word.
func TestApprovalOfADocument(t *testing.T) {
	reviewer := "Amina Yusuf"
	p, folder := open(t, &reviewer)
	const document = "/pathways/derm-ras/document?kind=leaflet&language=pl"
	page := get(p, document).Body.String()
	if !strings.Contains(words(t, page), "status.none: it is safety-critical and needs a back-translation") {
		t.Error("the page does not tell what a safety-critical message needs")
	}
	page = sent(t, p, send(p, "/pathways/derm-ras/approve", formOf(t, page, "approve")))
	if strings.Contains(page, `id="approve"`) || !strings.Contains(words(t, page), "status.none: it is safety-critical and needs a back-translation") {
		t.Error("approved but for what needs more: there is more to approve, or the page does not tell what is missing")
	}
	if body := get(p, "/messages/clinic.skin?language=pl").Body.String(); !strings.Contains(body, "Signed by Amina Yusuf on 23 November 2026") {
		t.Error("a message of the document is not signed")
	}
	file := filepath.Join(folder, "locales", "pl", "clinics.yaml")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^clinic.skin: (.*)$`)
	if err := os.WriteFile(file, line.ReplaceAll(data, []byte("clinic.skin: $1 nowa")), 0o644); err != nil {
		t.Fatal(err)
	}
	p.reload(changes{languages: []string{"pl"}})
	body := get(p, "/pathways/derm-ras/changes?kind=leaflet&language=pl").Body.String()
	if !strings.Contains(body, "<ins> nowa</ins>") {
		t.Error("the new word is not marked")
	}
}

// Words that came with Wayleaf and were signed here are what a change of them is
// compared with; a translation of the old English is told apart from one as approved.
func TestChangesOfBuiltInWords(t *testing.T) {
	reviewer := "Amina Yusuf"
	p, folder := open(t, &reviewer)
	urdu := formOf(t, get(p, "/messages/greeting?language=ur").Body.String(), "approve")
	sent(t, p, send(p, "/messages/greeting/approve", urdu))
	write(t, folder, "locales/en/own.yaml", "greeting: Good day {{.Name}}\n")
	p.reload(changes{languages: []string{"en"}})
	for language, want := range map[string]string{
		"en": "<del>Dear</del><ins>Good day</ins>",
		"ur": "Their English has changed",
	} {
		body := get(p, "/pathways/derm-ras/changes?language="+language).Body.String()
		if !strings.Contains(body, want) {
			t.Errorf("%s: %q is not there:\n%s", language, want, words(t, body))
		}
	}
}
