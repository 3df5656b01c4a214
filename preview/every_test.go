package preview

import (
	"encoding/base64"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"wayleaf/samples"
)

var save = flag.String("save", "", "folder to write all pages to, each with its styles in itself, for outside checks")

// album looks through pages as they come, and keeps them for outside checks.
type album struct {
	*testing.T
	pages  int
	routes map[string]bool // that have given a page
}

// take demands a page with a status.
func (a *album) take(p *Preview, r *http.Request, status int) {
	a.Helper()
	_, route := p.mux.Handler(r)
	w := httptest.NewRecorder()
	p.ServeHTTP(w, r)
	if w.Code != status {
		a.Errorf("%s %s: status %d, want %d", r.Method, r.URL, w.Code, status)
		return
	}
	page := w.Body.String()
	for _, fault := range faultsOf(a.T, page) {
		a.Errorf("%s %s: %s", r.Method, r.URL, fault)
	}
	if strings.Contains(page, a.Name()) { // which is part of the folder's path
		a.Errorf("%s %s tells where the folder lies", r.Method, r.URL)
	}
	a.pages++
	a.routes[route] = true
	if *save != "" {
		name := regexp.MustCompile(`[^a-z]+`).ReplaceAllString(strings.ToLower(r.Method+r.URL.String()), "-")
		write(a.T, *save, fmt.Sprintf("%03d-%s.html", a.pages, strings.Trim(name, "-")), alone(a.T, p, page))
	}
}

func (a *album) get(p *Preview, address string, status int) {
	a.Helper()
	a.take(p, httptest.NewRequest("GET", address, nil), status)
}

