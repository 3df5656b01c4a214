package locales

import (
	"flag"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"wayleaf/document"
)

var update = flag.Bool("update", false, "write what the test cases want")

// ground is the part of the built-in packs that every language needs before it
// can say anything: names, dates, times, furniture.
func ground(t testing.TB) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for _, name := range []string{"language.yaml", "dates.yaml", "furniture.yaml"} {
		paths, err := fs.Glob(FS(), "*/"+name)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range paths {
			data, err := fs.ReadFile(FS(), p)
			if err != nil {
				t.Fatal(err)
			}
			files[p] = &fstest.MapFile{Data: data}
		}
	}
	return files
}

func layer(files ...string) fstest.MapFS {
	layer := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		layer[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return layer
}

// loadWith loads the ground and one layer over it, in which nothing is critical.
func loadWith(t testing.TB, files ...string) *Catalogues {
	t.Helper()
	c, err := Load(ground(t), layer(files...))
	if err != nil {
		t.Fatal(err)
	}
	c.Critical = func(string) bool { return false }
	return c
}

func languageOf(t testing.TB, c *Catalogues, tag string) *Language {
	t.Helper()
	l, err := c.Language(tag)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func say(key string, values ...any) document.Message {
	m := document.Message{Key: key, Values: map[string]document.Argument{}}
	for i := 0; i < len(values); i += 2 {
		m.Values[values[i].(string)], _ = values[i+1].(document.Argument)
	}
	return m
}

// cases runs a test on each txtar file of a folder: its files are a layer over
// the ground, its file "want" is what the test must return.
func cases(t *testing.T, folder string, run func(t *testing.T, overlay fs.FS) string) {
	files, err := filepath.Glob(filepath.Join("testdata", folder, "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases in testdata/%s: %v", folder, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(path.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			overlay, want := fstest.MapFS{}, slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" })
			for i, f := range archive.Files {
				if i != want {
					overlay[f.Name] = &fstest.MapFile{Data: f.Data}
				}
			}
			got := run(t, overlay)
			if *update {
				if want < 0 {
					want, archive.Files = len(archive.Files), append(archive.Files, txtar.File{Name: "want"})
				}
				archive.Files[want].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want < 0 {
				t.Fatal("the case has no file want")
			}
			if diff := cmp.Diff(string(archive.Files[want].Data), got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}
