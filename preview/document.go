package preview

import (
	"net/http"
	"net/url"
	"slices"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/locales"
)

// looking is what a reader has chosen to see on the page of a document.
type looking struct {
	choice
	Beside string // a second language; empty for none
	PDF    bool   // the file beside the page
}

func queryOf(c choice) url.Values {
	q := url.Values{"kind": {string(c.Kind)}, "language": {c.Language}}
	if c.Print != document.Standard {
		q.Set("print", string(c.Print))
	}
	if c.Recipient != "" && c.Recipient != sampleOf(c.Kind) {
		q.Set("recipient", c.Recipient)
	}
	return q
}

func (l looking) query() url.Values {
	q := queryOf(l.choice)
	if l.Beside != "" {
		q.Set("beside", l.Beside)
	}
	if l.PDF {
		q.Set("pdf", "yes")
	}
	return q
}

// lookAt is the pathway of a request, and what was chosen to look at.
func (s *state) lookAt(r *http.Request, q url.Values) (*entry, looking, error) {
	e, err := s.find(r.PathValue("id"))
	if err != nil {
		return nil, looking{}, err
	}
	l, err := s.lookingOf(q)
	return e, l, err
}

// lookingOf reads what was chosen out of an address. What is left out has a
// value of its own.
func (s *state) lookingOf(q url.Values) (looking, error) {
	l := looking{Beside: q.Get("beside"), PDF: q.Get("pdf") != ""}
	l.Kind = document.Kind(or(q.Get("kind"), string(document.Letter)))
	l.Language = or(q.Get("language"), locales.Source)
	l.Print = document.Print(q.Get("print"))
	l.Recipient = or(q.Get("recipient"), sample)
	tags := s.wording.Catalogues.Tags()
	known := slices.Contains(kinds, l.Kind) && slices.Contains(tags, l.Language) && slices.Contains(document.Prints, l.Print) &&
		(l.Beside == "" || slices.Contains(tags, l.Beside)) &&
		slices.ContainsFunc(recipients, func(o option) bool { return o.Value == l.Recipient })
	if !known {
		return l, errChoice
	}
	if l.Kind == document.Leaflet {
		l.Recipient = ""
	}
	if l.Beside == l.Language {
		l.Beside = ""
	}
	return l, nil
}

func or(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}

// reading is the page of one document.
type reading struct {
	Pathway  string
	Looking  looking
	Switches []choosing
	Sides    []side // one language, or two
	Rows     []row
	Lost     []lost       // comments on blocks that are not among them
	General  finding.List // what is wrong with the document as a whole
	Old      bool         // the blocks are older than the files
	Query    url.Values

	Action, Changes, Contract, Pack string // addresses
	PDF, HTML                       string // addresses; empty if there is no such file

	Language string

	whole
}

// choosing is one switch of a page.
type choosing struct {
	Name, Label, Chosen string
	Options             []option
}

// side is one language of a page.
type side struct {
	Tag, Name string
	Direction document.Direction
	Class     string
	State     string // of the document: approved, draft or failed
	Held      bool   // a reviewer has returned it as a whole
}

// row is one block of a document, in one language or two.
type row struct {
	Number   int
	Name     string // what comments call it
	Around   bool   // what stands around the pages
	Cells    []cell
	Messages []messageLink
	Open     int // threads on its messages
	Parts    []partLink
	Findings finding.List
}

type cell struct {
	side
	Words any
	Quote string // the beginning of them
}

type messageLink struct {
	Key, Address string
	Statuses     []sideStatus
	Open         int // threads
}

type sideStatus struct {
	Tag, Language, Address string
	Status                 locales.Status
}

func (p *Preview) document(s *state, r *http.Request) (*page, error) {
	e, l, err := s.lookAt(r, r.URL.Query())
	if err != nil {
		return nil, err
	}
	return p.documentPage(s, r, e, l), nil
}

func (p *Preview) documentPage(s *state, r *http.Request, e *entry, l looking) *page {
	shown := &page{Name: "document", Trail: []link{home, {pathwayAddress(e.id()), e.name()}}, Wide: true, Problems: e.problems}
	shown.Title, shown.In = title(l.Kind, e), s.side(l.Language, "").Name
	if e.definition == nil {
		shown.Body = &reading{Pathway: e.id(), Looking: l}
		return shown
	}
	body := p.reading(s, r, e, l)
	if body.Old {
		shown.Problems = append(slices.Clone(shown.Problems), body.General...)
	}
	shown.Body = body
	return shown
}

func (p *Preview) reading(s *state, r *http.Request, e *entry, l looking) *reading {
	b := &reading{Pathway: e.id(), Looking: l, Switches: s.switches(l), Query: l.query(), Language: s.side(l.Language, "").Name}
	b.Action = pathwayAddress(e.id()) + "/document"
	b.fill(s, e)
	b.PDF, b.HTML = fileAddress(e, l.choice, "pdf"), fileAddress(e, l.choice, "html")
	b.Changes = address(pathwayAddress(e.id())+"/changes", queryOf(l.choice))
	b.Contract = address(pathwayAddress(e.id())+"/contract", queryOf(l.choice))
	b.Pack = address(pathwayAddress(e.id())+"/pack", url.Values{"kind": {string(l.Kind)}, "language": {l.Language}})
	b.Lost, b.whole = b.lost(s, e), p.whole(s, r, e, b)
	return b
}

