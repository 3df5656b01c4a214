// Package templates says what a letter or leaflet tells its reader, before any
// language is chosen.
//
// There is one Markdown template per document, letter.md and leaflet.md, made
// of the parts in parts/. A template holds no words of its own: it says the
// keys of messages, and puts values beside them.
//
//	## {{say "heading.late"}}
//
//	{{say "late.by-date" "Date" (date .ContactBy) "Phone" (phone .Enquiries.Phone)}}
//
// [Set.Outline] runs a template with text/template, reads the result once with
// goldmark, and returns the closed tree of package document. A value enters
// the tree only after all markup has been read, so no value can be markup.
package templates

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"text/template"
	"time"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/pathway"
	"wayleaf/recipient"
)

//go:embed *.md parts/*.md
var builtIn embed.FS

// FS returns the built-in templates.
func FS() fs.FS { return builtIn }

// Set is a full set of templates, ready for any number of outlines at once.
type Set struct {
	templates *template.Template
	files     map[string]string // template name -> file it came from
	keys      map[string]bool
	version   string
	idle      chan *run // those that serve no outline
}

// mostIdle is how many runs are kept for the next outlines.
const mostIdle = 64

// Order says which document is wanted, of which pathway, for whom.
type Order struct {
	Kind      document.Kind
	Pathway   *pathway.Pathway
	Recipient *recipient.Recipient // nil for a leaflet
	Date      time.Time            // day of issue, midnight Europe/London
	Print     document.Print
	Sheets    document.Sheets
}

// Load reads the layers of templates; a file of a later layer replaces the
// built-in one of the same name. Keys are all message keys the catalogues
// know: a template that says another one is a finding, with its line.
func Load(keys []string, layers ...fs.FS) (*Set, error) {
	set := &Set{files: map[string]string{}, keys: map[string]bool{}, idle: make(chan *run, mostIdle)}
	for _, key := range keys {
		set.keys[key] = true
	}
	set.templates = template.New("").Option("missingkey=error").Funcs((&run{}).functions())
	sources := map[string]string{}
	for _, layer := range layers {
		if err := set.read(layer, sources); err != nil {
			return nil, err
		}
	}
	set.version = versionOf(sources)
	var findings finding.List
	for name, source := range sources {
		if _, err := set.templates.New(name).Parse(source); err != nil {
			findings = append(findings, parseFinding(set.files[name], err))
		}
	}
	if err := findings.Sort().Err(); err != nil {
		return nil, err
	}
	if err := set.lint(sources).Sort().Err(); err != nil {
		return nil, err
	}
	set.settle()
	return set, nil
}

// Version is twelve hexadecimal digits that change with any word of a template.
func (s *Set) Version() string { return s.version }

func versionOf(sources map[string]string) string {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(sources)) {
		fmt.Fprintf(sum, "%q %q\n", name, sources[name])
	}
	return hex.EncodeToString(sum.Sum(nil)[:6])
}

func (s *Set) read(layer fs.FS, sources map[string]string) error {
	for _, pattern := range []string{"*.md", "parts/*.md"} {
		names, err := fs.Glob(layer, pattern)
		if err != nil {
			return err
		}
		for _, file := range names {
			source, err := fs.ReadFile(layer, file)
			if err != nil {
				return err
			}
			name := strings.TrimSuffix(path.Base(file), ".md")
			sources[name], s.files[name] = string(source), "templates/"+file
		}
	}
	return nil
}

// Outline returns what the ordered document says: a tree whose words are
// messages with values. All missing values are reported together.
func (s *Set) Outline(order Order) (*document.Document, error) {
	view, findings := newView(order)
	if err := findings.Err(); err != nil {
		return nil, err
	}
	name := string(order.Kind)
	if s.templates.Lookup(name) == nil {
		return nil, fmt.Errorf("there is no template for a %q", name)
	}
	blocks, err := s.blocks(name, view)
	if err != nil {
		return nil, err
	}
	return &document.Document{
		Kind: order.Kind, Pathway: order.Pathway.ID, Version: order.Pathway.Version,
		Publisher: order.Pathway.Provider.Name, Date: order.Date, ID: documentID(order),
		Print: order.Print, Sheets: order.Sheets, Blocks: blocks,
	}, nil
}

// blocks returns what a template makes of a view.
func (s *Set) blocks(name string, view *view) ([]document.Block, error) {
	run, err := s.takeRun()
	if err != nil {
		return nil, err
	}
	defer s.release(run)
	markdown, err := run.execute(name, view)
	if err != nil {
		return nil, finding.List{parseFinding(s.files[name], err)}
	}
	blocks, findings := run.read(s.files[name], markdown)
	if err := findings.Err(); err != nil {
		return nil, err
	}
	return run.fill(blocks), nil
}

func (s *Set) takeRun() (*run, error) {
	select {
	case r := <-s.idle:
		return r, nil
	default:
		return newRun(s.templates, s.keys)
	}
}

// release gives a run back, or leaves it to the collector when enough are idle.
func (s *Set) release(r *run) {
	r.view = nil
	clear(r.items)
	select {
	case s.idle <- r:
	default:
	}
}

// parseFinding turns "template: status:12:3: ..." into a finding with a place.
func parseFinding(file string, err error) finding.Finding {
	f := finding.Finding{Place: finding.Place{File: file}, Rule: "template/broken", Level: finding.Error, What: err.Error()}
	var inner *runError
	if errors.As(err, &inner) {
		f.What, f.Hint = inner.what, inner.hint
	}
	message := strings.TrimPrefix(err.Error(), "template: ")
	var name string
	if parts := strings.SplitN(message, ":", 3); len(parts) == 3 {
		name = parts[0]
		if _, scanErr := fmt.Sscanf(parts[1]+" ", "%d", &f.Line); scanErr == nil && name != "" {
			if name != path.Base(strings.TrimSuffix(file, ".md")) {
				f.File = "templates/parts/" + name + ".md"
			}
			if inner == nil {
				f.What = strings.TrimSpace(parts[2])
			}
		}
	}
	return f
}
