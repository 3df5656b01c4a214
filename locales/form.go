package locales

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"text/template/parse"
	"unicode"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"

	"wayleaf/document"
	"wayleaf/finding"
)

// form is one text of a message, read once and kept.
type form struct {
	text   string // as written
	place  finding.Place
	fields []string // names of its values, in order of first appearance
	// inlines are the words. Where a value goes stands a document.Message whose
	// key is the name of the field. They are shared by all documents and never
	// changed.
	inlines []document.Inline
}

func (f *form) blank() bool { return strings.TrimSpace(f.text) == "" }

// fields are marked by one private-use character each while the text is read
// as Markdown: to Markdown such a character is a letter like any other.
const (
	firstMarker = '\uE000'
	lastMarker  = '\uF8FF'
)

// compile reads the forms of a message: as templates through go-i18n, then as
// Markdown.
func (m *message) compile(parsed *i18n.Message) (problems finding.List) {
	templates := i18n.NewMessageTemplate(parsed)
	if templates == nil { // all blank
		return nil
	}
	for category, t := range templates.PluralTemplates {
		f := m.forms[string(category)]
		if f == nil || f.blank() {
			continue
		}
		err := f.readFields()
		if err == nil {
			var marked string
			if marked, err = t.Execute(fieldsOnly, f.markers()); err == nil {
				f.inlines, err = readInlines(marked, f.fields)
			}
		}
		if err != nil {
			problems = append(problems, complaint(f.place, "message/markup", "message %q: %v", m.key, err))
		}
	}
	return problems
}

var fieldsOnly = &template.TextParser{Option: "missingkey=error"}

// readFields takes note of the fields in a text. Only {{.Field}} is allowed:
// the words of a translation must not decide anything.
func (f *form) readFields() error {
	if i := strings.IndexFunc(f.text, forbidden); i >= 0 {
		return fmt.Errorf("the text holds the character %U", []rune(f.text[i:])[0])
	}
	trees, err := parse.Parse("message", f.text, "{{", "}}")
	if err != nil {
		return errors.New(templateFault.ReplaceAllString(err.Error(), ""))
	}
	tree := trees["message"]
	if tree == nil || len(trees) > 1 {
		return errors.New("only fields such as {{.Date}} may stand in a message")
	}
	for _, node := range tree.Root.Nodes {
		if node.Type() == parse.NodeText {
			continue
		}
		field, ok := fieldName(node)
		if !ok {
			return fmt.Errorf("%s is not a field such as {{.Date}}", node)
		}
		if !slices.Contains(f.fields, field) {
			f.fields = append(f.fields, field)
		}
	}
	return nil
}

// templateFault is what text/template sets before its complaints.
var templateFault = regexp.MustCompile(`^template: message:\d+: `)

func fieldName(node parse.Node) (string, bool) {
	action, ok := node.(*parse.ActionNode)
	if !ok || len(action.Pipe.Decl) > 0 || len(action.Pipe.Cmds) != 1 || len(action.Pipe.Cmds[0].Args) != 1 {
		return "", false
	}
	field, ok := action.Pipe.Cmds[0].Args[0].(*parse.FieldNode)
	if !ok || len(field.Ident) != 1 {
		return "", false
	}
	return field.Ident[0], true
}

func (f *form) markers() map[string]string {
	markers := make(map[string]string, len(f.fields))
	for i, field := range f.fields {
		markers[field] = string(firstMarker + rune(i))
	}
	return markers
}

// forbidden characters have no business in words: private-use ones would be
// taken for a field, and control characters print as nothing or as boxes.
func forbidden(r rune) bool {
	return unicode.Is(unicode.Co, r) || r == unicode.ReplacementChar || (unicode.IsControl(r) && r != '\n')
}
