package preview

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/locales"
	"wayleaf/pathway"
	"wayleaf/press"
	"wayleaf/review"
)

// state is what was loaded at one moment. It does not change: what is edited
// makes another one, which shares all that stayed the same.
type state struct {
	day      time.Time
	wording  *wording
	problems finding.List // why the templates and catalogues are older than their files
	entries  []*entry     // sorted by file
	log      *review.Log  // nil if nothing is reviewed
	unread   finding.List // why the log is older than its files
	builtIn  func() *locales.Catalogues
}

// wording is the templates and catalogues, and what is known of them.
type wording struct {
	*press.Press
	returned []string               // what reviewers have returned: "language key", "language kind pathway"; sorted
	lint     map[string]func() lint // by language, worked out when asked for
	entries  map[string]func() map[string]locales.Entry
}

// changes is what to load again.
type changes struct {
	all       bool
	languages []string // folders of locales
	templates bool
	pathways  func(file string) bool
	review    bool
}

// everything loads all again.
var everything = changes{all: true, templates: true, pathways: func(string) bool { return true }, review: true}

func (c changes) wording() bool { return c.templates || len(c.languages) > 0 }

// load makes the first state. With words or templates that cannot be used, the
// built-in ones stand in and the problems are told.
func load(o Options) (*state, error) {
	first, err := press.Open(layers(o.Files))
	problems, broken := asFindings(err)
	if broken {
		if first, err = press.Open(press.Layers{}); err != nil {
			return nil, err
		}
	}
	s := &state{day: o.Today(), problems: problems, builtIn: sync.OnceValue(builtInWords)}
	s.readLog(o, nil)
	s.wording = newWording(first, s.log)
	s.read(o.Files, nil, everything)
	return s, nil
}

// next is the state after some changes.
func (s *state) next(o Options, c changes) *state {
	next := &state{day: o.Today(), wording: s.wording, problems: s.problems, log: s.log, unread: s.unread, builtIn: s.builtIn}
	if c.review {
		next.readLog(o, s)
	}
	// After a failure nobody knows how much of the others is old.
	c.all = c.all || c.wording() && len(s.problems) > 0
	if c.wording() || !slices.Equal(s.wording.returned, returned(next.log)) {
		loaded, err := s.wording.again(layers(o.Files), c)
		if next.problems, _ = asFindings(err); err == nil {
			next.wording = newWording(loaded, next.log)
		}
	}
	next.read(o.Files, s, c)
	return next
}

// readLog reads what reviewers have said, or keeps what is known of it.
func (s *state) readLog(o Options, before *state) {
	if o.Reviews == nil {
		return
	}
	log, err := o.Reviews.Read()
	if s.unread, _ = asFindings(err); err == nil {
		s.log, s.unread = log, log.Findings
	} else if before != nil {
		s.log = before.log
	}
	s.unread = within(o.Folder, s.unread)
}

// within names files as they lie in the folder: where that lies is not the
// business of those who read the pages.
func within(folder string, list finding.List) finding.List {
	list = slices.Clone(list)
	for i := range list {
		if name, err := filepath.Rel(folder, list[i].Place.File); err == nil && filepath.IsLocal(name) {
			list[i].Place.File = filepath.ToSlash(name)
		}
	}
	return list
}

