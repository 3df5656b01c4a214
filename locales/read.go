package locales

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/nicksnyder/go-i18n/v2/i18n"

	"wayleaf/finding"
)

// reader reads layers into languages and collects all complaints.
type reader struct {
	languages map[string]*Language
	findings  finding.List
}

func (r *reader) report(place finding.Place, rule, format string, args ...any) {
	r.findings = append(r.findings, complaint(place, rule, format, args...))
}

// layer reads the language folders of one layer. Other folders and files are
// none of its business.
func (r *reader) layer(layer fs.FS) {
	name := "locales"
	if n, ok := layer.(named); ok {
		name = n.name
	}
	folders, err := fs.ReadDir(layer, ".")
	if err != nil {
		r.report(finding.Place{File: name}, "language/unreadable", "the folder cannot be read: %v", errors.Unwrap(err))
		return
	}
	for _, folder := range folders {
		if files, err := fs.ReadDir(layer, folder.Name()); folder.IsDir() && err == nil {
			r.folder(layer, name, folder.Name(), files)
		}
	}
}

func (r *reader) folder(layer fs.FS, layerName, tag string, files []fs.DirEntry) {
	l := r.languages[tag]
	if l == nil {
		l = &Language{messages: map[string]*message{}, signatures: map[string]Signature{}}
		l.place.File = path.Join(layerName, tag)
	}
	own := map[string]*message{} // messages of this layer, to find keys given twice
	for _, file := range files {
		name := path.Join(layerName, tag, file.Name())
		data, err := fs.ReadFile(layer, path.Join(tag, file.Name()))
		switch extension := path.Ext(name); {
		case file.IsDir():
			continue
		case extension == ".yml":
			r.report(finding.Place{File: name}, "language/file-name", "the name of a message file ends in .yaml")
		case err != nil:
			r.report(finding.Place{File: name}, "language/unreadable", "the file cannot be read: %v", errors.Unwrap(err))
		case file.Name() == "language.yaml":
			r.language(l, name, tag, data)
		case extension == ".yaml":
			r.messages(own, name, tag, data)
		case file.Name() == "signoff.tsv":
			r.signatures(l, name, data)
		default:
			continue
		}
		r.languages[tag] = l
	}
	for key, m := range own {
		l.messages[key] = m
	}
}

// complete checks what only shows when all layers have been read.
func (r *reader) complete(l *Language) {
	if l.Tag == "" {
		place := finding.Place{File: path.Join(l.place.File, "language.yaml")}
		r.report(place, "language/missing", "a language needs a file language.yaml with its names, script, direction and clock")
	}
}

// keyForm is what a key looks like: words of small letters and digits, joined
// by dots and hyphens.
var keyForm = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)

// messages reads one message file into own. Its shape is checked on the YAML
// tree, which knows places; its messages are what go-i18n makes of it.
func (r *reader) messages(own map[string]*message, name, tag string, data []byte) {
	root := r.mapping(name, data)
	if root == nil {
		return
	}
	before := len(r.findings)
	read := map[string]*message{}
	for _, entry := range root {
		r.entry(read, name, entry)
	}
	if len(r.findings) > before {
		return
	}
	parsed, err := i18n.ParseMessageFileBytes(data, tag+".yaml", map[string]i18n.UnmarshalFunc{"yaml": unmarshal})
	if err != nil {
		r.report(finding.Place{File: name}, "message/file", "go-i18n cannot read the file: %v", err)
		return
	}
	for _, p := range parsed.Messages {
		r.message(own, read[p.ID], p)
	}
}

// message keeps one message that go-i18n has read, under the places its forms
// were found at.
func (r *reader) message(own map[string]*message, m *message, parsed *i18n.Message) {
	if m == nil {
		return
	}
	if twin := own[m.key]; twin != nil {
		r.report(m.place, "message/twice", "message %q stands at %s already", m.key, twin.place)
		return
	}
	own[m.key] = m
	m.description = parsed.Description
	for category, text := range formTexts(parsed) {
		*text = strings.TrimSuffix(*text, "\n") // YAML block text always ends a line
		if f := m.forms[category]; f != nil {
			f.text = *text
		}
	}
	r.findings = append(r.findings, m.compile(parsed)...)
}

func formTexts(m *i18n.Message) map[string]*string {
	return map[string]*string{
		"zero": &m.Zero, "one": &m.One, "two": &m.Two, "few": &m.Few, "many": &m.Many, other: &m.Other,
	}
}

// unmarshal reads YAML for go-i18n, without the part of a message that is ours
// and not its own.
func unmarshal(data []byte, v any) error {
	var entries map[string]any
	if err := yaml.Unmarshal(data, &entries); err != nil {
		return err
	}
	for _, entry := range entries {
		if forms, ok := entry.(map[string]any); ok {
			delete(forms, "waive")
		}
	}
	*v.(*any) = entries
	return nil
}

