package preview

import (
	"errors"
	"net/http"
	"net/url"

	"wayleaf/document"
	"wayleaf/finding"
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

// say adds a comment, a return, a reply, a resolution or a reopening of a message.
func (p *Preview) say(s *state, r *http.Request) (string, *page, error) {
	key, f := r.PathValue("key"), r.PostForm
	entry := review.Entry{
		Kind: review.Kind(f.Get("do")), At: p.options.Now(), By: p.reviewer(r), Language: f.Get("language"), Key: key, Text: f.Get("words"),
	}
	if f.Get("about") == "" {
		entry.Pathway, entry.Document, entry.Seen = f.Get("pathway"), f.Get("kind"), f.Get("text")
	}
	refused, err := p.tell(s, r, entry)
	if err != nil {
		return "", nil, err
	}
	return p.back(r, key, refused, "#comments")
}

// tell stores an entry, or the answers that it is to a thread.
func (p *Preview) tell(s *state, r *http.Request, entry review.Entry) (finding.List, error) {
	entries := []review.Entry{entry}
	if about := r.PostForm.Get("about"); about != "" {
		entries = nil
		for _, each := range s.targets(entry, about) {
			answer := entry
			answer.About, answer.Quote = each, ""
			entries = append(entries, answer)
		}
	}
	result, err := p.options.Reviews.Add(r.Context(), s.wording.Catalogues, entries...)
	if err != nil {
		return nil, err
	}
	p.reload(changes{review: true})
	return result.Refused, nil
}

// targets are what an answer is about: to resolve a thread is to resolve all of
// it that is open.
func (s *state) targets(e review.Entry, about string) []string {
	threads := s.log.Threads(e.Language, e.Key)
	if e.Key == "" {
		threads = s.log.OfDocument(e.Language, e.Pathway, document.Kind(e.Document))
	}
	for _, t := range threads {
		if e.Kind == review.Resolve && t.ID == about && t.Open() {
			return t.Unresolved
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

// keys are the messages of a document in reading order, each once.
func (ed *edition) keys() []string {
	var keys []string
	for _, b := range ed.blocks {
		keys = append(keys, b.Keys...)
	}
	return once(keys)
}
