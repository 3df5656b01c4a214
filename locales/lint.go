package locales

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"wayleaf/document"
	"wayleaf/finding"
)

// waivable are the lint rules that a message, or a language for all of its
// messages, may waive with a reason, because a language can be right to differ.
var waivable = []string{"identical-forms", "same-as-english", "latin-words", "link"}

// Lint compares languages with English, all of them when no tags are given,
// and looks at each text by itself. It finds what a translation can get wrong
// without anyone who does not read the language noticing (hazards H8, H13, H18).
func (c *Catalogues) Lint(tags ...string) finding.List {
	if len(tags) == 0 {
		tags = c.Tags()
	}
	var findings finding.List
	for _, tag := range tags {
		l, err := c.Language(tag)
		if err != nil {
			findings = append(findings, err.(finding.List)...)
			continue
		}
		findings = append(findings, l.lint()...)
	}
	return findings.Sort()
}

// linter looks at one message of a language.
type linter struct {
	language *Language
	message  *message
	source   *message // the English one; the message itself in English
	findings finding.List
}

func (l *Language) lint() (findings finding.List) {
	folder := finding.Place{File: l.folder()}
	unsigned := 0
	for _, key := range l.source().keys() {
		m := l.messages[key]
		if _, signed := l.signatures[key]; m != nil && !signed {
			unsigned++
		}
		if m == nil {
			findings = append(findings, complaint(folder, "message/missing", "message %q is not translated into %s", key, l.EnglishName))
			continue
		}
		lint := &linter{language: l, message: m, source: l.source().messages[key]}
		lint.all()
		findings = append(findings, lint.findings...)
	}
	for _, key := range l.keys() {
		if m := l.messages[key]; l.source().messages[key] == nil {
			findings = append(findings, hinted(complaint(m.place, "message/extra", "message %q does not exist in English", key),
				"%s", nearestOr(key, l.source().keys(), "add it to the English catalogue, or delete it here")))
		}
	}
	return append(findings, l.lintSignoff(unsigned)...)
}

// lintSignoff complains once of messages without a line in signoff.tsv, and of
// lines without a message.
func (l *Language) lintSignoff(unsigned int) (findings finding.List) {
	place := finding.Place{File: l.folder() + "/signoff.tsv"}
	if unsigned > 0 {
		findings = append(findings, hinted(
			warning(place, "sign-off/missing", "%d messages have no line; a change of their English would go unnoticed", unsigned),
			"stamp them as drafts"))
	}
	for _, key := range slices.Sorted(maps.Keys(l.signatures)) {
		if l.messages[key] == nil {
			findings = append(findings, warning(place, "sign-off/extra", "message %q is signed but does not exist", key))
		}
	}
	return findings
}