// mapping parses a YAML file whose root must be a mapping; an empty file has
// no entries.
func (r *reader) mapping(name string, data []byte) []*ast.MappingValueNode {
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		place, what := finding.Place{File: name}, err.Error()
		var syntax yaml.Error
		if errors.As(err, &syntax) && syntax.GetToken() != nil {
			position := syntax.GetToken().Position
			place.Line, place.Column = position.Line, position.Column
			what = syntax.GetMessage()
		}
		r.report(place, "yaml/syntax", "%s", strings.TrimSuffix(what, "."))
		return nil
	}
	if len(file.Docs) > 1 {
		r.report(finding.Place{File: name}, "yaml/shape", "the file holds more than one YAML document")
		return nil
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil
	}
	entries, ok := mappingEntries(file.Docs[0].Body)
	if !ok {
		r.report(placeOf(name, file.Docs[0].Body), "yaml/shape", "the file must be a list of keys with their values, one on each line")
	}
	return entries
}

func mappingEntries(node ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := node.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	case *ast.CommentGroupNode:
		return nil, true
	}
	return nil, false
}

func placeOf(file string, node ast.Node) finding.Place {
	position := node.GetToken().Position
	return finding.Place{File: file, Line: position.Line, Column: position.Column}
}

// entry checks the shape of one message and notes its places.
func (r *reader) entry(read map[string]*message, file string, entry *ast.MappingValueNode) {
	place := placeOf(file, entry.Key)
	key, ok := scalar(entry.Key)
	if !ok || !keyForm.MatchString(key) || slices.Contains(categories, key) || key == "description" || key == "translation" {
		r.findings = append(r.findings, hinted(
			complaint(place, "message/key", "%s is not a message key", entry.Key),
			"write small letters, digits, hyphens and dots, such as title.no-appointment-yet"))
		return
	}
	m := &message{key: key, place: place, forms: map[string]*form{}}
	read[key] = m
	if _, ok := scalar(entry.Value); ok {
		m.forms[other] = &form{place: placeOf(file, entry.Value)}
		return
	}
	parts, ok := mappingEntries(entry.Value)
	if !ok || len(parts) == 0 || isFlow(entry.Value) && strings.HasPrefix(fmt.Sprint(entry.Value), "{{") {
		r.findings = append(r.findings, hinted(
			complaint(placeOf(file, entry.Value), "message/shape", "message %q is neither text nor plural forms", key),
			"put text in quotation marks when it begins with { or is a number, or a word such as yes or null"))
		return
	}
	for _, part := range parts {
		r.part(m, file, part)
	}
}

func isFlow(node ast.Node) bool {
	n, ok := node.(*ast.MappingNode)
	return ok && n.IsFlowStyle
}

// part reads one line of a message that is written as a mapping.
func (r *reader) part(m *message, file string, part *ast.MappingValueNode) {
	name, _ := scalar(part.Key)
	place := placeOf(file, part.Value)
	_, isText := scalar(part.Value)
	switch {
	case name == "waive":
		m.waive = r.waivers(file, part.Value)
	case name != "description" && !slices.Contains(categories, name):
		r.findings = append(r.findings, hinted(
			complaint(placeOf(file, part.Key), "message/shape", "message %q has no part %q", m.key, name),
			"%s", finding.OneOf(name, append(slices.Clone(categories), "description", "waive"))))
	case !isText:
		r.report(place, "message/shape", "%s of message %q is not text", name, m.key)
	case name != "description":
		m.forms[name] = &form{place: place}
	}
}

// waivers reads lint rules and the reasons why they do not apply.
func (r *reader) waivers(file string, node ast.Node) map[string]string {
	waivers := map[string]string{}
	entries, ok := mappingEntries(node)
	if !ok {
		r.report(placeOf(file, node), "message/waive", "waive names lint rules, each with a reason")
	}
	for _, entry := range entries {
		rule, _ := scalar(entry.Key)
		reason, isText := scalar(entry.Value)
		if !slices.Contains(waivable, rule) {
			r.findings = append(r.findings, hinted(
				complaint(placeOf(file, entry.Key), "message/waive", "rule %q cannot be waived", rule), "%s", finding.OneOf(rule, waivable)))
		} else if !isText || strings.TrimSpace(reason) == "" {
			r.report(placeOf(file, entry.Value), "message/waive", "a reason is needed to waive rule %q", rule)
		}
		waivers[rule] = reason
	}
	return waivers
}

// scalar returns the text of a node that holds text or nothing.
func scalar(node ast.Node) (string, bool) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.NullNode:
		return "", true
	}
	return "", false
}
