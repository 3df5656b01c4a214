package pathway

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// entries returns the key-value pairs of a mapping.
func entries(node ast.Node) []*ast.MappingValueNode {
	switch n := node.(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	return nil
}

// positionOf returns where the first character of a node stands.
func positionOf(node ast.Node) position {
	switch n := node.(type) {
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return positionOf(n.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return positionOf(n.Key)
	}
	at := node.GetToken().Position
	return position{max(1, at.Line), max(1, at.Column)}
}

// textOf returns the text of a plain, quoted or block scalar that YAML takes
// for text; the line break that ends a block scalar is not part of it.
func textOf(node ast.Node) (string, bool) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return strings.TrimRight(n.Value.Value, "\n"), true
	}
	return "", false
}

// describe names a node as a commissioner would.
func describe(node ast.Node) string {
	written := shorten(node.GetToken().Value)
	switch node.Type() {
	case ast.MappingType, ast.MappingValueType:
		return "a mapping"
	case ast.SequenceType:
		return "a list"
	case ast.BoolType:
		return "the yes-or-no value " + written
	case ast.IntegerType, ast.FloatType, ast.InfinityType, ast.NanType:
		return "the number " + written
	case ast.NullType:
		return "empty"
	}
	text, _ := textOf(node)
	return fmt.Sprintf("the text %q", shorten(text))
}

// kindOf shortens "a mapping of x, y" and "one of x, y" for the complaint; the
// hint says it in full.
func kindOf(want string) string {
	switch {
	case strings.HasPrefix(want, "a mapping"):
		return "a mapping"
	case strings.HasPrefix(want, "one of"):
		return "text"
	}
	return want
}

// fieldsOf returns the YAML fields of a struct in order; each path is the
// field's own name.
func fieldsOf(t reflect.Type) []field {
	var fields []field
	for i := range t.NumField() {
		tag := t.Field(i).Tag
		if name := tag.Get("yaml"); name != "" && name != "-" {
			fields = append(fields, field{path: name, form: tag.Get("form"), need: tag.Get("need") == "yes", in: i})
		}
	}
	return fields
}

// isBlock reports whether a value of the type is a mapping or list, whose
// place is that of its key.
func isBlock(t reflect.Type) bool {
	return t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice ||
		t.Kind() == reflect.Struct && t != reflect.TypeFor[Day]()
}

func names(fields []field) []string {
	list := make([]string, len(fields))
	for i, f := range fields {
		list[i] = f.path
	}
	return list
}

func join(parent, name string) string {
	if parent == "" {
		return name
	}
	return parent + "." + name
}

func parentOf(path string) string { return path[:max(0, strings.LastIndexAny(path, ".["))] }

func lastKey(path string) string { return path[strings.LastIndex(path, ".")+1:] }

// called names a mapping in a complaint.
func called(path string) string {
	if path == "" {
		return "the pathway"
	}
	return path
}

// wanted is the hint for a missing field: what it looks like.
func wanted(path string) string {
	t, f := lookUp(path)
	name := lastKey(path)
	switch {
	case t == nil:
		return "add " + name
	case allowed[t] != nil:
		return "add " + name + ": one of " + strings.Join(allowed[t], ", ")
	case t.Kind() == reflect.Bool:
		return "add " + name + ": true or false"
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct:
		return "add " + name + ", a list of " + strings.Join(names(fieldsOf(t.Elem())), ", ")
	case t.Kind() == reflect.Slice:
		return "add " + name + ", a list"
	case t.Kind() == reflect.Struct && t != reflect.TypeFor[Day]():
		return "add " + name + " with " + strings.Join(names(fieldsOf(t)), ", ")
	case f.form != "":
		return "add " + name + ": " + forms[f.form].example
	case t == reflect.TypeFor[Key]():
		return "add " + name + ": a message key, for example " + forms["key"].example
	}
	return "add " + name
}

// lookUp finds the type and tags that a YAML path stands for.
func lookUp(path string) (reflect.Type, field) {
	t, at := reflect.TypeFor[Pathway](), field{}
	for name := range strings.SplitSeq(path, ".") {
		name, item, _ := strings.Cut(name, "[")
		t, at = step(t, name)
		if t == nil {
			return nil, at
		}
		if item != "" {
			t = t.Elem()
		}
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
	}
	return t, at
}

func step(t reflect.Type, name string) (reflect.Type, field) {
	if t.Kind() != reflect.Struct {
		return nil, field{}
	}
	for _, f := range fieldsOf(t) {
		if f.path == name {
			return t.Field(f.in).Type, f
		}
	}
	return nil, field{}
}
