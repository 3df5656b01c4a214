package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// allowed is the import direction: what each package may import of ours. A
// package that is not listed is a mistake, and so is an import.
var allowed = map[string][]string{
	"document":         {},
	"finding":          {},
	"logo":             {"document", "finding"},
	"pathway":          {"document", "finding", "logo"},
	"recipient":        {"finding", "pathway", "recipient/fhir", "recipient/table", "recipient/workbook"},
	"templates":        {"document", "finding", "pathway", "recipient"},
	"locales":          {"document", "finding"},
	"render":           {"document", "finding", "render/html", "render/markdown", "render/pdf"},
	"render/qr":        {},
	"render/html":      {"document", "finding", "render/qr"},
	"render/markdown":  {"document", "finding"},
	"render/pdf":       {"document", "finding", "render/qr"},
	"check":            {"document", "finding", "locales", "pathway", "recipient", "templates"},
	"press":            {"check", "document", "finding", "locales", "pathway", "render", "render/pdf", "templates"},
	"ledger":           {},
	"mixup":            {},
	"batch":            {"document", "finding", "ledger", "mixup", "pathway", "press", "recipient", "recipient/table", "render", "templates"},
	"preview":          {"check", "document", "finding", "locales", "pathway", "press", "recipient", "render", "render/html", "review", "templates"},
	"preview/gate":     {"finding"},
	"samples":          {},
	"review":           {"document", "finding", "locales"},
	"internal/outside": {"document"}, // for tests
	"internal/people":  {},           // for tests
	"bench/people":     {"internal/people"},
	"bench/preview":    {},
	"bench/letters":    {"document", "locales", "pathway", "press", "recipient", "render", "render/pdf", "samples", "templates"},
	"cmd/wayleaf":      {"batch", "check", "document", "finding", "ledger", "locales", "pathway", "press", "preview", "preview/gate", "recipient", "render", "review", "samples", "templates"},

	// The readers of lists.
	"recipient/fhir":     {"pathway", "recipient/table"},
	"recipient/table":    {},
	"recipient/workbook": {"recipient/table"},
}

// homes is where each foreign library lives.
var homes = map[string][]string{
	"github.com/jung-kurt/gofpdf":     {"render/pdf"},
	"github.com/go-text/typesetting":  {"render/pdf"},
	"github.com/boombuler/barcode":    {"render/qr"},
	"github.com/nicksnyder/go-i18n":   {"locales"},
	"github.com/yuin/goldmark":        {"templates", "locales", "render/markdown"}, // markdown reads its own output back
	"github.com/goccy/go-yaml":        {"pathway", "locales", "templates", "recipient"},
	"github.com/spf13/cobra":          {"cmd/wayleaf"},
	"github.com/rickar/cal":           {"pathway"},
	"github.com/nyaruka/phonenumbers": {"pathway"},
	"golang.org/x/net/html":           {"render/html"},
	"os/exec":                         {"internal/outside"},
	"image":                           {"logo"},
	"golang.org/x/image":              {"logo"},
	"encoding/xml":                    {"logo", "render/pdf"},
	"net/http":                        {"preview", "preview/gate", "bench/preview", "cmd/wayleaf"},
	"github.com/fsnotify/fsnotify":    {"preview"},
	"golang.org/x/crypto":             {"preview/gate"},
	"golang.org/x/net/netutil":        {"preview/gate"},
	"math/rand":                       {"bench/preview"},
	"github.com/klauspost/compress":   {"render/pdf"},
	"github.com/chromedp":             {}, // tests drive a browser with it
	"github.com/santhosh-tekuri":      {},
	"github.com/rogpeppe/go-internal": {},
	"github.com/google/go-cmp":        {"internal/outside"},
	"golang.org/x/text/encoding":      {"recipient/table"},
	"modernc.org/sqlite":              {"ledger"},
	"filippo.io/age":                  {"cmd/wayleaf"},
	"github.com/schollz/progressbar":  {"cmd/wayleaf"},
	"golang.org/x/term":               {"cmd/wayleaf"},
	"golang.org/x/sys":                {"batch", "review"},
	"github.com/xuri/excelize":        {}, // tests make workbooks with it
	"golang.org/x/text/unicode/norm":  {"internal/outside", "check", "preview/gate", "render/pdf", "render/markdown", "render/html"},
	"github.com/invopop/jsonschema":   {},
}

// edges are the packages that may reach the clock, the environment and exit.
var edges = []string{"cmd/wayleaf", "internal/outside", "bench/letters", "bench/people", "bench/preview"}

func TestImportDirection(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := map[string]bool{}
	for file, imports := range imports(t, root) {
		folder := path.Dir(file)
		seen[folder] = true
		ours, known := allowed[folder]
		if !known {
			t.Errorf("package %s is not in the table of import directions", folder)
			continue
		}
		for _, imported := range imports {
			if own, ok := strings.CutPrefix(imported, "wayleaf/"); ok && !slices.Contains(ours, own) {
				t.Errorf("%s imports %s", file, own)
			}
			for library, at := range homes {
				if strings.HasPrefix(imported, library) && !slices.Contains(at, folder) {
					t.Errorf("%s imports %s, whose home is %q", file, imported, at)
				}
			}
		}
	}
	for _, folder := range slices.Sorted(maps.Keys(allowed)) {
		if !seen[folder] {
			t.Errorf("package %s of the table does not exist", folder)
		}
	}
}

// TestEffectsStayAtTheEdge finds the environment and exits outside cmd; the clock is
// found by TestNothingBelowCommandReadsAClock.
func TestEffectsStayAtTheEdge(t *testing.T) {
	root := filepath.Join("..", "..")
	for file := range imports(t, root) {
		if slices.Contains(edges, path.Dir(file)) {
			continue
		}
		data, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		for _, effect := range []string{"os.Exit(", "os.Getenv(", "os.Stdout", "os.Stderr", "log.Print"} {
			if strings.Contains(string(data), effect) {
				t.Errorf("%s uses %s...", file, effect)
			}
		}
	}
}

// imports returns what each Go file of the module imports, tests left out.
func imports(t *testing.T, root string) map[string][]string {
	t.Helper()
	files := map[string][]string{}
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && name != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata" || entry.Name() == "node_modules") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, name), nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		files[name] = []string{}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			files[name] = append(files[name], imported)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