// refused takes the page that answers a form which changes nothing.
func (a *album) refused(p *Preview, page, form, to, does string) {
	a.Helper()
	fields := formOf(a.T, get(p, page).Body.String(), form)
	fields.Set("do", does)
	r := httptest.NewRequest("POST", to, strings.NewReader(fields.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	a.take(p, r, http.StatusUnprocessableEntity)
}

// addresses are a page of each kind, in the languages of each.
func addresses() []string {
	all := []string{"/", "/languages", "/pathways/gastro-dummy-triage", "/source?file=own/locales/ur/clinics.yaml", "/source?file=templates/letter.md",
		"/source?file=pathways/derm-ras.yaml", "/source?file=locales/en/letter.yaml"}
	for _, tag := range []string{"en", "ar", "ur"} {
		all = append(all, "/languages/"+tag, "/languages/"+tag+"?status=draft",
			"/messages/status.placeholder?language="+tag+"&pathway=gastro-dummy-triage&kind=letter",
			"/messages/call.attempts?language="+tag)
		for _, id := range []string{"gastro-dummy-triage", "paeds-allergy-retained"} {
			for _, kind := range []string{"letter", "leaflet"} {
				q := "?kind=" + kind + "&language=" + tag
				at := "/pathways/" + id
				for _, block := range []string{"letterhead show.english", "heading heading.do"} {
					all = append(all, at+"/block"+q+"&block="+url.QueryEscape(block))
				}
				all = append(all, at+"/contract"+q, at+"/changes"+q, at+"/document"+q,
					at+"/document"+q+"&beside=ur", at+"/document"+q+"&beside=en&print=large&pdf=yes",
					at+"/document"+q+"&print=extra-large&recipient=long", at+"/document"+q+"&recipient=short")
			}
		}
	}
	return all
}

// elsewhere are the routes whose answers are looked through elsewhere.
var elsewhere = []string{
	"GET /assets/{name}", "GET /events", // no pages
	"GET /pathways/{id}/pack",        // TestPackHoldsAll
	"GET /pathways/{id}/file/{name}", // what is sent: .ci/run looks through all that wayleaf demo makes
}

// Every route gives pages without faults: as they are at first, with all that
// reviewers say, with files that cannot be used, and with nothing to show.
func TestEveryPage(t *testing.T) {
	if testing.Short() {
		t.Skip("makes every page")
	}
	reviewer := "Dr Priya Anand"
	p, folder := open(t, &reviewer)
	a := &album{T: t, routes: map[string]bool{}}
	for _, address := range addresses() {
		a.get(p, address, http.StatusOK)
	}
	a.get(p, "/nothing", http.StatusNotFound)
	discuss(t, p, folder)
	a.talked(p)
	a.edited(p, folder)
	a.broken(p, folder)
	reviewer = ""
	a.bare()
	for _, route := range routes(t) {
		if !a.routes[route] && !slices.Contains(elsewhere, route) {
			t.Errorf("%s has given no page", route)
		}
	}
}

// talked takes pages on which reviewers have said all that can be said, and what
// is answered when they must not.
func (a *album) talked(p *Preview) {
	const status, heading, leaflet = "/messages/status.placeholder", "/messages/heading.do", "/pathways/derm-ras/document?kind=leaflet&language=ur"
	for _, each := range []struct{ page, does, words string }{
		{status + "?language=ur", "comment", "Is this the usual word?"},
		{status + "?language=ur", "return", "کیا یہ لفظ درست ہے؟"},
		{heading + "?language=ar", "return", "هل هذه الكلمة واضحة؟"},
		{heading + "?language=en", "comment", "Too formal."},
	} {
		form := formOf(a.T, get(p, each.page).Body.String(), "say")
		form.Set("do", each.does)
		form.Set("words", each.words)
		address, _, _ := strings.Cut(each.page, "?")
		sent(a.T, p, send(p, address+"/say", form))
	}
	first := formOf(a.T, get(p, "/messages/status.do-not-come?language=ur").Body.String(), "approve")
	first.Set("back-translation", "Do not come.")
	sent(a.T, p, send(p, "/messages/status.do-not-come/approve", first))
	a.refused(p, heading+"?language=en", "say", heading+"/say", "return")
	a.refused(p, "/messages/booking.leave?language=ur", "approve", "/messages/booking.leave/approve", "")
	a.refused(p, leaflet, "say", "/pathways/derm-ras/say", "return")
	a.refused(p, "/pathways/derm-ras/block?block=address", "say", "/pathways/derm-ras/say", "return")
	unseen := httptest.NewRequest("POST", "/pathways/derm-ras/approve", strings.NewReader("language=ur&settle=0123456789abcdef"))
	unseen.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	a.take(p, unseen, http.StatusUnprocessableEntity)
	for _, tag := range []string{"en", "ar", "ur"} {
		for _, page := range []string{"document?", "block?block=letterhead+show.english&", "block?block=paragraph+gone&"} {
			a.get(p, "/pathways/paeds-allergy-retained/"+page+"language="+tag, http.StatusOK)
		}
	}
	for _, address := range []string{"/languages", "/languages/ur", status + "?language=ur", heading + "?language=ar", "/messages/status.do-not-come?language=ur",
		"/pathways/gastro-dummy-triage/document?language=ur&beside=en", "/pathways/gastro-dummy-triage/changes?language=ur"} {
		a.get(p, address, http.StatusOK)
	}
}

// edited takes pages that compare words with those that were approved.
func (a *album) edited(p *Preview, folder string) {
	write(a.T, folder, "locales/en/own.yaml", "greeting: Good day {{.Name}}\nstatus.do-not-come: Stay at home.\n")
	p.reload(everything)
	for _, tag := range []string{"en", "ur"} {
		a.get(p, "/pathways/gastro-dummy-triage/changes?language="+tag, http.StatusOK)
		a.get(p, "/messages/status.do-not-come?language="+tag, http.StatusOK)
	}
}

// broken takes the pages of files that cannot be used: with what was made of them
// before, and without.
func (a *album) broken(p *Preview, folder string) {
	write(a.T, folder, "locales/ur/clinics.yaml", "clinic.skin: a **star\n")
	write(a.T, folder, "pathways/derm-ras.yaml", "wayleaf: [\n")
	write(a.T, folder, "review/comments.tsv", "no comments\n")
	p.reload(everything)
	again, err := Open(p.options)
	if err != nil {
		a.Fatal(err)
	}
	for _, each := range []*Preview{p, again} {
		for _, address := range []string{"/", "/languages/ur", "/pathways/derm-ras", "/pathways/derm-ras/document?language=ur", "/pathways/gastro-dummy-triage",
			"/pathways/gastro-dummy-triage/document?language=ur", "/pathways/gastro-dummy-triage/contract", "/pathways/gastro-dummy-triage/changes"} {
			a.get(each, address, http.StatusOK)
		}
	}
	a.get(p, "/pathways/derm-ras/pack?kind=letter", http.StatusConflict)
}

// bare takes pages of a folder that holds nothing, and of the samples, which
// nobody can write on.
func (a *album) bare() {
	empty, err := Open(Options{Files: os.DirFS(a.TempDir()), Today: day})
	if err != nil {
		a.Fatal(err)
	}
	a.get(empty, "/", http.StatusOK)
	read, err := Open(Options{Files: samples.FS, Today: day})
	if err != nil {
		a.Fatal(err)
	}
	a.get(read, "/messages/greeting?language=ur", http.StatusOK)
	a.get(read, "/pathways/derm-ras/document?language=ur", http.StatusOK)
	a.take(read, httptest.NewRequest("POST", "/messages/greeting/say", strings.NewReader(url.Values{}.Encode())), http.StatusForbidden)
}

var routed = regexp.MustCompile(`\b(get|post|HandleFunc)\("([^"]*/[^"]*)"`)

// routes are those that the preview answers, as preview.go names them.
func routes(t *testing.T) []string {
	source, err := os.ReadFile("preview.go")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, found := range routed.FindAllStringSubmatch(string(source), -1) {
		route := strings.TrimPrefix(strings.ToUpper(found[1])+" ", "HANDLEFUNC ") + found[2]
		all = append(all, route)
	}
	if len(all) < 14 {
		t.Errorf("only %d routes found: %v", len(all), all)
	}
	return all
}

var stylesheet = regexp.MustCompile(`<link rel="stylesheet" href="([^"]*)">`)

// alone puts the styles of a page into it and takes out what it asks for besides.
// The checker of styles does not know all of nhsuk-frontend and is shown our own.
func alone(t *testing.T, p *Preview, page string) string {
	page = stylesheet.ReplaceAllStringFunc(page, func(link string) string {
		style := get(p, stylesheet.FindStringSubmatch(link)[1])
		if strings.Contains(link, "preview.css") {
			return "<style>\n" + style.Body.String() + "</style>"
		}
		return `<link rel="stylesheet" href="data:text/css;base64,` + base64.StdEncoding.EncodeToString(style.Body.Bytes()) + `">`
	})
	page = strings.Replace(page, `<script src="/assets/preview.js" defer></script>`, "", 1)
	return regexp.MustCompile(`<iframe class="pdf"[^>]*></iframe>`).ReplaceAllString(page, "")
}
