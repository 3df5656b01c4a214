package preview

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wayleaf/check"
	"wayleaf/pathway"
	"wayleaf/review"
	"wayleaf/samples"
)

var today = pathway.Date(2026, time.November, 23)

func day() time.Time { return today }

// open opens the preview of a copy of the samples, in which a reviewer may write.
func open(t testing.TB, reviewer *string) (*Preview, string) {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, samples.FS); err != nil {
		t.Fatal(err)
	}
	p, err := Open(Options{
		Files: os.DirFS(folder), Folder: folder, Today: day,
		Now: func() time.Time { return today.Add(10 * time.Hour) }, Reviews: review.New(folder),
		Reviewer: func(*http.Request) string { return *reviewer },
	})
	if err != nil {
		t.Fatal(err)
	}
	return p, folder
}

func get(p *Preview, address string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	p.ServeHTTP(w, httptest.NewRequest("GET", address, nil))
	return w
}

// discuss has reviewers say something of every kind in the languages of the pages.
func discuss(t *testing.T, p *Preview, folder string) {
	t.Helper()
	var entries []review.Entry
	for _, tag := range []string{"en", "ar", "ur"} {
		for i, id := range []string{"gastro-dummy-triage", "paeds-allergy-retained"} {
			message := review.Entry{Kind: review.Comment, At: today.Add(time.Duration(i) * time.Hour), By: "Bea Specimen", Language: tag,
				Key: "status.placeholder", Text: "Is this right?\nکیا یہ درست ہے؟"}
			entries = append(entries, message)
			for _, kind := range kinds {
				block := message
				block.Key, block.Pathway, block.Document = "", id, string(kind)
				gone, returned := block, block
				block.Block, block.Quote, gone.Block, gone.Quote = "letterhead show.english", "Tarnbeck Vale", "paragraph gone", "یہ پہلے یہاں تھا۔"
				returned.Kind = review.Return
				entries = append(entries, block, gone, returned)
			}
		}
	}
	result, err := review.New(folder).Add(t.Context(), p.current().wording.Catalogues, entries...)
	if err != nil || len(result.Refused) > 0 {
		t.Fatal(err, result.Refused)
	}
	p.reload(changes{review: true})
}

// faultsOf finds what no page may have: script or style within it, an address
// elsewhere, an id twice, a link or label to an id that is not there, a heading
// level left out, a language without a direction.
func faultsOf(t *testing.T, page string) []string {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	f := &faults{ids: map[string]int{}}
	f.walk(root)
	for _, to := range f.to {
		if f.ids[to] != 1 {
			f.add("%d elements have the id %q, which is referred to", f.ids[to], to)
		}
	}
	if f.titles != 1 || f.mains != 1 {
		f.add("%d headings of level 1 and %d main parts", f.titles, f.mains)
	}
	return f.found
}

type faults struct {
	found         []string
	ids           map[string]int
	to            []string
	titles, mains int
	level         int
}

func (f *faults) add(format string, args ...any) {
	f.found = append(f.found, fmt.Sprintf(format, args...))
}

var headings = []atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}

func (f *faults) walk(node *html.Node) {
	attributes := map[string]string{}
	for _, a := range node.Attr {
		attributes[a.Key] = a.Val
		f.attribute(node, a)
	}
	if _, has := attributes["src"]; node.DataAtom == atom.Script && (!has || node.FirstChild != nil) || node.DataAtom == atom.Style {
		f.add("a %s within the page", node.Data)
	}
	if lang := attributes["lang"]; lang == "ar" || lang == "ur" {
		if attributes["dir"] != "rtl" {
			f.add("a <%s> in %s with dir %q", node.Data, lang, attributes["dir"])
		}
	}
	if level := slices.Index(headings, node.DataAtom) + 1; level > 0 {
		if level > f.level+1 {
			f.add("a heading of level %d after one of level %d", level, f.level)
		}
		f.level = level
		if level == 1 {
			f.titles++
		}
	}
	if node.DataAtom == atom.Main {
		f.mains++
	}
	for child := range node.ChildNodes() {
		f.walk(child)
	}
}

func (f *faults) attribute(node *html.Node, a html.Attribute) {
	switch {
	case a.Key == "style", strings.HasPrefix(a.Key, "on"):
		f.add("a %s attribute on <%s>", a.Key, node.Data)
	case a.Key == "id":
		if f.ids[a.Val]++; f.ids[a.Val] == 2 {
			f.add("the id %q is there twice", a.Val)
		}
	case a.Key == "for", a.Key == "aria-labelledby", a.Key == "aria-describedby":
		f.to = append(f.to, strings.Fields(a.Val)...)
	case a.Key == "href" && a.Val == "":
		f.add("a link that leads nowhere")
	case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
		f.to = append(f.to, a.Val[1:])
	case a.Key == "src" && !strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "data:"):
		f.add("<%s> shows %s", node.Data, a.Val)
	}
}

// The words on the page of a document are those of the finished file.
func TestDocumentIsWhole(t *testing.T) {
	reviewer := ""
	p, _ := open(t, &reviewer)
	for _, tag := range []string{"en", "ar", "ur"} {
		for _, kind := range kinds {
			e, err := p.current().find("gastro-dummy-triage")
			if err != nil {
				t.Fatal(err)
			}
			ed := e.edition(choice{Kind: kind, Language: tag, Recipient: sampleOf(kind)})
			spoken, err := ed.language.Speak(ed.outline)
			if err != nil {
				t.Fatal(err)
			}
			marked, _ := ed.language.SpeakMarked(ed.outline)
			if spoken.Text() != marked.Text() {
				t.Errorf("%s in %s: marked words are other words", kind, tag)
			}
			page := words(t, get(p, documentAddress(e, ed.choice)).Body.String())
			for _, line := range strings.Split(spoken.Text(), "\n") {
				if line = strings.Join(strings.Fields(line), " "); !strings.Contains(page, line) {
					t.Errorf("%s in %s: the page does not say %q", kind, tag, line)
				}
			}
		}
	}
	page := get(p, "/pathways/gastro-dummy-triage/contract").Body.String()
	for _, q := range check.Questions {
		if !strings.Contains(words(t, page), q.Asks) {
			t.Errorf("the contract does not ask %q", q.Asks)
		}
	}
}

