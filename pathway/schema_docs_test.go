package pathway

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
)

// docs are the comments of the package's source: the schema's descriptions.
type docs struct {
	types  map[string]string
	fields map[string]string // by "Type.Field"
	consts map[string]string // by "Type.value"
}

func (d docs) typ(name string) string         { return d.types[name] }
func (d docs) field(typ, field string) string { return d.fields[typ+"."+field] }

// values describes a closed set: the type, then each value that has a comment.
func (d docs) values(typ string, values []string) string {
	text := d.types[typ]
	for _, value := range values {
		if doc := d.consts[typ+"."+value]; doc != "" {
			text += "\n" + value + ": " + doc
		}
	}
	return text
}

func readDocs(t *testing.T) docs {
	t.Helper()
	d := docs{map[string]string{}, map[string]string{}, map[string]string{}}
	files := token.NewFileSet()
	for _, name := range []string{"pathway.go", "contact.go", "placeholder.go", "appointment.go", "offer.go", "calendar.go", "day.go"} {
		file, err := parser.ParseFile(files, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			if group, ok := decl.(*ast.GenDecl); ok {
				d.group(group)
			}
		}
	}
	return d
}

func (d docs) group(group *ast.GenDecl) {
	for _, spec := range group.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			d.types[s.Name.Name] = sentence(group.Doc)
			if structure, ok := s.Type.(*ast.StructType); ok {
				d.structure(s.Name.Name, structure)
			}
		case *ast.ValueSpec:
			d.constant(s)
		}
	}
}

func (d docs) structure(name string, structure *ast.StructType) {
	for _, f := range structure.Fields.List {
		for _, id := range f.Names {
			d.fields[name+"."+id.Name] = sentence(f.Doc) + sentence(f.Comment)
		}
	}
}

func (d docs) constant(s *ast.ValueSpec) {
	typ, ok := s.Type.(*ast.Ident)
	if !ok || len(s.Values) != 1 {
		return
	}
	if literal, ok := s.Values[0].(*ast.BasicLit); ok && literal.Kind == token.STRING {
		value, _ := strconv.Unquote(literal.Value)
		d.consts[typ.Name+"."+value] = sentence(s.Doc) + sentence(s.Comment)
	}
}

func sentence(comment *ast.CommentGroup) string {
	if comment == nil {
		return ""
	}
	return strings.Join(strings.Fields(comment.Text()), " ")
}

// Every constant of a closed type is in allowed, and the other way round.
func TestAllowedHoldsEveryConstant(t *testing.T) {
	d := readDocs(t)
	listed := map[string]bool{}
	for typ, values := range allowed {
		for _, value := range values {
			listed[typ.Name()+"."+value] = true
			if _, ok := d.consts[typ.Name()+"."+value]; !ok {
				t.Errorf("%s %q is allowed and is no constant", typ.Name(), value)
			}
		}
	}
	for name := range d.consts {
		if !listed[name] {
			t.Errorf("constant %s is not allowed", name)
		}
	}
}
