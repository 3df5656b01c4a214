package locales

import (
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/nicksnyder/go-i18n/v2/i18n"

	"wayleaf/finding"
)

// keyForm is what a key looks like: words of small letters and digits, joined
// by dots and hyphens.
var keyForm = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)

// reservedKeys are those that go-i18n takes for parts of a message.
var reservedKeys = append(slices.Clone(categories), "id", "description", "hash", "leftdelim", "rightdelim", "translation")

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
	parsed, err := i18n.ParseMessageFileBytes(data, tag+".yaml", map[string]i18n.UnmarshalFunc{"yaml": handOver(root)})
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

// handOver gives go-i18n the YAML that has been read already, without the part
// of a message that is ours and not its own.
func handOver(root []*ast.MappingValueNode) i18n.UnmarshalFunc {
	return func(_ []byte, v any) error {
		entries := make(map[string]any, len(root))
		for _, entry := range root {
			key, _ := scalar(entry.Key)
			text, isText := scalar(entry.Value)
			if isText {
				entries[key] = text
				continue
			}
			parts, _ := mappingEntries(entry.Value)
			forms := map[string]any{}
			for _, part := range parts {
				name, _ := scalar(part.Key)
				if text, isText := scalar(part.Value); isText {
					forms[name] = text
				}
			}
			entries[key] = forms
		}
		*v.(*any) = entries
		return nil
	}
}

// entry checks the shape of one message and notes its places.
func (r *reader) entry(read map[string]*message, file string, entry *ast.MappingValueNode) {
	place := placeOf(file, entry.Key)
	key, ok := scalar(entry.Key)
	if !ok || !keyForm.MatchString(key) || slices.Contains(reservedKeys, key) {
		r.findings = append(r.findings, hinted(
			complaint(place, "message/key", "%q cannot be the key of a message", key),
			"write small letters, digits, hyphens and dots, such as title.no-appointment-yet; not the name of a plural form"))
		return
	}
	m := &message{key: key, place: place, forms: map[string]*form{}}
	read[key] = m
	if _, ok := scalar(entry.Value); ok {
		m.forms[other] = &form{place: placeOf(file, entry.Value)}
		return
	}
	parts, ok := mappingEntries(entry.Value)
	if !ok || len(parts) == 0 {
		r.findings = append(r.findings, hinted(
			complaint(placeOf(file, entry.Value), "message/shape", "message %q is neither text nor plural forms", key),
			"put text in quotation marks when it begins with { or is a number, or a word such as yes or null"))
		return
	}
	for _, part := range parts {
		r.part(m, file, part)
	}
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
