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

// source shows a file that a finding is about, line by line. Only what documents
// are made of, and what reviewers have said of them, can be shown.
func (p *Preview) source(s *state, r *http.Request) (*page, error) {
	name := r.URL.Query().Get("file")
	data, err := p.sourceFile(name)
	if err != nil || len(data) > pathway.MaxBytes {
		return nil, errNotFound
	}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	return &page{Name: "source", Title: name, Trail: s.trailToFile(name), Body: listedFile{p.whereIs(name), lines}}, nil
}

// listedFile is a file to be read on a page.
type listedFile struct {
	Where string // for those who want to edit it
	Lines []string
}

// whereIs tells where a file of findings lies.
func (p *Preview) whereIs(name string) string {
	if own, is := strings.CutPrefix(name, "own/"); is {
		name = own
	} else if _, err := fs.Stat(p.options.Files, name); err != nil || strings.HasPrefix(name, "locales/") {
		return "This file comes with Wayleaf."
	}
	return "This file is in your folder: " + name + "."
}

// trailToFile is the page of the pathway or of the language that a file is of.
func (s *state) trailToFile(name string) []link {
	if e := s.entry(name); e != nil {
		return []link{home, {pathwayAddress(e.id()), e.name()}}
	}
	_, rest, _ := strings.Cut(strings.TrimPrefix(name, "own/"), "/")
	tag, _, _ := strings.Cut(rest, "/")
	if one, err := s.standing(tag); err == nil {
		return []link{home, {"/languages", "Languages"}, {one.Address, one.Name}}
	}
	return []link{home}
}

// sourceFile reads a file by the name that findings give it.
func (p *Preview) sourceFile(name string) ([]byte, error) {
	if !fs.ValidPath(name) || !slices.Contains(readable, path.Ext(name)) {
		return nil, errNotFound
	}
	top, rest, _ := strings.Cut(name, "/")
	switch top {
	case "pathways", "review":
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
