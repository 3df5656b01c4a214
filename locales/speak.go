package locales

import (
	"strings"
	"unicode"

	"wayleaf/document"
	"wayleaf/finding"
)

// Speak returns the outline in words of the language. The error is a
// [finding.List] of everything that keeps it from being said; then there is no
// document.
func (l *Language) Speak(outline *document.Document) (*document.Document, error) {
	s := newSpeaker(l)
	spoken := *outline
	spoken.Language, spoken.Direction = l.Tag, l.Direction
	spoken.Blocks = s.blocks(outline.Blocks)
	spoken.Title = s.title(spoken.Blocks)
	spoken.Furniture = s.furniture(outline)
	if err := s.heard.findings.Sort().Err(); err != nil {
		return nil, err
	}
	return &spoken, nil
}

// SpeakMarked returns the outline for those who review it: the words of each
// message stand in a [document.Said]. What a message says inside another is
// marked within it. Where something cannot be said, words are missing and the
// findings of that block tell why: there is a list for each block of the outline,
// and a last one for what stands around the pages.
func (l *Language) SpeakMarked(outline *document.Document) (*document.Document, []finding.List) {
	s := newSpeaker(l)
	s.heard.marked = true
	findings := make([]finding.List, 0, len(outline.Blocks)+1)
	reported := func() {
		findings = append(findings, s.heard.findings.Sort())
		s.heard.findings = nil
	}
	spoken := *outline
	spoken.Language, spoken.Direction = l.Tag, l.Direction
	spoken.Blocks = make([]document.Block, len(outline.Blocks))
	for i, block := range outline.Blocks {
		spoken.Blocks[i] = s.block(block)
		reported()
	}
	spoken.Title = s.title(spoken.Blocks)
	spoken.Furniture = s.furniture(outline)
	reported()
	return &spoken, findings
}

// Say returns a single message in words of the language.
func (l *Language) Say(m document.Message) ([]document.Inline, error) {
	s := newSpeaker(l)
	words := s.message(m)
	if err := s.heard.findings.Sort().Err(); err != nil {
		return nil, err
	}
	return words, nil
}

// speaker speaks one document.
type speaker struct {
	language *Language
	heard    *heard
}

// heard is what was noticed while speaking one document, its English parts
// included.
type heard struct {
	findings   finding.List
	unapproved bool // some message is not approved
	marked     bool // the words of each message are to stand in a Said
}

func newSpeaker(l *Language) *speaker { return &speaker{l, &heard{}} }

// english speaks the English parts of the same document.
func (s *speaker) english() *speaker { return &speaker{s.language.source(), s.heard} }

func (s *speaker) report(f finding.Finding) { s.heard.findings = append(s.heard.findings, f) }

func (s *speaker) blocks(blocks []document.Block) []document.Block {
	spoken := make([]document.Block, len(blocks))
	for i, block := range blocks {
		spoken[i] = s.block(block)
	}
	return spoken
}

func (s *speaker) block(block document.Block) document.Block {
	switch b := block.(type) {
	case document.Letterhead:
		return document.Letterhead{Name: s.inlines(b.Name), Lines: s.runs(b.Lines), Logo: b.Logo}
	case document.Address:
		s.check(b.Name)
		for _, line := range b.Lines {
			s.check(line)
		}
		return b
	case document.Heading:
		return document.Heading{Level: b.Level, Inlines: s.inlines(b.Inlines)}
	case document.Paragraph:
		return document.Paragraph{Inlines: s.inlines(b.Inlines)}
	case document.List:
		return document.List{Ordered: b.Ordered, Items: s.runs(b.Items)}
	case document.KeyFacts:
		facts := make([]document.Fact, len(b.Facts))
		for i, fact := range b.Facts {
			facts[i] = document.Fact{Label: s.inlines(fact.Label), Value: s.inlines(fact.Value)}
		}
		return document.KeyFacts{Facts: facts}
	case document.Callout:
		return document.Callout{Blocks: s.blocks(b.Blocks)}
	case document.Path:
		stops := make([]document.Stop, len(b.Stops))
		for i, stop := range b.Stops {
			stops[i] = document.Stop{State: stop.State, Label: s.inlines(stop.Label)}
		}
		return document.Path{Alt: s.inlines(b.Alt), Stops: stops}
	case document.QRCode:
		return document.QRCode{Inlines: s.inlines(b.Inlines), Scan: s.inlines(b.Scan)}
	}
	s.report(complaint(finding.Place{}, "outline/block", "a block of type %T cannot be spoken", block))
	return block
}

