package pathway

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"reflect"
	"strings"

	"wayleaf/finding"
	"wayleaf/logo"
)

// MaxBytes is the size of the largest definition that is read.
const MaxBytes = 1 << 20

// Load reads and checks the definition name of fsys, and the logo that it names.
// Its error is a [finding.List] with every problem of the files, unless reading
// the definition itself failed.
func Load(fsys fs.FS, name string) (*Pathway, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	folder, err := fs.Sub(fsys, path.Dir(name))
	if err != nil {
		return nil, err
	}
	return Parse(folder, name, data)
}

// Parse is Load for a definition already in memory. The name is only printed. The
// files that it names are looked for in folder, that of the definition.
func Parse(folder fs.FS, name string, data []byte) (*Pathway, error) {
	root, problems := read(name, data)
	if problems.Err() != nil {
		return nil, problems
	}
	p := &Pathway{File: name}
	d := &decoder{file: name, places: map[string]position{}, broken: map[string]bool{}}
	p.places = d.places
	d.value(root, reflect.ValueOf(p).Elem(), field{})
	found := append(d.found, p.loadLogo(folder)...)
	if len(found) < maxFindings {
		found = append(found, checkMeaning(p, d.broken)...)
	}
	found = found.Sort()
	if found.Err() != nil {
		return nil, found
	}
	p.Warnings = found
	return p, nil
}

// loadLogo reads the provider's picture. What is wrong with an SVG stands in that
// file, all else where the definition names it.
func (p *Pathway) loadLogo(folder fs.FS) finding.List {
	if p.Provider.Logo == "" {
		return nil
	}
	picture, found := logo.Load(folder, p.Provider.Logo)
	p.Provider.Picture = picture
	for i := range found {
		if f := &found[i]; f.Line == 0 {
			f.Place, f.What = p.Place("provider.logo"), fmt.Sprintf("logo %q: %s", p.Provider.Logo, f.What)
		} else {
			f.File = p.File[:strings.LastIndexAny(p.File, `/\`)+1] + f.File
		}
	}
	return found
}

type position struct{ line, column int }

// Place returns where the value of a YAML path such as "placeholder.shown.date"
// or "enquiries.hours[0].opens" stands in the file; for a mapping or list, where
// its key stands; for a path that is not in the file, where its nearest parent
// stands. A Pathway made without Load knows only its file.
func (p *Pathway) Place(path string) finding.Place {
	at, ok := p.places[path]
	for !ok && path != "" {
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
		at, ok = p.places[path]
	}
	return finding.Place{File: p.File, Line: at.line, Column: at.column}
}

// Has reports whether the file gives the YAML path, whatever its value.
func (p *Pathway) Has(path string) bool {
	_, ok := p.places[path]
	return ok
}
