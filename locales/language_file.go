package locales

import (
	"path"
	"regexp"
	"slices"
	"strconv"

	"golang.org/x/text/language"

	"github.com/goccy/go-yaml/ast"

	"wayleaf/document"
	"wayleaf/finding"
)

// allowed values of language.yaml; nil allows any text.
var languageFields = map[string][]string{
	"english-name": nil,
	"own-name":     nil,
	"script":       nil,
	"direction":    {"ltr", "rtl"},
	"clock":        {"12", "24"},
}

var scriptForm = regexp.MustCompile(`^[A-Z][a-z]{3}$`)

// describe reads a language.yaml. It describes the language whole: one in a
// later layer replaces it.
func (r *reader) describe(name, tag string, data []byte) {
	l := r.language
	l.Tag = tag
	l.place = finding.Place{File: name}
	if parsed, err := language.Raw.Parse(tag); err != nil || parsed.String() != tag {
		r.report(l.place, "language/tag", "folder name %q is not a BCP 47 language tag in its usual spelling", tag)
	} else if l.plural, err = newPlural(tag); err != nil {
		r.report(l.place, "language/plural-rule", "%v", err)
	}
	values := map[string]string{}
	for _, entry := range r.mapping(name, data) {
		r.field(name, values, entry)
	}
	for _, field := range []string{"english-name", "own-name", "script", "direction", "clock"} {
		if values[field] == "" {
			r.report(l.place, "language/field", "%s is missing", field)
		}
	}
	l.EnglishName, l.OwnName, l.Script = values["english-name"], values["own-name"], values["script"]
	l.Direction = document.Direction(values["direction"])
	l.Clock, _ = strconv.Atoi(values["clock"])
}

func (r *reader) field(name string, values map[string]string, entry *ast.MappingValueNode) {
	field, _ := scalar(entry.Key)
	if field == "waive" {
		r.language.waive = r.waivers(name, entry.Value)
		return
	}
	value, ok := scalar(entry.Value)
	if n, isNumber := entry.Value.(*ast.IntegerNode); isNumber {
		value, ok = n.Token.Value, true
	}
	allowed, known := languageFields[field]
	switch {
	case !known:
		r.findings = append(r.findings, hinted(
			complaint(placeOf(name, entry.Key), "language/field", "field %q is not known", field),
			"%s", finding.OneOf(field, []string{"english-name", "own-name", "script", "direction", "clock", "waive"})))
	case !ok || allowed != nil && !slices.Contains(allowed, value):
		r.report(placeOf(name, entry.Value), "language/field", "%s cannot be %s", field, entry.Value)
	case field == "script" && !scriptForm.MatchString(value):
		r.report(placeOf(name, entry.Value), "language/field", "script %q is not an ISO 15924 code such as Latn", value)
	}
	values[field] = value
}

// folderOf returns the folder a language was read from.
func (l *Language) folder() string {
	if path.Ext(l.place.File) == ".yaml" {
		return path.Dir(l.place.File)
	}
	return l.place.File
}
