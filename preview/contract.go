package preview

import (
	"fmt"
	"html/template"
	"net/http"
	"slices"

	"wayleaf/check"
	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/locales"
	"wayleaf/render/html"
)

// explaining is the page of the explanation contract.
type explaining struct {
	Looking  looking
	Action   string
	Switches []choosing
	Side     side
	Tags     []side
	Rows     []explained
	Made     bool   // there is a document
	Document string // address
}

// explained is one question, and what a document says to it.
type explained struct {
	Asks     string
	Number   int
	Asked    bool
	Messages []explainedMessage
	Proofs   []proofOf
}

type explainedMessage struct {
	messageLink
	Words template.HTML // empty if it cannot be said
}

type proofOf struct {
	Language, Address string
	Answered          string
}

func (p *Preview) contract(s *state, r *http.Request) (*page, error) {
	e, l, err := s.lookAt(r, r.URL.Query())
	if err != nil {
		return nil, err
	}
	shown := &page{Name: "contract", Title: "What a patient must be able to answer: " + e.name(), Trail: trailTo(e, l), Problems: e.problems}
	if e.definition == nil {
		return nil, errNotFound
	}
	shown.In, shown.Body = s.side(l.Language, "").Name, s.explaining(e, l)
	return shown, nil
}

func (s *state) explaining(e *entry, l looking) *explaining {
	x := &explaining{Looking: l, Action: pathwayAddress(e.id()) + "/contract", Switches: s.switches(l)[:2], Side: s.side(l.Language, ""),
		Made: e.edition(l.choice).outline != nil, Document: documentAddress(e, l.choice)}
	findings := map[string]finding.List{}
	for _, tag := range e.languages() {
		c := l.choice
		c.Language = tag
		findings[tag] = e.edition(c).proof().findings
		x.Tags = append(x.Tags, s.side(tag, ""))
	}
	x.Rows = s.explain(e, l, findings)
	return x
}

// explain tells for each question which messages answer it, and in which
// languages the finished files were proved to hold them.
func (s *state) explain(e *entry, l looking, findings map[string]finding.List) []explained {
	ed := e.edition(l.choice)
	b := &reading{Pathway: e.id(), Looking: l, Sides: []side{s.side(l.Language, "")}}
	var given []check.Explanation
	if ed.outline != nil {
		given = check.Explain(ed.order, ed.outline)
	}
	var rows []explained
	for i, question := range check.Questions {
		row := explained{Number: question.Number, Asks: question.Asks, Asked: true}
		if given != nil {
			row.Asked = given[i].Asked
			for _, m := range given[i].Messages {
				row.Messages = append(row.Messages, explainedMessage{b.messageLink(s, m.Key), wordsOf(ed.language, m)})
			}
		}
		for _, tag := range e.languages() {
			row.Proofs = append(row.Proofs, proofIn(s.side(tag, "").Name, documentAddress(e, withLanguage(l.choice, tag)), findings[tag], question.Number))
		}
		rows = append(rows, row)
	}
	return rows
}

func wordsOf(language *locales.Language, m document.Message) template.HTML {
	said, err := language.Say(m)
	if err != nil {
		return ""
	}
	words, err := html.Fragment(document.Paragraph{Inlines: said}, headingOver)
	if err != nil {
		return ""
	}
	return template.HTML(words) // the writer escapes all words
}

func withLanguage(c choice, tag string) choice {
	c.Language = tag
	return c
}

// proofIn tells whether the files of a language answer a question. Files that
// could not be made answer none.
func proofIn(name, address string, list finding.List, question int) proofOf {
	p := proofOf{Language: name, Address: address, Answered: "answered"}
	rule := fmt.Sprintf("contract/question-%d", question)
	open := slices.ContainsFunc(list, func(f finding.Finding) bool { return f.Rule == rule })
	other := slices.ContainsFunc(list, func(f finding.Finding) bool {
		return f.Level == finding.Error && !isContract(f.Rule)
	})
	if open || other {
		p.Answered = "not answered"
	}
	return p
}

func isContract(rule string) bool { return len(rule) > 9 && rule[:9] == "contract/" }