// fill puts in the document, in one language or in two side by side.
func (b *reading) fill(s *state, e *entry) {
	tags := []string{b.Looking.Language}
	if b.Looking.Beside != "" {
		tags = append(tags, b.Looking.Beside)
	}
	var columns [][]block
	for _, tag := range tags {
		c := b.Looking.choice
		c.Language = tag
		blocks, old := b.column(e, c)
		columns = append(columns, blocks)
		b.Old = b.Old || old
		one := s.side(tag, b.Looking.Print)
		one.State, one.Held = e.edition(c).proof().State(), s.held(tag, e.id(), c.Kind)
		b.Sides = append(b.Sides, one)
	}
	b.align(s, columns)
}

// column returns the blocks of one language, and whether they are older than the
// files.
func (b *reading) column(e *entry, c choice) ([]block, bool) {
	ed := e.edition(c)
	proof := ed.proof()
	b.General = append(b.General, notBeside(ed.blocks, proof.findings)...)
	if ed.outline == nil {
		return e.good[c], true
	}
	return ed.blocks, false
}

// notBeside are the findings that stand beside no block.
func notBeside(blocks []block, list finding.List) finding.List {
	return slices.DeleteFunc(slices.Clone(list), func(f finding.Finding) bool {
		return slices.ContainsFunc(blocks, func(b block) bool { return slices.Contains(b.Findings, f) })
	})
}

func (s *state) side(tag string, print document.Print) side {
	language, err := s.wording.Catalogues.Language(tag)
	if err != nil {
		return side{Tag: tag, Name: tag, Direction: document.LeftToRight}
	}
	return side{Tag: tag, Name: language.EnglishName, Direction: language.Direction, Class: string(print)}
}

// align puts the same block of all languages in one row. They come from one
// outline, so they have the same number of blocks, unless one has none.
func (b *reading) align(s *state, columns [][]block) {
	n := 0
	for _, blocks := range columns {
		n = max(n, len(blocks))
	}
	for i := range n {
		r := row{Number: i + 1, Around: i == n-1}
		var keys []string
		for j, blocks := range columns {
			if len(blocks) != n {
				continue
			}
			r.Name = blocks[i].Name
			r.Cells = append(r.Cells, cell{b.Sides[j], blocks[i].Words, blocks[i].Quote})
			r.Findings = append(r.Findings, blocks[i].Findings...)
			keys = append(keys, blocks[i].Keys...)
		}
		r.Findings, r.Parts = r.Findings.Sort(), b.partLinks(s, r.Name)
		for _, key := range once(keys) {
			m := b.messageLink(s, key)
			r.Messages, r.Open = append(r.Messages, m), r.Open+m.Open
		}
		b.Rows = append(b.Rows, r)
	}
}

// once leaves out repeats. Not all languages need have the same messages around
// the pages: only those not approved have a DRAFT mark.
func once(keys []string) []string {
	var first []string
	for _, key := range keys {
		if !slices.Contains(first, key) {
			first = append(first, key)
		}
	}
	return first
}

func (b *reading) messageLink(s *state, key string) messageLink {
	q := queryOf(b.Looking.choice)
	q.Set("pathway", b.Pathway)
	m := messageLink{Key: key}
	for i, side := range b.Sides {
		q.Set("language", side.Tag)
		if len(b.Sides) == 2 {
			q.Set("beside", b.Sides[1-i].Tag)
		}
		at := address("/messages/"+url.PathEscape(key), q)
		m.Address = or(m.Address, at)
		if language, err := s.wording.Catalogues.Language(side.Tag); err == nil {
			m.Statuses = append(m.Statuses, sideStatus{side.Tag, side.Name, at, language.Status(key)})
		}
		m.Open += s.openThreads(side.Tag, key)
	}
	return m
}

// openThreads is how many comments and returns nobody has resolved.
func (s *state) openThreads(tag, key string) int {
	n := 0
	if s.log != nil {
		for _, t := range s.log.Threads(tag, key) {
			if t.Open() {
				n++
			}
		}
	}
	return n
}

// switches are what can be chosen on the page of a document.
func (s *state) switches(l looking) []choosing {
	languages := s.languageOptions()
	switches := []choosing{
		{"kind", "Document", string(l.Kind), []option{{"letter", "Letter"}, {"leaflet", "Leaflet"}}},
		{"language", "Language", l.Language, languages},
		{"beside", "Side by side with", l.Beside, append([]option{{"", "No other language"}}, languages...)},
		{"print", "Print", string(l.Print), []option{{"", "Standard, 12 point"}, {"large", "Large, 16 point"}, {"extra-large", "Extra large, 20 point"}}},
		{"pdf", "PDF", map[bool]string{true: "yes"}[l.PDF], []option{{"", "Not shown"}, {"yes", "Beside the words"}}},
	}
	if l.Kind == document.Letter {
		switches = append(switches, choosing{"recipient", "Recipient (fictional)", l.Recipient, recipients})
	}
	return switches
}

func (s *state) languageOptions() []option {
	var options []option
	for _, tag := range s.wording.Catalogues.Tags() {
		options = append(options, option{tag, s.side(tag, "").Name})
	}
	return options
}
