package preview

import (
	"net/http"
	"net/url"
	"slices"

	"wayleaf/locales"
)

// standing is how far a language is.
type standing struct {
	side
	Address  string
	OwnName  string
	Script   string
	Messages int
	Counts   []countOf
	Critical int    // safety-critical messages that are not approved
	Errors   int    // what lint says
	Open     int    // threads
	Returned []link // documents that reviewers have returned as a whole
}

type countOf struct {
	Status  locales.Status
	N       int
	Address string
}

func (p *Preview) languages(s *state, _ *http.Request) (*page, error) {
	var all []standing
	for _, tag := range s.wording.Catalogues.Tags() {
		if one, err := s.standing(tag); err == nil {
			all = append(all, one)
		}
	}
	return &page{Name: "languages", Title: "Languages", Trail: []link{home}, Body: all}, nil
}

func (s *state) standing(tag string) (standing, error) {
	language, err := s.wording.Catalogues.Language(tag)
	if err != nil {
		return standing{}, errNotFound
	}
	progress := language.Progress()
	one := standing{side: s.side(tag, ""), Address: languageAddress(tag, ""), OwnName: language.OwnName, Script: language.Script,
		Messages: progress.Messages, Critical: len(progress.Critical), Returned: s.returnedIn(tag)}
	for _, status := range statuses {
		if n := progress.Counts[status]; n > 0 {
			one.Counts = append(one.Counts, countOf{status, n, languageAddress(tag, status)})
		}
	}
	for _, found := range s.wording.lint[tag]() {
		one.Errors += len(found)
	}
	if s.log != nil {
		for _, t := range s.log.All() {
			if t.Language == tag && t.Open() {
				one.Open++
			}
		}
	}
	return one, nil
}

func languageAddress(tag string, status locales.Status) string {
	q := url.Values{}
	if status != "" {
		q.Set("status", string(status))
	}
	return address("/languages/"+url.PathEscape(tag), q)
}

// roll is the page of one language: its messages.
type roll struct {
	standing
	Chosen   locales.Status
	Statuses []option
	Messages []rolled
	Focus    bool
}

// rolled is one message in the list of a language.
type rolled struct {
	Key, Address string
	English      []form
	voice
	Open int // threads
}

func (p *Preview) language(s *state, r *http.Request) (*page, error) {
	tag := r.PathValue("tag")
	one, err := s.standing(tag)
	if err != nil {
		return nil, err
	}
	chosen := locales.Status(r.URL.Query().Get("status"))
	if chosen != "" && !slices.Contains(statuses, chosen) {
		return nil, errChoice
	}
	body := &roll{standing: one, Chosen: chosen, Statuses: []option{{"", "All messages"}}}
	for _, c := range one.Counts {
		body.Statuses = append(body.Statuses, option{string(c.Status), plural(c.N, "message") + " " + string(c.Status)})
	}
	for _, key := range s.wording.Keys {
		v, err := s.voice(tag, key)
		if err != nil || chosen != "" && v.Status != chosen {
			continue
		}
		m := rolled{Key: key, Address: address("/messages/"+url.PathEscape(key), url.Values{"language": {tag}}), voice: v}
		if tag != locales.Source {
			m.English = formsOf(s.entryIn(locales.Source, key).Forms)
		}
		m.Open = s.openThreads(tag, key)
		body.Messages = append(body.Messages, m)
	}
	return &page{Name: "language", Title: one.Name, Trail: []link{home, {"/languages", "Languages"}}, Body: body}, nil
}
