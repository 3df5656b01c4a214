package preview

import (
	"fmt"
	"net/http"
	"strings"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/locales"
	"wayleaf/review"
)

// blockNames are what comments call the blocks of an outline, and last what stands
// around the pages: the same in every language. A name is the kind of a block with
// its first message, so no edit of another block changes it. Blocks alike in both
// are told apart by their number and how many there are: when one of them comes or
// goes, none has its old name, and no comment passes to its neighbour.
func blockNames(blocks []document.Block) []string {
	names := make([]string, 0, len(blocks)+1)
	alike, before := map[string]int{}, map[string]int{}
	for _, b := range blocks {
		name := strings.Join(append([]string{kindOf(b)}, keysOf(b)[:min(1, len(keysOf(b)))]...), " ")
		names = append(names, name)
		alike[name]++
	}
	for i, name := range names {
		if before[name]++; alike[name] > 1 {
			names[i] = fmt.Sprintf("%s, %d of %d", name, before[name], alike[name])
		}
	}
	return append(names, "around the pages")
}

// kindOf is a kind of block in words that are kept in files.
func kindOf(b document.Block) string {
	switch b.(type) {
	case document.Letterhead:
		return "letterhead"
	case document.Address:
		return "address"
	case document.Heading:
		return "heading"
	case document.Paragraph:
		return "paragraph"
	case document.List:
		return "list"
	case document.KeyFacts:
		return "key facts"
	case document.Callout:
		return "callout"
	case document.Path:
		return "path"
	case document.QRCode:
		return "QR code"
	}
	return "block"
}

// quotation is the beginning of what blocks say to a made-up recipient.
func quotation(blocks []document.Block) string {
	d := document.Document{Blocks: blocks}
	words := []rune(strings.Join(strings.Fields(strings.ReplaceAll(d.Text(), "\n", " / ")), " "))
	if len(words) > review.MaxQuote {
		return strings.TrimSpace(string(words[:review.MaxQuote-1])) + "…"
	}
	return string(words)
}

// partLink leads to what is said of a block in a language.
type partLink struct {
	Address  string
	Language string // empty if the page has only one
	Open     int    // threads
}

// blockAddress is that of the page of a block, in the language that is looked at.
func blockAddress(id, block string, l looking) string {
	q := l.query()
	q.Set("block", block)
	return address(pathwayAddress(id)+"/block", q)
}

// facing is what is looked at, with another of the page's languages first.
func (b *reading) facing(i int) looking {
	l := b.Looking
	if l.Language = b.Sides[i].Tag; len(b.Sides) == 2 {
		l.Beside = b.Sides[1-i].Tag
	}
	return l
}

// partLinks lead to what is said of a block in each language of the page.
func (b *reading) partLinks(s *state, block string) []partLink {
	if s.log == nil {
		return nil
	}
	var links []partLink
	for i, side := range b.Sides {
		l := b.facing(i)
		part := partLink{Address: blockAddress(b.Pathway, block, l)}
		if len(b.Sides) == 2 {
			part.Language = side.Name
		}
		for _, t := range s.threadsOf(side.Tag, b.Pathway, l.Kind) {
			if t.Block == block && t.Open() {
				part.Open++
			}
		}
		links = append(links, part)
	}
	return links
}

// discussing is the page of one block: what it says, and what is said of it.
type discussing struct {
	Row       *row // nil if there is no such block
	Elsewhere bool // letters with other values have it
	Focus     side
	Back      string
	Whole     string // where the document can be returned
	Threads   []review.Thread
	Review    *desk // nil if nothing can be said here
}

func (p *Preview) block(s *state, r *http.Request) (*page, error) {
	q := r.URL.Query()
	shown, err := p.blockPage(s, r, q.Get("block"), q)
	if err != nil {
		return nil, err
	}
	if d := shown.Body.(*discussing); q.Get("block") == "" || d.Row == nil && len(d.Threads) == 0 {
		return nil, errNotFound
	}
	return shown, nil
}

