package preview

import (
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"

	"wayleaf/locales"
	"wayleaf/pathway"
	"wayleaf/templates"
)

// readable are the kinds of files that findings lead to.
var readable = []string{".yaml", ".yml", ".md", ".tsv", ".svg"}

// source shows a file that a finding is about, line by line. Only the files that
// documents are made of can be shown.
func (p *Preview) source(_ *state, r *http.Request) (*page, error) {
	name := r.URL.Query().Get("file")
	data, err := p.sourceFile(name)
	if err != nil || len(data) > pathway.MaxBytes {
		return nil, errNotFound
	}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	return &page{Name: "source", Title: name, Trail: []link{home}, Body: lines}, nil
}

// sourceFile reads a file by the name that findings give it.
func (p *Preview) sourceFile(name string) ([]byte, error) {
	if !fs.ValidPath(name) || !slices.Contains(readable, path.Ext(name)) {
		return nil, errNotFound
	}
	top, rest, _ := strings.Cut(name, "/")
	switch top {
	case "pathways":
		return fs.ReadFile(p.options.Files, name)
	case "own": // see ownLocales
		if strings.HasPrefix(rest, "locales/") {
			return fs.ReadFile(p.options.Files, rest)
		}
	case "locales":
		return fs.ReadFile(locales.FS(), rest)
	case "templates":
		if data, err := fs.ReadFile(p.options.Files, name); err == nil {
			return data, nil
		}
		return fs.ReadFile(templates.FS(), rest)
	}
	return nil, errNotFound
}
