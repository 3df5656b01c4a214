package pathway

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"wayleaf/finding"
)

// maxFindings bounds a list; a file with more is not a pathway.
const maxFindings = 100

// A decoder fills a Pathway from the YAML tree and notes where each value
// stands. It goes on after a problem, so that all are found together.
type decoder struct {
	file   string
	places map[string]position
	broken map[string]bool // paths with a problem, not to be judged further
	found  finding.List
}

// A field is what the struct tags say of a value.
type field struct {
	path string
	form string // name in forms; "" for the default of the type
	need bool
	in   int // index in its struct
}

func (d *decoder) report(at position, path, rule, what, hint string) {
	d.broken[path] = true
	if len(d.found) < maxFindings {
		d.found = append(d.found, complain(finding.Place{File: d.file, Line: at.line, Column: at.column}, rule, what, hint))
	}
}

// value decodes node into v, which is settable.
func (d *decoder) value(node ast.Node, v reflect.Value, f field) {
	if _, seen := d.places[f.path]; !seen {
		d.places[f.path] = positionOf(node)
	}
	switch {
	case node.Type() == ast.NullType:
		d.report(positionOf(node), f.path, "pathway/empty", lastKey(f.path)+" has no value", "give a value, or remove the line")
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(node, v.Elem(), f)
	case v.Type() == reflect.TypeFor[Day]():
		d.day(node, v, f)
	case v.Kind() == reflect.Struct:
		d.mapping(node, v, f)
	case v.Kind() == reflect.Slice:
		d.list(node, v, f)
	case v.Kind() == reflect.Bool:
		d.yesNo(node, v, f)
	case v.Kind() == reflect.Int:
		d.number(node, v, f)
	default:
		d.text(node, v, f)
	}
}

func (d *decoder) mapping(node ast.Node, v reflect.Value, f field) {
	if !isMapping(node) {
		d.wrongType(node, f, "a mapping of "+strings.Join(names(fieldsOf(v.Type())), ", "))
		return
	}
	fields := fieldsOf(v.Type())
	given := map[string]position{}
	for _, entry := range entries(node) {
		if len(d.found) >= maxFindings {
			return
		}
		d.entry(entry, v, f.path, fields, given)
	}
	for _, known := range fields {
		if _, ok := given[lastKey(known.path)]; !ok && known.need {
			d.missing(join(f.path, known.path))
		}
	}
}

func (d *decoder) entry(entry *ast.MappingValueNode, v reflect.Value, parent string, fields []field, given map[string]position) {
	name, at := entry.Key.GetToken().Value, positionOf(entry.Key)
	if first, twice := given[name]; twice {
		d.report(at, join(parent, name), "pathway/duplicate-key",
			fmt.Sprintf("%q is given twice, first on line %d", shorten(name), first.line), "keep one of the two")
		return
	}
	given[name] = at
	for _, known := range fields {
		if known.path == name {
			known.path = join(parent, name)
			if isBlock(v.Field(known.in).Type()) {
				d.places[known.path] = at
			}
			d.value(entry.Value, v.Field(known.in), known)
			return
		}
	}
	if near := finding.Nearest(name, names(fields)); near != "" {
		d.broken[join(parent, near)] = true // meant, so not missing as well
	}
	d.report(at, join(parent, name), "pathway/unknown-field",
		fmt.Sprintf("%q is not a field of %s", shorten(name), called(parent)), finding.OneOf(name, names(fields)))
}

// missing stands at the parent mapping of the path.
func (d *decoder) missing(path string) {
	if d.broken[path] {
		return
	}
	at := d.places[parentOf(path)]
	d.report(at, path, "pathway/missing", fmt.Sprintf("%s is missing from %s", lastKey(path), called(parentOf(path))), wanted(path))
}

func (d *decoder) list(node ast.Node, v reflect.Value, f field) {
	sequence, ok := node.(*ast.SequenceNode)
	if !ok {
		d.wrongType(node, f, "a list")
		return
	}
	if len(sequence.Values) == 0 {
		d.report(positionOf(node), f.path, "pathway/empty", lastKey(f.path)+" is an empty list", "give a value, or remove the line")
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(sequence.Values), len(sequence.Values)))
	first := map[string]bool{}
	for i, item := range sequence.Values {
		if len(d.found) >= maxFindings {
			return
		}
		at := field{path: fmt.Sprintf("%s[%d]", f.path, i), form: f.form}
		d.value(item, v.Index(i), at)
		if v.Index(i).Kind() == reflect.String && f.path != "provider.address" {
			d.once(first, v.Index(i).String(), item, at)
		}
	}
}

