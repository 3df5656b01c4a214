package preview

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"wayleaf/check"
	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/locales"
	"wayleaf/review"
)

// telling is the page of one message.
type telling struct {
	Key, Description string
	Critical         bool
	Questions        []check.Question
	Focus            voice   // the language in question
	English          voice   // its source
	Others           []voice // all other languages
	Uses             []use
	Back             string     // the document that the reader came from
	Query            url.Values // what the reader has chosen there
	Threads          []review.Thread
	Settled          int
	Review           *desk // nil if nothing can be said here
}

// voice is what a message says in one language.
type voice struct {
	side
	Status    locales.Status
	Forms     []form
	Signature locales.Signature
	Findings  finding.List
	Changed   []changedForm // since it was last approved; nil if nothing has
	Approved  bool          // it has been, as it stands or otherwise
}

// form is one text of a message; its name is empty if there is only one.
type form struct{ Name, Text string }

// desk is what a reviewer may do on a page.
type desk struct {
	Name           string // of the reviewer; empty until known
	Side           side   // the language that is spoken of
	Return         string // what the button to return it says; empty if it cannot be returned
	Address        string
	Hidden         []option // fields that go with every form
	NeedsBack      bool     // a back-translation is asked for with an approval
	MayApprove     bool
	Refused        finding.List
	Text           string // what was written and refused
	Back           string
	SecondNeeded   bool
	FirstApprover  string
	OpenReturn     bool
	AlreadyApprove bool
}

func (p *Preview) message(s *state, r *http.Request) (*page, error) {
	return p.messagePage(s, r, r.PathValue("key"), r.URL.Query())
}

func (p *Preview) messagePage(s *state, r *http.Request, key string, q url.Values) (*page, error) {
	tag := or(q.Get("language"), locales.Source)
	t, err := s.telling(tag, key)
	if err != nil {
		return nil, err
	}
	t.Query = q
	for _, other := range s.wording.Catalogues.Tags() {
		if other != tag && other != locales.Source {
			if v, err := s.voice(other, key); err == nil {
				t.Others = append(t.Others, v)
			}
		}
	}
	t.Uses = s.uses(key)
	t.Review = p.desk(s, r, t)
	shown := &page{Name: "message", Title: "Message " + key, In: t.Focus.Name, Trail: []link{home}, Body: t}
	if e, err := s.find(q.Get("pathway")); err == nil {
		t.Back = address(pathwayAddress(e.id())+"/document", without(q, "pathway"))
		shown.Trail = append(shown.Trail, link{pathwayAddress(e.id()), e.name()}, link{t.Back, titled(document.Kind(or(q.Get("kind"), "letter")))})
	}
	return shown, nil
}

// telling is what there is to tell of a message in one language.
func (s *state) telling(tag, key string) (*telling, error) {
	language, err := s.wording.Catalogues.Language(tag)
	if err != nil {
		return nil, errChoice
	}
	english, err := s.voice(locales.Source, key)
	if err != nil || len(english.Forms) == 0 && language.Status(key) == locales.Missing {
		return nil, errNotFound
	}
	t := &telling{Key: key, Critical: check.Critical(key), English: english, Description: s.entryIn(locales.Source, key).Description}
	if t.Focus, err = s.voice(tag, key); err != nil {
		return nil, err
	}
	for _, number := range check.AnsweredBy(key) {
		t.Questions = append(t.Questions, check.Questions[number-1])
	}
	if s.log != nil {
		t.Threads = s.log.Threads(tag, key)
	}
	return t, nil
}

func without(q url.Values, names ...string) url.Values {
	rest := url.Values{}
	for name, values := range q {
		if !slices.Contains(names, name) {
			rest[name] = values
		}
	}
	return rest
}

// voice is what a message says in a language, and how far it may be trusted.
func (s *state) voice(tag, key string) (voice, error) {
	language, err := s.wording.Catalogues.Language(tag)
	if err != nil {
		return voice{}, err
	}
	v := voice{side: s.side(tag, ""), Status: language.Status(key)}
	e := s.entryIn(tag, key)
	v.Forms, v.Signature, v.Findings = formsOf(e.Forms), e.Signature, s.wording.lint[tag]()[key]
	v.Changed, v.Approved = s.changed(tag, key, e.Forms)
	return v, nil
}

// entryIn is a message as its translators see it; empty if it is missing.
func (s *state) entryIn(tag, key string) locales.Entry {
	return s.wording.entries[tag]()[key]
}

// categories are the plural forms of CLDR in its order.
var categories = []string{"zero", "one", "two", "few", "many", "other"}

func formsOf(texts map[string]string) []form {
	var forms []form
	for _, category := range categories {
		if text, ok := texts[category]; ok {
			name := category
			if len(texts) == 1 {
				name = ""
			}
			forms = append(forms, form{name, strings.TrimSpace(text)})
		}
	}
	return forms
}

// desk is what the reader may say of a message.
func (p *Preview) desk(s *state, r *http.Request, t *telling) *desk {
	if p.options.Reviews == nil || s.log == nil {
		return nil
	}
	v, d := t.Focus, s.desk(t)
	d.Name, d.Address, d.Return = p.reviewer(r), "/messages/"+url.PathEscape(t.Key), "Return for a change"
	for _, name := range []string{"pathway", "kind", "print", "recipient", "beside"} {
		if value := t.Query.Get(name); value != "" {
			d.Hidden = append(d.Hidden, option{name, value})
		}
	}
	d.Hidden = append(d.Hidden, option{"language", v.Tag},
		option{"text", locales.Hash(s.entryIn(v.Tag, t.Key).Forms)}, option{"source", locales.Hash(s.entryIn(locales.Source, t.Key).Forms)})
	return d
}

// desk is what may be said of a message, whoever says it.
func (s *state) desk(t *telling) *desk {
	v, d := t.Focus, &desk{Side: t.Focus.side}
	signed := v.Signature.Status == locales.Approved && v.Status != locales.Changed && v.Status != locales.Stale
	d.SecondNeeded = signed && t.Critical && v.Signature.SecondBy == ""
	d.FirstApprover = v.Signature.By
	d.NeedsBack = t.Critical && v.Tag != locales.Source && strings.TrimSpace(v.Signature.BackTranslation) == ""
	d.OpenReturn = s.log != nil && s.log.Returned(v.Tag, t.Key)
	d.AlreadyApprove = v.Status == locales.Approved
	d.MayApprove = len(v.Forms) > 0 && !d.OpenReturn && !d.AlreadyApprove
	return d
}

func (p *Preview) reviewer(r *http.Request) string {
	if p.options.Reviewer == nil {
		return ""
	}
	return p.options.Reviewer(r)
}
