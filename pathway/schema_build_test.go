package pathway

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
)

// object is a JSON object that keeps the order of its members, so that editors
// offer fields in the order of the file.
type object []member

type member struct {
	key   string
	value any
}

func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		key, _ := json.Marshal(m.key)
		value, err := encode(m.value)
		if err != nil {
			return nil, err
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// encode leaves <, > and & as they are; patterns hold them.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

// builder makes the schema from the types, their tags and their comments.
type builder struct {
	docs docs
	defs map[string]object
}

func buildSchema(d docs) ([]byte, error) {
	b := &builder{docs: d, defs: map[string]object{}}
	root := b.structure(reflect.TypeFor[Pathway]())
	var defs object
	for _, name := range slices.Sorted(mapKeys(b.defs)) {
		defs = append(defs, member{name, b.defs[name]})
	}
	whole := object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"title", "Wayleaf pathway definition"},
	}
	whole = append(whole, root...)
	whole = append(whole, member{"allOf", conditions()}, member{"$defs", defs})
	raw, err := encode(whole)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = json.Indent(&out, raw, "", "  ")
	out.WriteByte('\n')
	return out.Bytes(), err
}

func mapKeys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func (b *builder) structure(t reflect.Type) object {
	var properties object
	required := []string{}
	for _, f := range fieldsOf(t) {
		goField := t.Field(f.in)
		s := b.of(goField.Type, f)
		if doc := b.docs.field(t.Name(), goField.Name); doc != "" {
			s = append(object{{"description", doc}}, s...)
		}
		properties = append(properties, member{f.path, s})
		if f.need {
			required = append(required, f.path)
		}
	}
	return object{
		{"description", b.docs.typ(t.Name())}, {"type", "object"}, {"additionalProperties", false},
		{"required", required}, {"properties", properties},
	}
}

// of returns the schema of a value; structs and closed sets are referred to.
func (b *builder) of(t reflect.Type, f field) object {
	switch {
	case t.Kind() == reflect.Pointer:
		return b.of(t.Elem(), f)
	case t.Kind() == reflect.Slice:
		list := object{{"type", "array"}, {"minItems", 1}}
		if t.Elem().Kind() == reflect.String && f.path != "address" {
			list = append(list, member{"uniqueItems", true})
		}
		return append(list, member{"items", b.of(t.Elem(), field{form: f.form})})
	case t.Kind() == reflect.Bool:
		return object{{"type", "boolean"}}
	case t.Kind() == reflect.Int:
		return object{{"type", "integer"}, {"minimum", forms[f.form].min}, {"maximum", forms[f.form].max}}
	case allowed[t] != nil:
		b.define(t, object{{"description", b.docs.values(t.Name(), allowed[t])}, {"enum", allowed[t]}})
	case t.Kind() == reflect.Struct && t != reflect.TypeFor[Day]():
		if _, done := b.defs[t.Name()]; !done {
			b.define(t, nil)
			b.define(t, b.structure(t))
		}
	default:
		if t == reflect.TypeFor[Day]() {
			f.form = "date"
		}
		want := formOf(t, f)
		return object{{"type", "string"}, {"pattern", want.pattern.String()}, {"examples", []string{strings.Trim(want.example, `"`)}}}
	}
	return object{{"$ref", "#/$defs/" + t.Name()}}
}

func (b *builder) define(t reflect.Type, s object) { b.defs[t.Name()] = s }

// conditions are the tables of rules.go as if and then.
func conditions() []object {
	var all []object
	for _, kind := range allowed[reflect.TypeFor[PlaceholderKind]()] {
		rule := byPlaceholder[PlaceholderKind(kind)]
		then := demands(rule.demand)
		then = append(then, oneOf("appointment.how", words(rule.hows...)))
		if rule.bookings != nil {
			then = append(then, oneOf("placeholder.booking", words(rule.bookings...)))
		}
		all = append(all, ifThen([]object{is("placeholder.kind", kind)}, then))
	}
	for _, how := range allowed[reflect.TypeFor[How]()] {
		all = append(all, ifThen([]object{is("appointment.how", how)}, demands(byHow[How(how)])))
	}
	for _, kind := range allowed[reflect.TypeFor[Kind]()] {
		route := byKind[Kind(kind)]
		all = append(all,
			ifThen([]object{is("kind", kind)}, []object{oneOf("placeholder.kind", words(route.placeholders...))}),
			ifThen([]object{is("kind", kind), is("placeholder.kind", "D0")}, []object{oneOf("appointment.how", words(route.hows...))}))
	}
	return append(all, singles()...)
}

// singles are the rules of meaning.go and moment.go that a schema can say.
func singles() []object {
	then := func(path string) []object { return []object{given(path)} }
	phone := at("appointment.channels", object{{"contains", object{{"const", "phone"}}}}, true)
	all := []object{
		ifThen([]object{phone}, then("appointment.call")),
		ifThen([]object{given("appointment.call")}, []object{given("appointment.missed_call"), phone}),
		ifThen([]object{at("waiting_time.consultant_led", object{{"const", true}}, true)}, then("waiting_time.starts")),
		ifThen([]object{is("waiting_time.standard", "28-days")}, []object{is("priority", "TWO_WEEK_WAIT")}),
		ifThen([]object{at("appointment.review_first", object{{"const", true}}, true)}, then("appointment.outcomes")),
		given("enquiries.hours"),
	}
	for _, missed := range []string{"appointment.missed_call", "appointment.missed"} {
		all = append(all, ifThen([]object{is(missed+".policy", "letter-then-gp")}, then(missed+".days")))
	}
	return all
}

func ifThen(when, then []object) object {
	return object{{"if", object{{"allOf", when}}}, {"then", object{{"allOf", then}}}}
}

func demands(d demand) []object {
	var list []object
	for _, path := range d.needs {
		list = append(list, given(path))
	}
	for _, path := range d.refuses {
		list = append(list, at(path, false, false))
	}
	return list
}

func is(path, value string) object { return at(path, object{{"const", value}}, true) }

func oneOf(path string, values []string) object { return at(path, object{{"enum", values}}, false) }

func given(path string) object { return at(path, true, true) }

// at puts a schema at a YAML path, and may demand the path.
func at(path string, leaf any, demanded bool) object {
	name, rest, deeper := strings.Cut(path, ".")
	if deeper {
		leaf = at(rest, leaf, demanded)
	}
	s := object{{"properties", object{{name, leaf}}}}
	if demanded {
		s = append(s, member{"required", []string{name}})
	}
	return s
}
