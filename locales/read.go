package locales

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"sync"

	"wayleaf/finding"
)

// reader reads the folders of one language, layer by layer, and collects all
// complaints.
type reader struct {
	language *Language
	found    bool // some file of the language
	findings finding.List
}

func (r *reader) report(place finding.Place, rule, format string, args ...any) {
	r.findings = append(r.findings, complaint(place, rule, format, args...))
}

// readAll reads the languages of all layers, each language by itself and at the
// same time; those of some folders only, if wanted tells which.
func readAll(layers []fs.FS, wanted func(tag string) bool) (map[string]*Language, finding.List) {
	tags, findings := folders(layers)
	if wanted != nil {
		tags = slices.DeleteFunc(tags, func(tag string) bool { return !wanted(tag) })
	}
	readers := make([]reader, len(tags))
	var wait sync.WaitGroup
	for i, tag := range tags {
		readers[i].language = &Language{messages: map[string]*message{}, signatures: map[string]Signature{}}
		wait.Go(func() {
			for _, layer := range layers {
				readers[i].folder(layer, tag)
			}
			readers[i].complete()
		})
	}
	wait.Wait()
	languages := map[string]*Language{}
	for i, tag := range tags {
		if readers[i].found {
			languages[tag] = readers[i].language
		}
		findings = append(findings, readers[i].findings...)
	}
	return languages, findings
}

// folders returns the names of all folders of all layers.
func folders(layers []fs.FS) (names []string, findings finding.List) {
	for _, layer := range layers {
		entries, err := fs.ReadDir(layer, ".")
		if err != nil {
			findings = append(findings, complaint(finding.Place{File: nameOf(layer)}, "language/unreadable", "the folder cannot be read: %v", cause(err)))
		}
		for _, entry := range entries {
			if entry.IsDir() && !slices.Contains(names, entry.Name()) {
				names = append(names, entry.Name())
			}
		}
	}
	return names, findings
}

func nameOf(layer fs.FS) string {
	if n, ok := layer.(named); ok {
		return n.name
	}
	return "locales"
}

// cause leaves out of an error the path, which the place of a finding tells
// already.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// folder reads what one layer has to say in the language. Files that are no
// part of a language pack are none of its business.
func (r *reader) folder(layer fs.FS, tag string) {
	files, err := fs.ReadDir(layer, tag)
	if err != nil {
		return // not in this layer
	}
	l := r.language
	if l.place.File == "" {
		l.place.File = path.Join(nameOf(layer), tag)
	}
	own := map[string]*message{} // messages of this layer, to find keys given twice
	for _, file := range files {
		extension := path.Ext(file.Name())
		if file.IsDir() || file.Name() != "signoff.tsv" && extension != ".yaml" && extension != ".yml" {
			continue
		}
		r.found = true
		name := path.Join(nameOf(layer), tag, file.Name())
		data, err := fs.ReadFile(layer, path.Join(tag, file.Name()))
		switch {
		case extension == ".yml":
			r.report(finding.Place{File: name}, "language/file-name", "the name of a message file ends in .yaml")
		case err != nil:
			r.report(finding.Place{File: name}, "language/unreadable", "the file cannot be read: %v", cause(err))
		case file.Name() == "language.yaml":
			r.describe(name, tag, data)
		case file.Name() == "signoff.tsv":
			r.signatures(name, data)
		default:
			r.messages(own, name, tag, data)
		}
	}
	for key, m := range own {
		l.messages[key] = m
	}
}

// complete checks what only shows when all layers have been read.
func (r *reader) complete() {
	if r.found && r.language.Tag == "" {
		place := finding.Place{File: path.Join(r.language.place.File, "language.yaml")}
		r.report(place, "language/missing", "a language needs a file language.yaml with its names, script, direction and clock")
	}
}