func (p *Preview) blockPage(s *state, r *http.Request, name string, q map[string][]string) (*page, error) {
	e, l, err := s.lookAt(r, q)
	if err != nil {
		return nil, err
	}
	d := s.discussing(e, l, name)
	quote := ""
	if d.Row != nil {
		quote = d.Row.Cells[0].Quote
	}
	d.Review = p.documentDesk(s, r, e, l, option{"block", name}, option{"quote", quote})
	shown := &page{Name: "block", Trail: trailTo(e, l), Wide: true, Body: d, Problems: e.problems}
	shown.Title = fmt.Sprintf("A part of the %s that is not shown, in %s", l.Kind, d.Focus.Name)
	if d.Row != nil {
		shown.Title = fmt.Sprintf("Block %d of the %s in %s", d.Row.Number, l.Kind, d.Focus.Name)
	}
	return shown, nil
}

// discussing is a block in a language, beside English, and what is said of it.
func (s *state) discussing(e *entry, l looking, name string) *discussing {
	d := &discussing{Focus: s.side(l.Language, "")}
	d.Back = address(pathwayAddress(e.id())+"/document", l.query())
	d.Whole = d.Back + "#whole"
	for _, t := range s.threadsOf(l.Language, e.id(), l.Kind) {
		if t.Block == name {
			d.Threads = append(d.Threads, t)
		}
	}
	if l.Beside == "" && l.Language != locales.Source {
		l.Beside = locales.Source
	}
	b := &reading{Pathway: e.id(), Looking: l}
	if e.definition != nil {
		b.fill(s, e)
	}
	for i := range b.Rows {
		if b.Rows[i].Name == name {
			d.Row = &b.Rows[i]
			d.Row.Parts = d.Row.Parts[min(1, len(d.Row.Parts)):] // the first leads here
			d.Back += fmt.Sprintf("#block-%d", d.Row.Number)
		}
	}
	d.Elsewhere = d.Row == nil && e.elsewhere(l.choice, name)
	return d
}

// elsewhere tells whether a block that is not in a letter is in one to another
// made-up recipient.
func (e *entry) elsewhere(c choice, name string) bool {
	if e.definition == nil || c.Kind != document.Letter {
		return false
	}
	for _, other := range recipients {
		c.Recipient = other.Value
		for _, b := range e.edition(c).blocks {
			if b.Name == name {
				return true
			}
		}
	}
	return false
}

// documentDesk is what the reader may say of a document or of a block of it.
func (p *Preview) documentDesk(s *state, r *http.Request, e *entry, l looking, more ...option) *desk {
	if p.options.Reviews == nil || s.log == nil {
		return nil
	}
	d := &desk{Name: p.reviewer(r), Side: s.side(l.Language, ""), Address: pathwayAddress(e.id()), Hidden: more}
	q := l.query()
	for _, name := range []string{"kind", "language", "print", "recipient", "beside", "pdf"} {
		if value := q.Get(name); value != "" {
			d.Hidden = append(d.Hidden, option{name, value})
		}
	}
	return d
}

// sayOfDocument adds what is said of a document, or of a block of it.
func (p *Preview) sayOfDocument(s *state, r *http.Request) (string, *page, error) {
	f := r.PostForm
	e, l, err := s.lookAt(r, f)
	if err != nil {
		return "", nil, err
	}
	block := f.Get("block")
	refused, err := p.tell(s, r, review.Entry{
		Kind: review.Kind(f.Get("do")), At: p.options.Now(), By: p.reviewer(r), Language: l.Language,
		Pathway: e.id(), Document: string(l.Kind), Block: block, Quote: f.Get("quote"), Text: f.Get("words"),
	})
	switch {
	case err != nil:
		return "", nil, err
	case len(refused) > 0:
		return p.documentRefused(r, l, refused)
	case block != "":
		return blockAddress(e.id(), block, l) + "#comments", nil, nil
	}
	return address(pathwayAddress(e.id())+"/document", l.query()) + "#whole", nil, nil
}

// documentRefused is the page of a document or of a block of it, with why nothing
// was saved and what was written.
func (p *Preview) documentRefused(r *http.Request, l looking, refused finding.List) (string, *page, error) {
	s := p.current()
	e, err := s.find(r.PathValue("id"))
	if err != nil {
		return "", nil, err
	}
	var shown *page
	var d *desk
	if block := r.PostForm.Get("block"); block != "" {
		if shown, err = p.blockPage(s, r, block, r.PostForm); err != nil {
			return "", nil, err
		}
		d = shown.Body.(*discussing).Review
	} else {
		shown = p.documentPage(s, r, e, l)
		d = shown.Body.(*reading).Review
	}
	d.Refused, d.Text = refused, r.PostForm.Get("words")
	shown.Status = http.StatusUnprocessableEntity
	return "", shown, nil
}