// returned are the messages and documents against which a return stands.
func returned(log *review.Log) []string {
	var names []string
	if log == nil {
		return nil
	}
	for _, t := range log.All() {
		if t.Kind == review.Return && t.Open() {
			names = append(names, t.Language+" "+t.Subject())
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func newWording(p *press.Press, log *review.Log) *wording {
	w := &wording{Press: p, returned: returned(log), lint: map[string]func() lint{}, entries: map[string]func() map[string]locales.Entry{}}
	returned := func(name string) bool {
		_, found := slices.BinarySearch(w.returned, name)
		return found
	}
	p.Catalogues.Returned = func(tag, key string) bool { return returned(tag + " " + key) }
	p.Catalogues.Held = func(tag, id string, kind document.Kind) bool {
		return returned(tag + " " + review.Entry{Pathway: id, Document: string(kind)}.Subject())
	}
	for _, tag := range p.Catalogues.Tags() {
		w.lint[tag] = sync.OnceValue(func() lint { return newLint(p.Catalogues, tag) })
		w.entries[tag] = sync.OnceValue(func() map[string]locales.Entry { return entriesOf(p.Catalogues, tag) })
	}
	return w
}

func (w *wording) again(l press.Layers, c changes) (*press.Press, error) {
	if c.all {
		return press.Open(l)
	}
	return w.Reload(l, c.languages, c.templates)
}

// layers are the folder's own words and templates, if it has any.
func layers(files fs.FS) press.Layers {
	var l press.Layers
	if own, err := sub(files, "locales"); err == nil {
		l.Locales = locales.Named(ownLocales, own)
	}
	if own, err := sub(files, "templates"); err == nil {
		l.Templates = own
	}
	return l
}

// ownLocales stands in findings before the folder's own message files, whose
// names may be those of built-in ones.
const ownLocales = "own/locales"

func sub(files fs.FS, folder string) (fs.FS, error) {
	if info, err := fs.Stat(files, folder); err != nil || !info.IsDir() {
		return nil, cmp.Or(err, fs.ErrInvalid)
	}
	return fs.Sub(files, folder)
}

// read reads the pathways that have changed and takes the others from before.
func (s *state) read(files fs.FS, before *state, c changes) {
	for _, file := range pathwayFiles(files) {
		old := before.entry(file)
		switch {
		case old == nil || c.pathways != nil && c.pathways(file):
			definition, err := pathway.Load(files, file)
			s.entries = append(s.entries, s.entryOf(file, definition, err, old))
		case old.wording == s.wording && old.day.Equal(s.day):
			s.entries = append(s.entries, old)
		default:
			e := s.entryOf(file, old.definition, old.problems.Err(), old)
			if languages, same := s.wording.differs(old.wording, c); same && old.day.Equal(s.day) {
				e.inherit(old, languages)
			}
			s.entries = append(s.entries, e)
		}
	}
}

// differs tells in which languages two wordings say something else, if that is
// all. English stands beside the words of every language.
func (w *wording) differs(old *wording, c changes) (languages []string, only bool) {
	if w.Templates != old.Templates || slices.Contains(c.languages, locales.Source) {
		return nil, false
	}
	languages = slices.Clone(c.languages)
	for _, names := range [][]string{w.returned, old.returned} {
		for _, name := range names {
			tag, _, _ := strings.Cut(name, " ")
			languages = append(languages, tag)
		}
	}
	return languages, !slices.Contains(languages, locales.Source)
}

func (s *state) entryOf(file string, definition *pathway.Pathway, err error, old *entry) *entry {
	e := &entry{file: file, definition: definition, wording: s.wording, day: s.day, copies: map[choice]*edition{}}
	e.problems, _ = asFindings(err)
	if old != nil {
		e.good = old.best()
		if definition == nil {
			e.definition = old.definition
		}
	}
	e.proof, e.uses = sync.OnceValue(e.prove), sync.OnceValue(e.findUses)
	return e
}

func (s *state) entry(file string) *entry {
	if s == nil {
		return nil
	}
	if i := slices.IndexFunc(s.entries, func(e *entry) bool { return e.file == file }); i >= 0 {
		return s.entries[i]
	}
	return nil
}

// find returns the pathway of an id.
func (s *state) find(id string) (*entry, error) {
	for _, e := range s.entries {
		if e.id() == id {
			return e, nil
		}
	}
	return nil, errNotFound
}

func pathwayFiles(files fs.FS) []string {
	var names []string
	entries, _ := fs.ReadDir(files, "pathways") // a folder without pathways has no files
	for _, entry := range entries {
		if e := path.Ext(entry.Name()); !entry.IsDir() && (e == ".yaml" || e == ".yml") {
			names = append(names, path.Join("pathways", entry.Name()))
		}
	}
	return names
}

// asFindings are the complaints of an error, and whether there is one.
func asFindings(err error) (finding.List, bool) {
	if err == nil {
		return nil, false
	}
	var list finding.List
	if errors.As(err, &list) {
		return list, true
	}
	return finding.List{{Rule: "folder/unreadable", Level: finding.Error, What: strings.TrimSpace(err.Error())}}, true
}
