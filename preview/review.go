package preview

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"wayleaf/finding"
	"wayleaf/locales"
	"wayleaf/review"
)

// most is how many bytes a form may have.
const formBytes = 1 << 20

// refused is an answer to a form that changed nothing.
var (
	errNobody   = errors.New("say who you are before you comment or sign")
	errReadOnly = errors.New("nothing can be written here")
)

// change does what a form asks and leads to the page that shows it. If it is
// refused, the page tells why and keeps what was written.
func (p *Preview) change(w http.ResponseWriter, r *http.Request, do func(*state, *http.Request) (string, *page, error)) {
	r.Body = http.MaxBytesReader(w, r.Body, formBytes)
	to, shown, err := "", (*page)(nil), p.mayChange(r)
	if err == nil {
		to, shown, err = do(p.current(), r)
	}
	switch {
	case err != nil:
		p.show(w, r, failure(err))
	case shown != nil:
		p.show(w, r, shown)
	default:
		http.Redirect(w, r, to, http.StatusSeeOther)
	}
}

func (p *Preview) mayChange(r *http.Request) error {
	switch {
	case r.ParseForm() != nil:
		return errChoice
	case p.options.Reviews == nil || p.state.Load().log == nil:
		return errReadOnly
	case p.reviewer(r) == "":
		return errNobody
	}
	return nil
}

// say adds a comment, a return, a reply, a resolution or a reopening.
func (p *Preview) say(s *state, r *http.Request) (string, *page, error) {
	key, f := r.PathValue("key"), r.PostForm
	entry := review.Entry{
		Kind: review.Kind(f.Get("do")), At: p.options.Now(), By: p.reviewer(r), Language: f.Get("language"), Key: key,
		Pathway: f.Get("pathway"), Document: f.Get("kind"), Text: f.Get("words"),
	}
	entries := []review.Entry{entry}
	if about := f.Get("about"); about != "" {
		entries = nil
		for _, each := range s.targets(entry, about) {
			answer := entry
			answer.About, answer.Pathway, answer.Document = each, "", ""
			entries = append(entries, answer)
		}
	} else {
		entries[0].Seen = f.Get("text")
	}
	result, err := p.options.Reviews.Add(r.Context(), s.wording.Catalogues, entries...)
	if err != nil {
		return "", nil, err
	}
	p.reload(changes{review: true})
	return p.back(r, key, result.Refused, "#comments")
}

// targets are what an answer is about: to resolve a thread is to resolve all of
// it that is open.
func (s *state) targets(e review.Entry, about string) []string {
	if e.Kind == review.Resolve {
		for _, t := range s.log.Threads(e.Language, e.Key) {
			if t.ID == about && t.Open() {
				return t.Unresolved
			}
		}
	}
	return []string{about}
}

// approve signs one message.
func (p *Preview) approve(s *state, r *http.Request) (string, *page, error) {
	key, f := r.PathValue("key"), r.PostForm
	result, err := p.options.Reviews.Approve(r.Context(), s.wording.Catalogues, review.Approval{
		Language: f.Get("language"), Key: key, Text: f.Get("text"), Source: f.Get("source"),
		By: p.reviewer(r), At: p.options.Now(), BackTranslation: f.Get("back-translation"),
	})
	if err != nil {
		return "", nil, err
	}
	p.reload(changes{review: true, languages: []string{f.Get("language")}})
	return p.back(r, key, result.Refused, "#approval")
}

// back leads to the page of a message, or is that page with the refusals on it.
func (p *Preview) back(r *http.Request, key string, refused finding.List, part string) (string, *page, error) {
	q := url.Values{}
	for _, name := range []string{"language", "pathway", "kind", "print", "recipient", "beside"} {
		if value := r.PostForm.Get(name); value != "" {
			q.Set(name, value)
		}
	}
	if len(refused) == 0 {
		return address("/messages/"+url.PathEscape(key), q) + part, nil, nil
	}
	shown, err := p.messagePage(p.current(), r, key, q)
	if err != nil {
		return "", nil, err
	}
	d := shown.Body.(*telling).Review
	d.Refused, d.Text, d.Back = refused, r.PostForm.Get("words"), r.PostForm.Get("back-translation")
	shown.Status = http.StatusUnprocessableEntity
	return "", shown, nil
}

// seen is a message in a form to approve a whole document: its key and the
// hashes of the words that the reviewer has before them.
type seen struct{ Key, Text, Source string }

func (s seen) String() string { return s.Key + " " + s.Text + " " + s.Source }

// toApprove are the messages of a document that are not approved.
func (s *state) toApprove(ed *edition) []seen {
	var list []seen
	for _, key := range ed.keys() {
		if ed.language == nil || ed.language.Status(key) == locales.Approved {
			continue
		}
		words, source := s.entryIn(ed.choice.Language, key), s.entryIn(locales.Source, key)
		if len(words.Forms) > 0 && len(source.Forms) > 0 {
			list = append(list, seen{key, locales.Hash(words.Forms), locales.Hash(source.Forms)})
		}
	}
	return list
}

// approveDocument signs all messages of a document, as the reviewer has seen
// them. Those that are refused stay as they are and are listed.
func (p *Preview) approveDocument(s *state, r *http.Request) (string, *page, error) {
	e, err := s.find(r.PathValue("id"))
	if err != nil {
		return "", nil, err
	}
	f := r.PostForm
	l, err := s.lookingOf(f)
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
	p.reload(changes{review: true, languages: []string{l.Language}})
	if len(result.Refused) == 0 {
		return address(pathwayAddress(e.id())+"/document", l.query()) + "#approval", nil, nil
	}
	return p.documentRefused(r, l, result)
}

func (p *Preview) documentRefused(r *http.Request, l looking, result review.Result) (string, *page, error) {
	s := p.current()
	e, err := s.find(r.PathValue("id"))
	if err != nil {
		return "", nil, err
	}
	body := p.reading(s, r, e, l)
	body.Refused, body.Written = result.Refused, result.Written
	return "", &page{Name: "document", Title: title(l.Kind, e), Trail: []link{home, {pathwayAddress(e.id()), e.name()}}, Wide: true,
		Body: body, Status: http.StatusUnprocessableEntity}, nil
}

// keys are the messages of a document in reading order, each once.
func (ed *edition) keys() []string {
	var keys []string
	for _, b := range ed.blocks {
		keys = append(keys, b.Keys...)
	}
	return once(keys)
}
