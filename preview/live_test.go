package preview

import (
	"bufio"
	"context"
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// follow watches the folder until the test ends and returns a way to edit a file
// in it, which waits until open pages are told.
func follow(t *testing.T, p *Preview, folder string) (edit func(name, before, after string)) {
	t.Helper()
	watcher, err := p.newWatcher()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- p.follow(ctx, watcher, make(chan struct{}, 100)) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		watcher.Close()
	})
	seat := p.audience.join()
	return func(name, before, after string) {
		t.Helper()
		file := filepath.Join(folder, name)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), before) {
			t.Fatalf("%s does not hold %q", name, before)
		}
		if err := os.WriteFile(file, []byte(strings.Replace(string(data), before, after, 1)), 0o644); err != nil {
			t.Fatal(err)
		}
		<-seat
	}
}

// An edit shows on the page; one that cannot be used is told with its line, and
// the page stays as it was until it is put right.
func TestEdits(t *testing.T) {
	reviewer := ""
	p, folder := open(t, &reviewer)
	edit := follow(t, p, folder)
	const page = "/pathways/gastro-dummy-triage/document?language=en"
	shows := func(step string, want ...string) {
		t.Helper()
		body := get(p, page).Body.String()
		for _, w := range want {
			if not, ok := strings.CutPrefix(w, "not "); ok == strings.Contains(body, not) && (ok || !strings.Contains(body, w)) {
				t.Errorf("%s: the page: %q", step, w)
			}
		}
	}
	shows("before", "01632 960 121", "not This page is old")

	edit("pathways/gastro-dummy-triage.yaml", "phone: 01632 960 121", "phone: 01632 960 199")
	shows("a pathway edited", "01632 960 199", "not 01632 960 121", "not This page is old")

	edit("pathways/gastro-dummy-triage.yaml", "kind: DBS", "kind: DBX")
	shows("a pathway broken", "01632 960 199", "This page is old", `role="status"`, "DBX",
		`href="/source?file=pathways%2Fgastro-dummy-triage.yaml#line-32"`)
	edit("pathways/gastro-dummy-triage.yaml", "kind: DBX", "kind: DBS")
	shows("and mended", "01632 960 199", "not This page is old")

	edit("locales/en/clinics.yaml", "Digestive health clinic", "Tummy clinic")
	shows("a message edited", "Tummy clinic", "not Digestive health clinic")

	edit("locales/en/clinics.yaml", "Tummy clinic", "Tummy {{.clinic")
	shows("a message broken", "Tummy clinic", "This page is old", "own/locales/en/clinics.yaml")
	edit("locales/en/clinics.yaml", "Tummy {{.clinic", "Stomach clinic")
	shows("and mended", "Stomach clinic", "not This page is old")
}

// A folder of templates that was not there when the preview started is noticed,
// and what no document can be made of leaves the last one standing.
func TestTemplates(t *testing.T) {
	reviewer := ""
	p, folder := open(t, &reviewer)
	const page = "/pathways/gastro-dummy-triage/document?language=ur"
	before := words(t, get(p, page).Body.String())
	write := func(words string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Join(folder, "templates"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, "templates", "letter.md"), []byte(words), 0o644); err != nil {
			t.Fatal(err)
		}
		p.reload(changes{templates: true})
	}
	write(`# {{say "no.such-key"}}`)
	body := get(p, page).Body.String()
	if !strings.Contains(body, "This page is old") || !strings.Contains(body, "/source?file=templates%2Fletter.md#line-1") {
		t.Error("a template that says an unknown message is not told")
	}
	write(`# {{say "status.none"}}`)
	body = get(p, page).Body.String()
	for _, want := range []string{"This page is old", "contract/question-1", `id="block-12"`} {
		if !strings.Contains(body, want) {
			t.Errorf("a letter that answers nothing: the page does not hold %q", want)
		}
	}
	if err := os.RemoveAll(filepath.Join(folder, "templates")); err != nil {
		t.Fatal(err)
	}
	p.reload(changes{templates: true})
	if words(t, get(p, page).Body.String()) != before {
		t.Error("the page is not as it was")
	}
}