func (d *decoder) once(seen map[string]bool, text string, item ast.Node, f field) {
	if text != "" && seen[text] {
		d.report(positionOf(item), f.path, "pathway/duplicate-value", fmt.Sprintf("%q is listed twice", text), "keep one of the two")
	}
	seen[text] = true
}

func (d *decoder) yesNo(node ast.Node, v reflect.Value, f field) {
	value, ok := node.(*ast.BoolNode)
	if !ok {
		d.wrongType(node, f, "true or false")
		return
	}
	v.SetBool(value.Value)
}

func (d *decoder) number(node ast.Node, v reflect.Value, f field) {
	written := node.GetToken().Value
	n, err := strconv.Atoi(written)
	if node.Type() != ast.IntegerType || err != nil || strconv.Itoa(n) != written {
		d.wrongType(node, f, "a whole number")
		return
	}
	form := forms[f.form]
	if n < form.min || n > form.max {
		d.report(positionOf(node), f.path, "pathway/bad-value", fmt.Sprintf("%s %d is out of range", lastKey(f.path), n), numberHint(form))
		return
	}
	v.SetInt(int64(n))
}

func numberHint(f form) string {
	if f.min == f.max {
		return fmt.Sprintf("this is %s: write %d", f.is, f.min)
	}
	return fmt.Sprintf("use %s from %d to %d", f.is, f.min, f.max)
}

func (d *decoder) day(node ast.Node, v reflect.Value, f field) {
	if text, ok := d.written(node, f, forms["date"]); ok {
		day, _ := ParseDay(text)
		v.Set(reflect.ValueOf(day))
	}
}

func (d *decoder) text(node ast.Node, v reflect.Value, f field) {
	if values, closed := allowed[v.Type()]; closed {
		d.oneOf(node, v, f, values)
		return
	}
	if text, ok := d.written(node, f, formOf(v.Type(), f)); ok {
		v.SetString(text)
	}
}

func formOf(t reflect.Type, f field) form {
	switch {
	case f.form != "":
		return forms[f.form]
	case t == reflect.TypeFor[Key]():
		return forms["key"]
	}
	return forms["text"]
}

func (d *decoder) oneOf(node ast.Node, v reflect.Value, f field, values []string) {
	text, ok := textOf(node)
	if !ok {
		d.wrongType(node, f, "one of "+strings.Join(values, ", "))
		return
	}
	for _, value := range values {
		if value == text {
			v.SetString(text)
			return
		}
	}
	d.report(positionOf(node), f.path, "pathway/unknown-value",
		fmt.Sprintf("%s %q is not known", lastKey(f.path), shorten(text)), finding.OneOf(text, values))
}

// written returns a text of the given form.
func (d *decoder) written(node ast.Node, f field, want form) (string, bool) {
	text, ok := textOf(node)
	if !ok {
		d.wrongType(node, f, "text")
		return "", false
	}
	if text == "" {
		d.report(positionOf(node), f.path, "pathway/empty", lastKey(f.path)+" has no value", "give a value, or remove the line")
		return "", false
	}
	if err := want.check(text); err != nil {
		d.report(positionOf(node), f.path, "pathway/bad-value",
			lastKey(f.path)+" "+err.Error(), want.hint())
		return "", false
	}
	return text, true
}

func (d *decoder) wrongType(node ast.Node, f field, want string) {
	hint := "write " + want
	if want == "text" && node.Type() != ast.SequenceType && !isMapping(node) {
		hint = fmt.Sprintf("put it in quotes: %s: %q", lastKey(f.path), node.GetToken().Value)
	}
	d.report(positionOf(node), f.path, "pathway/wrong-type",
		fmt.Sprintf("%s is %s, not %s", lastKey(f.path), describe(node), kindOf(want)), hint)
}
