package preview

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/locales"
)

//go:embed pages/*.html
var pageFiles embed.FS

// pages are the templates of all pages, each with the frame around it.
var pages = parsePages("list", "pathway", "document", "block", "message", "contract", "changes", "languages", "language", "source", "failed", "pack")

func parsePages(names ...string) map[string]*template.Template {
	frame := template.Must(template.New("frame.html").Funcs(template.FuncMap{
		"day":      func(day time.Time) string { return day.Format("Monday 2 January 2006") },
		"plural":   plural,
		"fields":   fieldsOf,
		"add":      func(a, b int) int { return a + b },
		"tag":      tagOf,
		"source":   sourceAddress,
		"place":    placeInWords,
		"on":       dayInWords,
		"sentence": func(words string) string { return strings.ToUpper(words[:1]) + words[1:] },
	}).ParseFS(pageFiles, "pages/frame.html", "pages/parts.html"))
	parsed := map[string]*template.Template{}
	for _, name := range names {
		parsed[name] = template.Must(template.Must(frame.Clone()).ParseFS(pageFiles, "pages/"+name+".html"))
	}
	return parsed
}

// page is what one page shows.
type page struct {
	Name   string // of its template
	Title  string // of the page; also its level 1 heading
	In     string // the language of the words on it, for the title of the window
	Trail  []link // the pages above it
	Wide   bool   // it uses the whole window
	Body   any
	Status int // 200 if 0

	// Set by serve.
	News     int64 // the last change before the page was made
	Day      time.Time
	Problems finding.List // why the page is older than the files
	Unread   finding.List // what of the comments and signatures could not be read
	Reviewer string
	SignIn   string // leads back to the page
	SignOut  string
	Live     bool // the page can be asked for again
	Fixed    bool // nothing can be written
}

type link struct{ Address, Words string }

// option is a value that a reader can choose.
type option struct{ Value, Words string }

var (
	errNotFound = errors.New("there is no such page")
	errChoice   = errors.New("that cannot be chosen")
)

// serve makes a page and writes it whole, or not at all.
func (p *Preview) serve(w http.ResponseWriter, r *http.Request, make func(*state, *http.Request) (*page, error)) {
	news := p.audience.news.Load() // before the state, which is then no older
	s := p.current()
	shown, err := make(s, r)
	if err != nil {
		shown = failure(err)
	}
	shown.News = news
	p.show(w, r, shown)
}

func (p *Preview) show(w http.ResponseWriter, r *http.Request, shown *page) {
	s := p.state.Load()
	shown.Day, shown.Reviewer, shown.Live = s.day, p.reviewer(r), r.Method == http.MethodGet
	shown.Fixed = p.options.Reviews == nil
	switch {
	case shown.Reviewer != "":
		shown.SignOut = p.options.SignOut
	case p.options.SignIn != "" && shown.Live && !shown.Fixed:
		shown.SignIn = address(p.options.SignIn, url.Values{"next": {r.URL.RequestURI()}})
	}
	if shown.Name != "failed" { // which shows nothing that could be old
		shown.Problems, shown.Unread = slices.Concat(shown.Problems, s.problems), s.unread
	}
	p.write(w, shown)
}

func (p *Preview) write(w http.ResponseWriter, shown *page) {
	var body bytes.Buffer
	if err := pages[shown.Name].ExecuteTemplate(&body, "frame.html", shown); err != nil {
		http.Error(w, "the page cannot be made", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	if shown.Status != 0 {
		w.WriteHeader(shown.Status)
	}
	_, _ = w.Write(body.Bytes()) // nobody to tell when the reader has gone
}

// failed is the page in the place of one that there is not.
type failed struct {
	Words    string
	Findings finding.List
}

func failure(err error) *page {
	shown := &page{Name: "failed", Title: "This page cannot be shown", Status: http.StatusInternalServerError, Body: failed{Words: err.Error()}}
	switch {
	case errors.Is(err, errNotFound):
		shown.Title, shown.Status = "Page not found", http.StatusNotFound
	case errors.Is(err, errChoice):
		shown.Status = http.StatusBadRequest
	case errors.Is(err, errNobody), errors.Is(err, errReadOnly):
		shown.Status = http.StatusForbidden
	}
	return shown
}

// home is the first step of every trail.
var home = link{"/", "Pathways"}

func address(path string, query url.Values) string {
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

func pathwayAddress(id string) string { return "/pathways/" + url.PathEscape(id) }

// sourceAddress leads to the line of a file that a finding is about.
func sourceAddress(at finding.Place) string {
	if at.File == "" {
		return ""
	}
	return fmt.Sprintf("/source?%s#line-%d", url.Values{"file": {at.File}}.Encode(), max(1, at.Line))
}

// placeInWords is where a finding is, for those who have not read such addresses
// before.
func placeInWords(at finding.Place) string {
	if at.File == "" || at.Line == 0 {
		return at.String()
	}
	return fmt.Sprintf("%s, line %d", at.File, at.Line)
}

// dayInWords is the day of a signature, 2026-11-20, as people write it.
func dayInWords(day string) string {
	date, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return date.Format("2 January 2006")
}

func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// fieldsOf parts the text of a message at its values, such as {{.Date}}: they stand
// from left to right in every language.
func fieldsOf(text string) []option {
	var parts []option
	for text != "" {
		start := strings.Index(text, "{{")
		end := strings.Index(text, "}}")
		if start < 0 || end < start {
			return append(parts, option{"", text})
		}
		if start > 0 {
			parts = append(parts, option{"", text[:start]})
		}
		parts, text = append(parts, option{"field", text[start : end+2]}), text[end+2:]
	}
	return parts
}

// tagOf is the colour of a tag that tells a state in words.
func tagOf(state any) string {
	switch fmt.Sprint(state) {
	case string(locales.Approved), "passed", "answered", "resolved":
		return "green"
	case string(locales.Missing), string(locales.Empty), string(locales.Stale), "failed", "error", "not answered", "returned":
		return "red"
	case string(locales.Reviewed), string(locales.Translated), "open":
		return "blue"
	case string(locales.Draft), string(locales.Changed), "warning", "old":
		return "yellow"
	}
	return "grey"
}

// titled begins with a capital.
func titled(kind document.Kind) string {
	return strings.ToUpper(string(kind[:1])) + string(kind[1:])
}