// What an edit does not touch is not made again.
func TestSharing(t *testing.T) {
	reviewer := ""
	p, _ := open(t, &reviewer)
	made := func(id, tag string) *edition {
		e, err := p.current().find(id)
		if err != nil {
			t.Fatal(err)
		}
		return e.edition(choice{Kind: "leaflet", Language: tag})
	}
	for _, tt := range []struct {
		name string
		c    changes
		same []string // "pathway language" of what stays
	}{
		{"a pathway", changes{pathways: func(file string) bool { return strings.Contains(file, "gastro") }}, []string{"derm-ras en", "derm-ras ur"}},
		{"a translation", changes{languages: []string{"ur"}}, []string{"derm-ras en", "gastro-dummy-triage en"}},
		{"English", changes{languages: []string{"en"}}, nil},
		{"templates", changes{templates: true}, nil},
		{"a comment", changes{review: true}, []string{"derm-ras en", "derm-ras ur", "gastro-dummy-triage en", "gastro-dummy-triage ur"}},
	} {
		before := map[string]*edition{}
		for _, id := range []string{"derm-ras", "gastro-dummy-triage"} {
			for _, tag := range []string{"en", "ur"} {
				before[id+" "+tag] = made(id, tag)
			}
		}
		p.reload(tt.c)
		for name, ed := range before {
			id, tag, _ := strings.Cut(name, " ")
			if same := made(id, tag) == ed; same != slices.Contains(tt.same, name) {
				t.Errorf("%s edited: %s the same: %v", tt.name, name, same)
			}
		}
	}
}

func TestChangesOf(t *testing.T) {
	for _, tt := range []struct {
		names     string
		any       bool
		languages string
		templates bool
		gastro    bool // pathways/gastro.yaml is read again
	}{
		{"recipients.csv README.md", false, "", false, false},
		{"pathways/gastro.yaml", true, "", false, true},
		{"pathways/derm.yaml", true, "", false, false},
		{"pathways/logos/a.svg", true, "", false, true},
		{"pathways", true, "", true, true},
		{"locales/ur/a.yaml locales/ur/signoff.tsv", true, "ur ur", false, false},
		{"locales", true, "", true, true},
		{"templates/parts/a.md", true, "", true, false},
		{"review/comments.tsv", true, "", false, false},
	} {
		c, any := changesOf(strings.Fields(tt.names))
		read := c.pathways != nil && c.pathways("pathways/gastro.yaml")
		if any != tt.any || strings.Join(c.languages, " ") != tt.languages || c.templates != tt.templates || read != tt.gastro {
			t.Errorf("%s: %v %q %v %v", tt.names, any, c.languages, c.templates, read)
		}
	}
}

// Open pages are told of a change, and the stream ends with its reader.
func TestEvents(t *testing.T) {
	reviewer := ""
	p, _ := open(t, &reviewer)
	server := httptest.NewServer(p)
	defer server.Close()
	response, err := server.Client().Get(server.URL + "/events")
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(response.Body)
	next := func() string {
		for lines.Scan() && !strings.HasPrefix(lines.Text(), "data: ") {
		}
		return lines.Text()
	}
	if got := next(); got != "data: 0" {
		t.Errorf("the first event is %q", got)
	}
	p.reload(changes{review: true})
	if got := next(); got != "data: 1" {
		t.Errorf("after a change the event is %q", got)
	}
	if !strings.Contains(get(p, "/languages").Body.String(), `data-news="1"`) {
		t.Error("the page does not know the change that it was made after")
	}
	response.Body.Close()
}

// Many read while files change and reviewers write.
func TestManyAtOnce(t *testing.T) {
	reviewer := "Amina Yusuf"
	p, _ := open(t, &reviewer)
	pages := []string{"/", "/languages/ur", "/messages/greeting?language=ar", "/pathways/derm-ras/document?language=ur&beside=en",
		"/pathways/derm-ras/contract", "/pathways/derm-ras/changes?language=pl"}
	var readers sync.WaitGroup
	for i := range 6 {
		readers.Go(func() {
			for j := range 6 {
				if w := get(p, pages[(i+j)%len(pages)]); w.Code != 200 {
					t.Errorf("%s: status %d", pages[(i+j)%len(pages)], w.Code)
				}
			}
		})
	}
	readers.Go(func() {
		for _, c := range []changes{{languages: []string{"ur"}}, {templates: true}, everything, {review: true}} {
			p.reload(c)
		}
	})
	const writers = 4
	for i := range writers {
		readers.Go(func() {
			form := url.Values{"do": {"comment"}, "language": {"ur"}, "words": {fmt.Sprint("Comment ", i)}}
			if w := send(p, "/messages/greeting/say", form); w.Code != 303 {
				t.Errorf("status %d", w.Code)
			}
		})
	}
	readers.Wait()
	if n := strings.Count(get(p, "/messages/greeting?language=ur").Body.String(), `class="thread"`); n != writers {
		t.Errorf("%d comments, want %d", n, writers)
	}
}
