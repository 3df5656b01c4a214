package render

import (
	"bytes"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wayleaf/document"
)

var update = flag.Bool("update", false, "write the golden files anew")

// write returns the file of a document after proving that a second one has the
// same bytes and that its words are all there.
func write(t *testing.T, format Format, d *document.Document) []byte {
	t.Helper()
	var file, again bytes.Buffer
	if err := format.Write(&file, d); err != nil {
		t.Fatalf("%s: %v", format.Name, err)
	}
	if err := format.Write(&again, d); err != nil || !bytes.Equal(file.Bytes(), again.Bytes()) {
		t.Errorf("%s: a second file differs: %v", format.Name, err)
	}
	reading, err := format.Read(file.Bytes())
	got := reading.Text
	if err != nil {
		t.Fatalf("%s: %v", format.Name, err)
	}
	// By words: a line of a PDF page is not a line of the document.
	if diff := cmp.Diff(strings.Fields(format.Words(d)), strings.Fields(got)); diff != "" {
		t.Errorf("%s says other words (-document +file)\n%s", format.Name, diff)
	}
	return file.Bytes()
}

func TestSinkInEveryFormat(t *testing.T) {
	for _, v := range voices {
		for _, format := range Formats {
			t.Run(v.language+format.Extension, func(t *testing.T) {
				d := sink(v)
				file := write(t, format, d)
				if binary := format.Name == "pdf"; !binary {
					golden(t, "sink."+v.language+format.Extension, file)
				}
				d.Print = document.Large
				write(t, format, d)
			})
		}
	}
}

// golden compares a file with the one in testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got); run with -update if it is right\n%s", name, diff)
	}
}

func TestNoOrphans(t *testing.T) {
	var owned []string
	for _, v := range voices {
		owned = append(owned, "sink."+v.language+".md", "sink."+v.language+".html")
	}
	for name := range cases {
		owned = append(owned, name+".txtar")
	}
	files, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !slices.Contains(owned, file.Name()) {
			t.Errorf("testdata/%s belongs to no test", file.Name())
		}
	}
}

// TestSinkHoldsEveryNode keeps the kitchen sink complete: each type of package
// document that is a Block or an Inline, and each State, is in it. A Message
// is in outlines only.
func TestSinkHoldsEveryNode(t *testing.T) {
	held := map[string]bool{"Message": true}
	collect(reflect.ValueOf(*sink(voices[0])), held)
	nodes, states := declared(t)
	if len(nodes) < 17 || len(states) != 5 {
		t.Fatalf("found only %v and %v", nodes, states)
	}
	for _, name := range slices.Concat(nodes, states) {
		if !held[name] {
			t.Errorf("the kitchen sink holds no %s", name)
		}
	}
}

// collect notes the names of all types and the values of all strings within v.
func collect(v reflect.Value, held map[string]bool) {
	held[v.Type().Name()] = true
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			collect(v.Elem(), held)
		}
	case reflect.Slice:
		for _, element := range v.Seq2() {
			collect(element, held)
		}
	case reflect.Struct:
		if v.Type().PkgPath() != reflect.TypeFor[document.Document]().PkgPath() {
			return
		}
		for i := range v.NumField() {
			collect(v.Field(i), held)
		}
	case reflect.String:
		if v.Type() == reflect.TypeFor[document.State]() {
			held[`"`+v.String()+`"`] = true
		}
	}
}

// declared returns the names of the node types of package document, which are
// those with a method block or inline, and the quoted values of its States.
func declared(t *testing.T) (nodes, states []string) {
	t.Helper()
	files, err := filepath.Glob("../document/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Recv != nil && (n.Name.Name == "block" || n.Name.Name == "inline") {
					nodes = append(nodes, n.Recv.List[0].Type.(*ast.Ident).Name)
				}
			case *ast.ValueSpec:
				if typ, ok := n.Type.(*ast.Ident); ok && typ.Name == "State" {
					states = append(states, n.Values[0].(*ast.BasicLit).Value)
				}
			}
			return true
		})
	}
	return nodes, states
}

func TestLookup(t *testing.T) {
	for _, format := range Formats {
		if got, err := Lookup(format.Name); err != nil || got.Extension != format.Extension {
			t.Errorf("Lookup(%q) = %v, %v", format.Name, got.Name, err)
		}
	}
	_, err := Lookup("htm")
	if err == nil || !strings.Contains(err.Error(), `format "htm" is not known`) || !strings.Contains(err.Error(), `did you mean "html"?`) {
		t.Errorf("Lookup(htm): %v", err)
	}
}
