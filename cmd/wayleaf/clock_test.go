package main

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"wayleaf/pathway"
)

// clocks are what reads a clock; and waits are what waits for one, or asks what day a
// file has, which is as good as a clock that goes back.
var (
	clocks = []string{"time.Now", "time.Since", "time.Until"}
	waits  = []string{"time.After", "time.AfterFunc", "time.Tick", "time.NewTicker", "time.NewTimer", "time.Sleep", ".ModTime", "os.Chtimes"}
	sql    = []string{"CURRENT_DATE", "CURRENT_TIME", "'NOW'", "UNIXEPOCH", "JULIANDAY", "STRFTIME"}
)

// TestNothingBelowCommandReadsAClock finds clocks below the command, called or handed
// on, whatever package time is called there; and in the packages that a batch is made of
// also what waits, and the clocks of SQL.
func TestNothingBelowCommandReadsAClock(t *testing.T) {
	root := filepath.Join("..", "..")
	parts := partsOf("batch")
	if len(parts) < 15 {
		t.Fatalf("a batch is made of %q only", parts)
	}
	for file := range imports(t, root) {
		folder := path.Dir(file)
		if slices.Contains(edges, folder) {
			continue
		}
		names, texts := namesIn(t, filepath.Join(root, file))
		forbidden := clocks
		if slices.Contains(parts, folder) {
			forbidden = slices.Concat(clocks, waits)
			for _, text := range texts {
				for _, clock := range sql {
					if strings.Contains(strings.ToUpper(text), clock) {
						t.Errorf("%s has %s in a text", file, clock)
					}
				}
			}
		}
		for _, name := range names {
			if _, method, _ := strings.Cut(name, "."); slices.Contains(forbidden, name) || slices.Contains(forbidden, "."+method) {
				t.Errorf("%s uses %s", file, name)
			}
		}
	}
}

// partsOf are a package and all that it is made of.
func partsOf(folder string) []string {
	parts := []string{folder}
	for i := 0; i < len(parts); i++ {
		for _, imported := range allowed[parts[i]] {
			if !slices.Contains(parts, imported) {
				parts = append(parts, imported)
			}
		}
	}
	return parts
}

// namesIn are the names that a file takes from others, "time.Now", with the true name of
// a package that it calls otherwise; and its texts.
func namesIn(t *testing.T, file string) (names, texts []string) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	called := map[string]string{}
	for _, spec := range parsed.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if name = path.Base(name); spec.Name != nil {
			called[spec.Name.Name] = name
		}
	}
	ast.Inspect(parsed, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.SelectorExpr:
			of := ""
			if x, ok := n.X.(*ast.Ident); ok {
				if of = called[x.Name]; of == "" {
					of = x.Name
				}
			}
			names = append(names, of+"."+n.Sel.Name)
		case *ast.BasicLit:
			if n.Kind == token.STRING {
				texts = append(texts, n.Value)
			}
		}
		return true
	})
	return names, texts
}

// TestClockGoesBack stops a batch, sets the clock back by ten years, as its files see it,
// and by a day, as the letters do.
func TestClockGoesBack(t *testing.T) {
	if testing.Short() {
		t.Skip("makes many letters")
	}
	list, left, output := aList(t, 1200), t.TempDir(), t.TempDir()
	arguments := batchOf(t, list, output, "--workers", "2")
	stopAfterFirstRows(t, output, arguments)
	later := time.Date(2036, 11, 23, 9, 0, 0, 0, time.UTC)
	err := filepath.WalkDir(output, func(name string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chtimes(name, later, later)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(list, later, later); err != nil {
		t.Fatal(err)
	}
	t.Run("the day of the letters is another", func(t *testing.T) {
		day := slices.Index(arguments, "--date")
		code, talk := runOn(t, pathway.Date(2026, time.November, 22), slices.Delete(slices.Clone(arguments), day, day+2)...)
		if code != 3 || !strings.Contains(talk, "a run with other content was stopped here") || !strings.Contains(talk, "--date") {
			t.Errorf("exit code %d and %s", code, talk)
		}
	})
	t.Run("the files are of the future", func(t *testing.T) {
		if code, talk := runOn(t, pathway.Date(2026, time.November, 22), arguments...); code != 0 {
			t.Fatalf("resumed: exit code %d and %s", code, talk)
		}
		if code, talk := run(t, batchOf(t, list, left)...); code != 0 {
			t.Fatalf("exit code %d and %s", code, talk)
		}
		sameFiles(t, filepath.Join(left, "run-0001"), filepath.Join(output, "run-0001"))
	})
}

// runOn runs the command on a day.
func runOn(t *testing.T, day time.Time, args ...string) (int, string) {
	t.Helper()
	var talk strings.Builder
	s := &streams{out: io.Discard, err: &talk, today: func() time.Time { return day }}
	command := newCommand(s)
	command.SetArgs(args)
	return s.report(command.ExecuteContext(context.Background())), talk.String()
}
