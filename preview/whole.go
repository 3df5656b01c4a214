package preview

import (
	"fmt"
	"net/http"

	"wayleaf/check"
	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/locales"
	"wayleaf/review"
)

// whole is what is said of a document as a whole in a language, and what its
// approval would do.
type whole struct {
	Threads []review.Thread
	Held    bool // one of them is a return that stands
	Review  *desk
	Settle  []string // what an approval would resolve
	Approve []seen   // what the reader may sign
	Second  int      // how many of those another person must sign too
	Stopped []stopped
	Written int // approved just now, when others were refused
}

// stopped is a message that the reader cannot approve with the document, and why.
type stopped struct {
	messageLink
	Why string
}

// seen is a message in a form to approve a whole document: its key and the
// hashes of the words that the reviewer has before them.
type seen struct{ Key, Text, Source string }

func (s seen) String() string { return s.Key + " " + s.Text + " " + s.Source }

func (p *Preview) whole(s *state, r *http.Request, e *entry, b *reading) whole {
	l := b.Looking
	w := whole{Review: p.documentDesk(s, r, e, l)}
	if w.Review == nil {
		return w
	}
	w.Review.Return = fmt.Sprintf("Return the whole %s for a change", l.Kind)
	for _, t := range s.threadsOf(l.Language, e.id(), l.Kind) {
		if t.Block == "" {
			w.Threads = append(w.Threads, t)
		}
	}
	w.Settle = holding(w.Threads)
	w.Held = len(w.Settle) > 0
	for _, key := range e.edition(l.choice).keys() {
		w.sort(s, b, key)
	}
	return w
}

// holding are the entries to resolve before nothing of some threads is a return
// that stands.
func holding(threads []review.Thread) []string {
	var ids []string
	for _, t := range threads {
		if t.Kind == review.Return {
			ids = append(ids, t.Unresolved...)
		}
	}
	return ids
}

// sort puts a message to those that the reader may sign, or to those that stop
// the approval.
func (w *whole) sort(s *state, b *reading, key string) {
	tag := b.Looking.Language
	words := s.entryIn(tag, key)
	if words.Status == locales.Approved {
		return
	}
	t := &telling{Key: key, Critical: check.Critical(key),
		Focus: voice{side: b.Sides[0], Status: words.Status, Forms: formsOf(words.Forms), Signature: words.Signature}}
	if why := s.stops(t, w.Review.Name); why != "" {
		w.Stopped = append(w.Stopped, stopped{b.messageLink(s, key), why})
		return
	}
	w.Approve = append(w.Approve, seen{key, s.hashOf(tag, key), s.hashOf(locales.Source, key)})
	if t.Critical && !s.desk(t).SecondNeeded {
		w.Second++
	}
}

// stops tells why a reviewer cannot approve a message together with others, if
// that is so.
func (s *state) stops(t *telling, reviewer string) string {
	switch d := s.desk(t); {
	case len(t.Focus.Forms) == 0 || t.Focus.Status == locales.Empty || s.hashOf(locales.Source, t.Key) == "":
		return "there are no words to approve"
	case d.OpenReturn:
		return "a reviewer has returned it"
	case d.NeedsBack:
		return "it is safety-critical and needs a back-translation"
	case d.SecondNeeded && locales.SamePerson(d.FirstApprover, reviewer):
		return "you have approved it; another person must approve it too"
	}
	return ""
}

// approveDocument signs all messages of a document that the reviewer may sign, as
// the reviewer has seen them, and settles what the document was returned for. Those
// that are refused stay as they are and are listed, and then nothing is settled.
func (p *Preview) approveDocument(s *state, r *http.Request) (string, *page, error) {
	f := r.PostForm
	e, l, err := s.lookAt(r, f)
	if err != nil {
		return "", nil, err
	}
	var approvals []review.Approval
	for _, each := range f["seen"] {
		var one seen
		if _, err := fmt.Sscan(each, &one.Key, &one.Text, &one.Source); err != nil {
			return "", nil, errChoice
		}
		approvals = append(approvals, review.Approval{Language: l.Language, Key: one.Key, Text: one.Text, Source: one.Source, By: p.reviewer(r), At: p.options.Now()})
	}
	result, err := p.options.Reviews.Approve(r.Context(), s.wording.Catalogues, approvals...)
	if err != nil {
		return "", nil, err
	}
	if len(result.Refused) == 0 {
		result.Refused, err = p.settle(s, r, e, l, f["settle"])
	}
	p.reload(changes{review: true, languages: []string{l.Language}})
	if err != nil {
		return "", nil, err
	}
	if len(result.Refused) == 0 {
		return address(pathwayAddress(e.id())+"/document", l.query()) + "#whole", nil, nil
	}
	_, shown, err := p.documentRefused(r, l, result.Refused)
	if err == nil {
		shown.Body.(*reading).Written = result.Written
	}
	return "", shown, err
}

// settle resolves returns of a document that a reviewer has approved anew: those
// that the reviewer has seen. One that was made meanwhile stands.
func (p *Preview) settle(s *state, r *http.Request, e *entry, l looking, ids []string) (finding.List, error) {
	var entries []review.Entry
	for _, id := range ids {
		entries = append(entries, review.Entry{Kind: review.Resolve, At: p.options.Now(), By: p.reviewer(r),
			Language: l.Language, Pathway: e.id(), Document: string(l.Kind), About: id})
	}
	result, err := p.options.Reviews.Add(r.Context(), s.wording.Catalogues, entries...)
	return result.Refused, err
}

// lost is a comment on a block that is not in the document as it is shown.
type lost struct {
	review.Thread
	side
	Address   string
	Elsewhere bool // letters with other values have the block
}

// lost are the comments whose blocks are not on the page.
func (b *reading) lost(s *state, e *entry) []lost {
	var found []lost
	shown := map[string]bool{"": true}
	for _, r := range b.Rows {
		shown[r.Name] = true
	}
	for i, side := range b.Sides {
		l := b.facing(i)
		for _, t := range s.threadsOf(side.Tag, e.id(), l.Kind) {
			if !shown[t.Block] {
				found = append(found, lost{t, side, blockAddress(e.id(), t.Block, l), e.elsewhere(l.choice, t.Block)})
			}
		}
	}
	return found
}

// threadsOf are the threads of a document and of its blocks.
func (s *state) threadsOf(tag, id string, kind document.Kind) []review.Thread {
	if s.log == nil {
		return nil
	}
	return s.log.OfDocument(tag, id, kind)
}

// held tells whether a reviewer has returned a document as a whole.
func (s *state) held(tag, id string, kind document.Kind) bool {
	return s.log != nil && s.log.Held(tag, id, kind)
}

// returnedIn are the documents that are held in a language.
func (s *state) returnedIn(tag string) []link {
	var links []link
	for _, e := range s.entries {
		for _, kind := range kinds {
			if s.held(tag, e.id(), kind) {
				links = append(links, link{documentAddress(e, choice{Kind: kind, Language: tag}) + "#whole", title(kind, e)})
			}
		}
	}
	return links
}
