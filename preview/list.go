package preview

import (
	"net/http"
	"strings"

	"wayleaf/finding"
	"wayleaf/locales"
)

// listing is one pathway in the list.
type listing struct {
	Address, Name, ID, File string
	Broken                  bool     // the file cannot be used
	Verdict                 *verdict // nil while it is being found
	Errors, Warnings        int
	Documents               []link
	Groups                  []languageGroup
}

// languageGroup is the languages of a pathway that are in one state.
type languageGroup struct{ State, Languages string }

func (p *Preview) list(s *state, _ *http.Request) (*page, error) {
	var listed []listing
	for _, e := range s.entries {
		listed = append(listed, p.listing(e))
	}
	return &page{Name: "list", Title: "Pathways", Body: listed}, nil
}

func (p *Preview) listing(e *entry) listing {
	l := listing{Address: pathwayAddress(e.id()), Name: e.name(), ID: e.id(), File: e.file, Broken: e.problems.Err() != nil, Verdict: p.verdict(e)}
	if l.Verdict != nil {
		l.Errors, l.Warnings = count(l.Verdict.Findings, finding.Error), count(l.Verdict.Findings, finding.Warning)
		l.Groups = e.groups(l.Verdict)
	}
	if e.definition != nil {
		for _, kind := range kinds {
			l.Documents = append(l.Documents, link{documentAddress(e, choice{Kind: kind, Language: locales.Source}), titled(kind)})
		}
	}
	return l
}

// groups are the languages of a verdict by state, the best first.
func (e *entry) groups(v *verdict) []languageGroup {
	var groups []languageGroup
	for _, state := range []string{"approved", "draft", "failed"} {
		var names []string
		for _, l := range v.Languages {
			if language, err := e.wording.Catalogues.Language(l.Tag); err == nil && l.State() == state {
				names = append(names, language.EnglishName)
			}
		}
		if len(names) > 0 {
			groups = append(groups, languageGroup{state, strings.Join(names, ", ")})
		}
	}
	return groups
}

// verdict is that of a pathway: nil while it is found in the background.
func (p *Preview) verdict(e *entry) *verdict {
	if p.proving.Load() {
		return e.proved.Load()
	}
	e.proof()
	return e.proved.Load()
}

func count(list finding.List, level finding.Level) int {
	n := 0
	for _, f := range list {
		if f.Level == level {
			n++
		}
	}
	return n
}

// overview is the page of one pathway.
type overview struct {
	listing
	Languages []languageRow
}

type languageRow struct {
	Tag, Name string
	Documents []listedDocument
	Verdict   *languageVerdict
	Counts    map[locales.Status]int // of the messages of its documents
	Statuses  []locales.Status
}

type listedDocument struct {
	link
	Returned bool // a reviewer has returned it as a whole
}

func (p *Preview) pathway(s *state, r *http.Request) (*page, error) {
	e, err := s.find(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	o := overview{listing: p.listing(e)}
	for _, tag := range e.languages() {
		o.Languages = append(o.Languages, s.languageRow(e, tag, o.Verdict))
	}
	if e.definition == nil {
		o.Languages = nil
	}
	return &page{Name: "pathway", Title: e.name(), Trail: []link{home}, Body: o, Problems: e.problems}, nil
}

func (s *state) languageRow(e *entry, tag string, v *verdict) languageRow {
	language, err := e.wording.Catalogues.Language(tag)
	if err != nil {
		return languageRow{Tag: tag, Name: tag}
	}
	row := languageRow{Tag: tag, Name: language.EnglishName, Counts: map[locales.Status]int{}}
	said := map[string]bool{}
	for _, kind := range kinds {
		c := choice{Kind: kind, Language: tag}
		row.Documents = append(row.Documents, listedDocument{link{documentAddress(e, c), titled(kind)}, s.held(tag, e.id(), kind)})
		if e.definition == nil {
			continue
		}
		for _, b := range e.edition(choice{Kind: kind, Language: locales.Source, Recipient: sampleOf(kind)}).blocks {
			for _, key := range b.Keys {
				if !said[key] {
					row.Counts[language.Status(key)]++
				}
				said[key] = true
			}
		}
	}
	for _, status := range statuses {
		if row.Counts[status] > 0 {
			row.Statuses = append(row.Statuses, status)
		}
	}
	if v != nil {
		for i := range v.Languages {
			if v.Languages[i].Tag == tag {
				row.Verdict = &v.Languages[i]
			}
		}
	}
	return row
}

// statuses are all states of a message, the best first.
var statuses = []locales.Status{
	locales.Approved, locales.Reviewed, locales.Translated, locales.Draft, locales.Changed, locales.Stale, locales.Empty, locales.Missing,
}

func documentAddress(e *entry, c choice) string {
	return address(pathwayAddress(e.id())+"/document", queryOf(c))
}
