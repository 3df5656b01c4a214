package preview

import (
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"wayleaf/check"
	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/locales"
	"wayleaf/pathway"
)

// entry is one pathway file of a state, and the documents made of it so far.
type entry struct {
	file       string
	definition *pathway.Pathway // as last read without an error; nil if never
	problems   finding.List     // why the definition is older than its file
	wording    *wording
	day        time.Time

	making sync.Mutex // guards copies
	copies map[choice]*edition
	good   map[choice][]block // of documents as last made without an error, before
	proof  func() *verdict
	proved atomic.Pointer[verdict] // nil until proof is done
	uses   func() map[string][]use // by message, worked out when asked for
}

// most is how many documents of one pathway are kept.
const most = 48

// edition returns the chosen document, made once.
func (e *entry) edition(c choice) *edition {
	e.making.Lock()
	ed := e.copies[c]
	if ed == nil {
		if len(e.copies) >= most {
			clear(e.copies)
		}
		ed = newEdition(e, c)
		e.copies[c] = ed
	}
	e.making.Unlock()
	ed.make()
	return ed
}

// best is what the documents said when they were last made without an error.
func (e *entry) best() map[choice][]block {
	e.making.Lock()
	defer e.making.Unlock()
	good := map[choice][]block{}
	if len(e.good)+len(e.copies) <= most {
		maps.Copy(good, e.good)
	}
	for c, ed := range e.copies {
		if ed.done.Load() && ed.outline != nil {
			good[c] = ed.blocks
		}
	}
	return good
}

// inherit takes over the documents of an entry that differs in nothing but some
// languages.
func (e *entry) inherit(old *entry, languages []string) {
	old.making.Lock()
	defer old.making.Unlock()
	for c, ed := range old.copies {
		if ed.done.Load() && !slices.Contains(languages, c.Language) {
			e.copies[c] = ed
		}
	}
}

// id names the pathway in addresses: its file, while it has never been read.
func (e *entry) id() string {
	if e.definition != nil {
		return e.definition.ID
	}
	return strings.TrimSuffix(path.Base(e.file), path.Ext(e.file))
}

// name is what patients call the service, in English.
func (e *entry) name() string {
	if e.definition == nil {
		return e.id()
	}
	english, err := e.wording.Catalogues.Language(locales.Source)
	if err != nil {
		return e.id()
	}
	words, err := english.Say(document.Message{Key: string(e.definition.Name)})
	if err != nil {
		return e.id()
	}
	return document.Plain(words)
}

// languages are those the pathway offers.
func (e *entry) languages() []string {
	if e.definition == nil || len(e.definition.Offer.Languages) == 0 {
		return []string{locales.Source}
	}
	return slices.DeleteFunc(slices.Clone(e.definition.Offer.Languages), func(tag string) bool {
		return !slices.Contains(e.wording.Catalogues.Tags(), tag)
	})
}

// verdict is what is known of a pathway: its letter and leaflet have been made
// in each language and format, and every question was looked for in them.
type verdict struct {
	Passed    bool
	Findings  finding.List
	Languages []languageVerdict
}

// languageVerdict is the part of a verdict that is about one language.
type languageVerdict struct {
	Tag    string
	Draft  bool // a DRAFT mark is on its documents
	Passed bool
}

// State is the verdict in a word.
func (l languageVerdict) State() string { return stateOf(l.Passed, l.Draft) }

// prove makes what the verdict tells of.
func (e *entry) prove() *verdict {
	v := &verdict{Findings: slices.Clone(e.problems)}
	defer e.proved.Store(v)
	if e.definition == nil {
		return v
	}
	v.Findings = append(v.Findings, e.definition.Warnings...)
	v.Findings = append(v.Findings, check.Advice(e.definition, e.day)...)
	v.Findings = append(v.Findings, check.Words(e.definition, e.wording.Keys)...)
	for _, tag := range e.languages() {
		l := languageVerdict{Tag: tag, Passed: true}
		for _, kind := range kinds {
			ed := e.edition(choice{Kind: kind, Language: tag, Recipient: sampleOf(kind)})
			found := ed.proof().findings
			v.Findings = append(v.Findings, found...)
			l.Draft = l.Draft || ed.proof().draft
			l.Passed = l.Passed && found.Err() == nil
		}
		v.Languages = append(v.Languages, l)
	}
	v.Findings = v.Findings.Sort()
	v.Passed = v.Findings.Err() == nil
	return v
}