func (s *speaker) runs(runs [][]document.Inline) [][]document.Inline {
	spoken := make([][]document.Inline, len(runs))
	for i, run := range runs {
		spoken[i] = s.inlines(run)
	}
	return spoken
}

func (s *speaker) inlines(run []document.Inline) []document.Inline {
	if len(run) == 1 {
		if m, ok := run[0].(document.Message); ok {
			return s.message(m)
		}
	}
	spoken := make([]document.Inline, 0, len(run))
	for _, inline := range run {
		spoken = append(spoken, s.inline(inline)...)
	}
	return spoken
}

func (s *speaker) inline(inline document.Inline) []document.Inline {
	switch i := inline.(type) {
	case document.Message:
		return s.message(i)
	case document.Value:
		s.check(i)
	case document.Text:
		// A template's own words would stay in its language. They are not
		// quoted, since they may hold a value.
		if strings.ContainsFunc(string(i), unicode.IsLetter) || strings.ContainsFunc(string(i), forbidden) {
			s.report(complaint(finding.Place{}, "outline/words", "the outline holds words that are not a message and would not be translated"))
		}
	case document.Strong:
		return []document.Inline{document.Strong{Inlines: s.inlines(i.Inlines)}}
	case document.Link:
		return []document.Inline{document.Link{URL: i.URL, Inlines: s.inlines(i.Inlines)}}
	case document.Span:
		speaker := s.speakerOf(i.Language)
		return []document.Inline{document.Span{Language: i.Language, Direction: i.Direction, Inlines: speaker.inlines(i.Inlines)}}
	case document.Break, document.PageNumber, document.PageCount:
	default:
		s.report(complaint(finding.Place{}, "outline/inline", "an inline of type %T cannot be spoken", inline))
	}
	return []document.Inline{inline}
}

// speakerOf returns the speaker for a part in another language.
func (s *speaker) speakerOf(tag string) *speaker {
	l, err := s.language.catalogues.Language(tag)
	if err != nil {
		s.heard.findings = append(s.heard.findings, err.(finding.List)...)
		return s
	}
	return &speaker{l, s.heard}
}

// title returns the words of the level 1 heading.
func (s *speaker) title(blocks []document.Block) string {
	for _, block := range blocks {
		if h, ok := block.(document.Heading); ok && h.Level == 1 {
			return document.Plain(h.Inlines)
		}
	}
	s.report(complaint(finding.Place{}, "outline/title", "the outline has no heading of level 1"))
	return ""
}

// furniture says what stands on every page. It comes last: the DRAFT mark
// depends on all that has been said.
func (s *speaker) furniture(outline *document.Document) document.Furniture {
	kind := "furniture." + string(outline.Kind)
	if outline.Kind != document.Letter && outline.Kind != document.Leaflet {
		s.report(complaint(finding.Place{}, "outline/kind", "a document of kind %q cannot be spoken", outline.Kind))
		return document.Furniture{}
	}
	id := document.Code{Text: outline.ID, Field: "document.ID"}
	f := document.Furniture{
		Page: s.say("furniture.page", func(field string) []document.Inline {
			return pageValues[field]
		}, "Number", "Count"),
		Continues: s.message(document.Message{Key: kind + "-continues"}),
		End:       s.message(document.Message{Key: kind + "-end"}),
		Reference: s.message(document.Message{Key: kind + "-reference", Values: map[string]document.Argument{"ID": id}}),
	}
	if s.heard.unapproved || s.language.catalogues.held(s.language.Tag, outline) {
		f.Draft = s.draft()
	}
	return f
}

var pageValues = map[string][]document.Inline{
	"Number": {document.PageNumber{}},
	"Count":  {document.PageCount{}},
}

// draft returns the DRAFT mark: for the reader, and in English for staff.
func (s *speaker) draft() []document.Inline {
	mark := s.message(document.Message{Key: "furniture.draft"})
	if s.language.isSource() {
		return mark
	}
	english := s.english().message(document.Message{Key: "furniture.draft"})
	return append(mark, document.Text(" "), inEnglish(english))
}