func nearestOr(key string, known []string, advice string) string {
	if near := finding.Nearest(key, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return advice
}

func (l *linter) add(f finding.Finding) { l.findings = append(l.findings, f) }

// unlessWaived adds a warning that a language can be right to waive.
func (l *linter) unlessWaived(rule string, f finding.Finding) {
	if l.message.waive[rule] == "" && l.language.waive[rule] == "" {
		l.add(hinted(f, "if this is right, say so in the message: waive: {%s: reason}", rule))
	}
}

func (l *linter) all() {
	m := l.message
	if m.blank() {
		l.add(complaint(m.place, "message/empty", "message %q is blank", m.key))
		return
	}
	if m.status == Stale {
		l.add(hinted(complaint(m.place, "message/stale", "the English of message %q has changed since it was translated", m.key),
			"compare it with the English, correct it, and sign it again"))
	}
	l.plurals()
	for _, category := range categories {
		if f := m.forms[category]; f != nil && !f.blank() {
			l.form(category, f)
		}
	}
}

// plurals checks that a message has the plural forms of its language when the
// English has plural forms, and no others.
func (l *linter) plurals() {
	m, rules := l.message, l.language.plural
	if !l.source.plurals() && !m.plurals() {
		return
	}
	if !l.source.plurals() {
		l.add(complaint(m.place, "message/plural-form", "message %q has plural forms but the English has none", m.key))
		return
	}
	texts := map[string]bool{}
	for _, category := range rules.needed {
		f := m.forms[category]
		if f == nil || f.blank() {
			l.add(complaint(m.place, "message/plural-form", "message %q has no words for the plural form %q", m.key, category))
			continue
		}
		texts[f.text] = true
	}
	for _, category := range categories {
		if f := m.forms[category]; f != nil && !slices.Contains(rules.allowed, category) {
			l.add(warning(f.place, "message/plural-extra", "message %q has the plural form %q, which %s never uses", m.key, category, l.language.EnglishName))
		}
	}
	if len(rules.needed) > 1 && len(texts) == 1 {
		l.unlessWaived("identical-forms", warning(m.place, "message/identical-forms", "all plural forms of message %q are the same", m.key))
	}
}

// reference returns the English form that a form is compared with.
func (l *linter) reference(category string) *form {
	if f := l.source.forms[category]; f != nil {
		return f
	}
	return l.source.forms[other]
}

func (l *linter) form(category string, f *form) {
	m := l.message
	if strings.TrimSpace(f.text) != f.text {
		l.add(complaint(f.place, "message/space", "the text of message %q begins or ends with white space", m.key))
	}
	l.text(f)
	reference := l.reference(category)
	if l.language.isSource() || reference == nil || reference.blank() {
		return
	}
	l.fields(category, f, reference)
	l.markup(f, reference)
	l.english(f, reference)
}

// countField is the name of the Count in a message with plural forms. The form
// for none, one or two may say the number without it.
const countField = "Count"

func (l *linter) fields(category string, f, reference *form) {
	key := l.message.key
	if strings.HasPrefix(key, "clock.") && !strings.HasSuffix(key, "beside-english") {
		l.clock(f)
		return
	}
	want := l.source.forms[other]
	if want == nil {
		want = reference
	}
	optional := l.message.plurals() && slices.Contains([]string{"zero", "one", "two"}, category)
	for _, field := range want.fields {
		if !slices.Contains(f.fields, field) && !(optional && field == countField) {
			l.add(complaint(f.place, "message/field-lost", "message %q does not say {{.%s}}", key, field))
		}
	}
	for _, field := range f.fields {
		if !slices.Contains(want.fields, field) {
			l.add(hinted(complaint(f.place, "message/field-extra", "message %q has no value {{.%s}}", key, field),
				"%s", nearestOr(field, want.fields, "only values of the English message can be used")))
		}
	}
}

// clock checks that a time is told as the language tells it; the English need not agree.
func (l *linter) clock(f *form) {
	field := fmt.Sprintf("Clock%d", l.language.Clock)
	for _, used := range f.fields {
		if used != field && !(field == "Clock12" && used == "Clock12Minutes") {
			l.add(complaint(f.place, "message/field-extra", "message %q must use {{.%s}}, the clock of %s, not {{.%s}}", l.message.key, field, l.language.EnglishName, used))
		}
	}
	bare := l.message.key == "clock.midday" || l.message.key == "clock.midnight"
	if len(f.fields) == 0 && !bare {
		l.add(complaint(f.place, "message/field-lost", "message %q does not say {{.%s}}", l.message.key, field))
	}
}

// markup compares links and strong words with the English.
func (l *linter) markup(f, reference *form) {
	links, strong := marks(f.inlines)
	wantLinks, wantStrong := marks(reference.inlines)
	slices.Sort(links)
	slices.Sort(wantLinks)
	if !slices.Equal(links, wantLinks) {
		l.unlessWaived("link", complaint(f.place, "message/link", "the links of message %q are not those of the English", l.message.key))
	}
	if strong != wantStrong {
		l.add(warning(f.place, "message/strong", "message %q has %d strong parts, the English has %d", l.message.key, strong, wantStrong))
	}
}

func marks(inlines []document.Inline) (links []string, strong int) {
	for _, inline := range inlines {
		var inner []document.Inline
		switch i := inline.(type) {
		case document.Link:
			links, inner = append(links, i.URL), i.Inlines
		case document.Strong:
			strong, inner = strong+1, i.Inlines
		}
		moreLinks, moreStrong := marks(inner)
		links, strong = append(links, moreLinks...), strong+moreStrong
	}
	return links, strong
}
