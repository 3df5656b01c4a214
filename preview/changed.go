package preview

import (
	"net/http"

	"wayleaf/document"
	"wayleaf/locales"
	"wayleaf/press"
	"wayleaf/review"
)

// changedForm is a text as it was approved last and as it is now, word by word.
type changedForm struct {
	Name  string
	Parts []review.Part
}

// changed compares a message with its words as they were last approved. It is
// nil if they are the same; the second result tells whether they ever were.
func (s *state) changed(tag, key string, now map[string]string) ([]changedForm, bool) {
	before, approved := s.lastApproved(tag, key)
	if !approved || before.Text == locales.Hash(now) {
		return nil, approved
	}
	var changed []changedForm
	for _, category := range categories {
		was, is := before.Forms[category], now[category]
		if was == "" && is == "" {
			continue
		}
		name := category
		if len(before.Forms) <= 1 && len(now) <= 1 {
			name = ""
		}
		changed = append(changed, changedForm{name, review.Compare(was, is)})
	}
	return changed, true
}

// lastApproved is a message as it was approved last: as it stands, as it was when
// somebody approved it here, or as it came with Wayleaf and was signed.
func (s *state) lastApproved(tag, key string) (review.Words, bool) {
	e := s.entryIn(tag, key)
	if e.Status == locales.Approved {
		return review.Words{Forms: e.Forms, Text: locales.Hash(e.Forms)}, true
	}
	if s.log != nil {
		if words, ok := s.log.Approved(tag, key); ok {
			return words, true
		}
	}
	if e.Signature.Status != locales.Approved {
		return review.Words{}, false
	}
	return review.Signed(s.builtIn(), tag, e.Signature)
}

// builtInWords are the catalogues that come with Wayleaf, which have been opened
// before.
func builtInWords() *locales.Catalogues {
	p, err := press.Open(press.Layers{})
	if err != nil {
		return &locales.Catalogues{}
	}
	return p.Catalogues
}

// comparing is the page of what has changed in a document since it was approved.
type comparing struct {
	Looking  looking
	Action   string
	Switches []choosing
	Side     side
	Changed  []changedMessage
	Made     bool           // there is a document
	Stale    []shownMessage // as approved, but their English is another one now
	Never    []shownMessage // without approved words to compare with
	Same     int
	Document string
}

// shownMessage is a message with nothing to compare it with.
type shownMessage struct {
	messageLink
	Side  side
	Forms []form
}

type changedMessage struct {
	messageLink
	Forms []changedForm
}

func (p *Preview) changes(s *state, r *http.Request) (*page, error) {
	e, l, err := s.lookAt(r, r.URL.Query())
	if err != nil {
		return nil, err
	}
	if e.definition == nil {
		return nil, errChoice
	}
	b := &reading{Pathway: e.id(), Looking: l, Sides: []side{s.side(l.Language, "")}}
	c := &comparing{Looking: l, Action: pathwayAddress(e.id()) + "/changes", Switches: s.switches(l)[:2], Side: b.Sides[0], Document: documentAddress(e, l.choice)}
	ed := e.edition(l.choice)
	c.Made = ed.outline != nil
	for _, key := range ed.keys() {
		entry := s.entryIn(l.Language, key)
		shown := shownMessage{b.messageLink(s, key), c.Side, formsOf(entry.Forms)}
		forms, approved := s.changed(l.Language, key, entry.Forms)
		switch {
		case !approved:
			c.Never = append(c.Never, shown)
		case forms == nil && entry.Status == locales.Stale:
			c.Stale = append(c.Stale, shown)
		case forms == nil:
			c.Same++
		default:
			c.Changed = append(c.Changed, changedMessage{shown.messageLink, forms})
		}
	}
	return &page{Name: "changes", Title: "Changes since the last approval: " + e.name(), In: c.Side.Name, Trail: trailTo(e, l), Body: c, Problems: e.problems}, nil
}

func trailTo(e *entry, l looking) []link {
	return []link{home, {pathwayAddress(e.id()), e.name()}, {documentAddress(e, l.choice), titled(l.Kind)}}
}

// title is what a document is called in lists.
func title(kind document.Kind, e *entry) string { return titled(kind) + ": " + e.name() }