// words are the text of a page.
func words(t *testing.T, page string) string {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(node *html.Node) {
		if node.Type == html.TextNode {
			b.WriteString(node.Data)
		}
		if node.DataAtom == atom.Br {
			b.WriteString(" ")
		}
		for child := range node.ChildNodes() {
			walk(child)
		}
	}
	walk(root)
	return strings.Join(strings.Fields(b.String()), " ")
}

// Windows with the same page in several languages can be told apart.
func TestTitlesOfWindows(t *testing.T) {
	reviewer := ""
	p, _ := open(t, &reviewer)
	for _, address := range []string{"/pathways/derm-ras/document", "/pathways/derm-ras/contract", "/pathways/derm-ras/changes", "/messages/greeting"} {
		if page := get(p, address+"?language=ur").Body.String(); !strings.Contains(page, " (Urdu) – Wayleaf preview</title>") {
			t.Errorf("%s does not name its language", address)
		}
	}
}

func TestRefused(t *testing.T) {
	reviewer := ""
	p, _ := open(t, &reviewer)
	for _, tt := range []struct {
		method, address string
		want            int
	}{
		{"GET", "/nothing", 404},
		{"GET", "/pathways/nothing", 404},
		{"GET", "/pathways/gastro-dummy-triage/nothing", 404},
		{"GET", "/messages/no.such-message", 404},
		{"GET", "/languages/xx", 404},
		{"GET", "/pathways/gastro-dummy-triage/document?language=xx", 400},
		{"GET", "/pathways/gastro-dummy-triage/document?kind=poster", 400},
		{"GET", "/pathways/gastro-dummy-triage/document?print=%3Cb%3E", 400},
		{"GET", "/pathways/gastro-dummy-triage/document?recipient=999+123+4567", 400},
		{"GET", "/pathways/gastro-dummy-triage/file/letter.en.exe", 404},
		{"GET", "/pathways/gastro-dummy-triage/file/leaflet.en.pdf", 404},
		{"GET", "/pathways/gastro-dummy-triage/file/..%2f..%2fgo.mod", 404},
		{"GET", "/assets/README.md", 404},
		{"GET", "/assets/..%2fpreview.go", 404},
		{"GET", "/source?file=../go.mod", 404},
		{"GET", "/source?file=/etc/passwd", 404},
		{"GET", "/source?file=pathways/../recipients.csv", 404},
		{"GET", "/source?file=recipients.csv", 404},
		{"GET", "/source?file=own/recipients.csv", 404},
		{"GET", "/source?file=own/locales/../recipients.csv", 404},
		{"GET", "/source", 404},
		{"POST", "/", 405},
		{"POST", "/pathways/gastro-dummy-triage/document", 405},
		{"DELETE", "/messages/status.none", 405},
		{"PUT", "/messages/status.none/say", 405},
		{"GET", "/messages/status.none/say", 404},
		{"POST", "/messages/status.none/say", 403}, // nobody has signed in
		{"POST", "/messages/status.none/approve", 403},
		{"POST", "/pathways/gastro-dummy-triage/approve", 403},
		{"POST", "/pathways/gastro-dummy-triage/say", 403},
		{"GET", "/pathways/gastro-dummy-triage/say", 404},
		{"GET", "/pathways/gastro-dummy-triage/block", 404},
		{"GET", "/pathways/gastro-dummy-triage/block?block=none", 404},
		{"GET", "/pathways/gastro-dummy-triage/block?block=address&kind=poster", 400},
		{"GET", "/pathways/none/block?block=address", 404},
	} {
		w := httptest.NewRecorder()
		p.ServeHTTP(w, httptest.NewRequest(tt.method, tt.address, nil))
		if w.Code != tt.want {
			t.Errorf("%s %s: status %d, want %d", tt.method, tt.address, w.Code, tt.want)
		}
	}
}

// Finished files come as they would be sent, to be shown within a page.
func TestFiles(t *testing.T) {
	reviewer := ""
	p, _ := open(t, &reviewer)
	for name, want := range map[string]string{"letter.ur.pdf": "%PDF-", "letter.ur.html": "<!doctype html>"} {
		w := get(p, "/pathways/derm-ras/file/"+name+"?kind=letter&language=ur")
		if w.Code != 200 || !strings.HasPrefix(w.Body.String(), want) || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "inline") {
			t.Errorf("%s: %d %q %v", name, w.Code, w.Body.String()[:20], w.Header())
		}
	}
}

// Samples out of the binary can be read, and nothing on their pages changes anything.
func TestReadOnly(t *testing.T) {
	p, err := Open(Options{Files: samples.FS, Today: day})
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"/", "/pathways/derm-ras/document?language=ur", "/pathways/derm-ras/block?language=ur&block=address", "/messages/greeting?language=ur"} {
		if w := get(p, address); w.Code != 200 || strings.Contains(w.Body.String(), `method="post"`) {
			t.Errorf("%s: status %d, or a form", address, w.Code)
		}
	}
	w := httptest.NewRecorder()
	p.ServeHTTP(w, httptest.NewRequest("POST", "/messages/greeting/approve", nil))
	if w.Code != http.StatusForbidden {
		t.Errorf("a form was taken: %d", w.Code)
	}
}
