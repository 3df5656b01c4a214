package preview

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/locales"
	"wayleaf/render/html"
	"wayleaf/review"
)

// Pack is a page for reviewers who have no server: it holds all it needs, asks
// for nothing, and saves what is said on it as a file that [review.ReadPack] reads.
type Pack struct {
	Name string // of the file, without anything personal
	Page []byte // HTML
}

// UnknownError is that of a pack of a pathway, a document or a language that is
// not there.
type UnknownError struct{ What, Hint string }

func (e *UnknownError) Error() string { return e.What }

func unknown(what, name string, known []string) error {
	return &UnknownError{fmt.Sprintf("there is no %s %q", what, name), finding.OneOf(name, known)}
}

// Pack makes the review pack of documents of a pathway: each block in the language
// beside English, with its messages. The error is a [finding.List] when the files
// cannot be used as they are, because a pack never shows older ones; it is an
// [UnknownError] when there is no such document.
func (p *Preview) Pack(pathway, language string, kinds ...document.Kind) (*Pack, error) {
	return p.current().pack(pathway, language, kinds)
}

// pack serves a review pack as a file to be saved.
func (p *Preview) pack(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	chosen := kinds
	if kind := or(q.Get("kind"), "both"); kind != "both" {
		chosen = []document.Kind{document.Kind(kind)}
	}
	pack, err := p.Pack(r.PathValue("id"), or(q.Get("language"), locales.Source), chosen...)
	if err != nil {
		p.show(w, r, noPack(err))
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="`+pack.Name+`"`)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write(pack.Page) // nobody to tell when the reader has gone
}

// noPack is the page of a pack that cannot be made.
func noPack(err error) *page {
	shown := failure(err)
	if _, is := errors.AsType[*UnknownError](err); is {
		shown.Status = http.StatusNotFound
	} else if list, is := errors.AsType[finding.List](err); is {
		shown.Title, shown.Status = "There is no review pack yet", http.StatusConflict
		shown.Body = failed{"it is made when these files can be used", list}
	}
	return shown
}

// packed is the page of a review pack.
type packed struct {
	Title, Service, Pathway string
	Name                    string // of the file that the reviewer saves
	Language                side
	Documents               []packedDocument
	Day                     time.Time
	MaxText                 int

	Policy string
	Style  template.CSS
	Script template.JS
}

type packedDocument struct {
	Kind     document.Kind
	Sides    []side
	Rows     []packedRow
	Findings finding.List    // that stand beside no block
	Open     []review.Thread // on the document as a whole
	Settle   string          // the entries of those that hold it, for who approves it anew
	Lost     []review.Thread // open, on blocks that are not in it
}

type packedRow struct {
	ID       string
	Number   int
	Name     string // what comments call it
	Around   bool
	Cells    []cell
	Findings finding.List
	Messages []packedMessage // those that no row before has
	Before   []string        // keys of those that one has
	Open     []review.Thread // on the block itself
}

// packedMessage is a message with the hashes of what the reviewer sees.
type packedMessage struct {
	*telling
	Text, Source string // empty without words
	Open         []review.Thread
}

func (s *state) pack(pathway, language string, kinds []document.Kind) (*Pack, error) {
	e, err := s.packable(pathway, language, kinds)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(kinds))
	data := &packed{Service: e.name(), Pathway: e.id(), Language: s.side(language, ""), Day: s.day, MaxText: review.MaxText,
		Policy: packPolicy, Style: packStyle, Script: packScript}
	said := map[string]bool{}
	for i, kind := range kinds {
		d, err := s.packDocument(e, kind, language, said)
		if err != nil {
			return nil, err
		}
		data.Documents = append(data.Documents, d)
		names[i] = string(kind)
	}
	data.Title = fmt.Sprintf("%s in %s", titled(document.Kind(strings.Join(names, " and "))), data.Language.Name)
	name := strings.Join(append([]string{"review", e.id(), strings.Join(names, "-")}, language), ".")
	data.Name = name + ".json"
	var page bytes.Buffer
	if err := pages["pack"].ExecuteTemplate(&page, "pack.html", data); err != nil {
		return nil, err
	}
	return &Pack{name + ".html", page.Bytes()}, nil
}

// packable finds a pathway whose files can all be used as they are.
func (s *state) packable(pathway, language string, chosen []document.Kind) (*entry, error) {
	e, err := s.find(pathway)
	if err != nil {
		var ids []string
		for _, e := range s.entries {
			ids = append(ids, e.id())
		}
		return nil, unknown("pathway", pathway, ids)
	}
	if tags := s.wording.Catalogues.Tags(); !slices.Contains(tags, language) {
		return nil, unknown("language", language, tags)
	}
	for _, kind := range chosen {
		if !slices.Contains(kinds, kind) {
			return nil, unknown("document", string(kind), []string{"letter", "leaflet"})
		}
	}
	return e, slices.Concat(s.problems, e.problems, s.unread).Sort().Err()
}

// packDocument puts one document into a pack. A message is in the pack once.
func (s *state) packDocument(e *entry, kind document.Kind, language string, said map[string]bool) (packedDocument, error) {
	l := looking{choice: choice{Kind: kind, Language: language, Recipient: sampleOf(kind)}}
	if language != locales.Source {
		l.Beside = locales.Source
	}
	b := &reading{Pathway: e.id(), Looking: l}
	b.fill(s, e)
	if b.Old {
		return packedDocument{}, b.General.Sort()
	}
	d := packedDocument{Kind: kind, Sides: b.Sides, Findings: b.General}
	open := s.openOnBlocks(e, l)
	d.Open, d.Settle = open[""], strings.Join(holding(open[""]), " ")
	for _, r := range b.Rows {
		row := s.packRow(r, language, said)
		row.ID, row.Open = fmt.Sprintf("%s-%d", kind, r.Number), open[r.Name]
		d.Rows = append(d.Rows, row)
	}
	for _, lost := range b.lost(s, e) {
		if lost.Tag == language && lost.Open() {
			d.Lost = append(d.Lost, lost.Thread)
		}
	}
	return d, nil
}

func (s *state) packRow(r row, language string, said map[string]bool) packedRow {
	row := packedRow{Number: r.Number, Name: r.Name, Around: r.Around, Findings: r.Findings}
	for _, c := range r.Cells {
		row.Cells = append(row.Cells, c.withoutLinks())
	}
	for _, m := range r.Messages {
		if said[m.Key] {
			row.Before = append(row.Before, m.Key)
		} else if told, err := s.packMessage(language, m.Key); err == nil {
			row.Messages, said[m.Key] = append(row.Messages, told), true
		}
	}
	return row
}

// openOnBlocks are the open threads of a document by the name of their block,
// which is empty for those on the whole of it.
func (s *state) openOnBlocks(e *entry, l looking) map[string][]review.Thread {
	open := map[string][]review.Thread{}
	for _, t := range s.threadsOf(l.Language, e.id(), l.Kind) {
		if t.Open() {
			open[t.Block] = append(open[t.Block], t)
		}
	}
	return open
}

func (s *state) packMessage(language, key string) (packedMessage, error) {
	t, err := s.telling(language, key)
	if err != nil {
		return packedMessage{}, err
	}
	t.Review = s.desk(t)
	m := packedMessage{telling: t, Text: s.hashOf(language, key), Source: s.hashOf(locales.Source, key)}
	for _, thread := range t.Threads {
		if thread.Open() {
			m.Open = append(m.Open, thread)
		}
	}
	return m, nil
}

func (s *state) hashOf(tag, key string) string {
	forms := s.entryIn(tag, key).Forms
	if len(forms) == 0 {
		return ""
	}
	return locales.Hash(forms)
}

// linkStart is the tag that begins a link. The writer escapes all words, so it is
// nothing else.
var linkStart = regexp.MustCompile(`<a [^>]*>`)

// withoutLinks keeps the words of links only: nothing on a pack leads away from it.
func (c cell) withoutLinks() cell {
	if words, ok := c.Words.(template.HTML); ok {
		c.Words = template.HTML(linkStart.ReplaceAllString(string(words), "<a>"))
	}
	return c
}

// packStyle and packScript stand in the page, which says by their hashes that
// nothing else may run or be fetched.
var (
	packStyle  = template.CSS(".words {\n" + pageRule.ReplaceAllString(html.Style(), "") + "\n}\n" + mustAsset("pack.css"))
	packScript = template.JS(mustAsset("pack.js"))
	packPolicy = "default-src 'none'; script-src 'sha256-" + policyHash(string(packScript)) + "'; style-src 'sha256-" + policyHash(string(packStyle)) +
		"'; img-src data:; base-uri 'none'; form-action 'none'"
)

// pageRule is about sheets of paper, and cannot stand in a rule about blocks.
var pageRule = regexp.MustCompile(`(?m)^@page.*\n`)

func mustAsset(name string) string {
	data, err := assetFiles.ReadFile("assets/" + name)
	if err != nil {
		panic(err) // it is built in
	}
	return string(data)
}
