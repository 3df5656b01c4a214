package preview

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// watched are the parts of a folder that pages are made of.
var watched = []string{"pathways", "locales", "templates", "review"}

// quiet is how long the folder must be still before it is read: editors write a
// file in several steps.
const quiet = 8 * time.Millisecond

// calm is how long the verdicts wait after a change.
const calm = 250 * time.Millisecond

// Run watches the folder, loads what has changed, and finds the verdicts of all
// pathways in the background, until the context ends. Its error tells why the
// folder cannot be watched.
func (p *Preview) Run(ctx context.Context) error {
	prove := make(chan struct{}, 1)
	prove <- struct{}{}
	if p.options.Folder == "" {
		p.proveAll(ctx, prove)
		return nil
	}
	watcher, err := p.newWatcher()
	if err != nil {
		return err
	}
	defer watcher.Close()
	go p.proveAll(ctx, prove)
	return p.follow(ctx, watcher, prove)
}

func (p *Preview) newWatcher() (*fsnotify.Watcher, error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	if err := p.watchFolders(watcher); err != nil {
		watcher.Close()
		return nil, err
	}
	return watcher, nil
}

// follow gathers changes until the folder is still, then loads them.
func (p *Preview) follow(ctx context.Context, watcher *fsnotify.Watcher, prove chan<- struct{}) error {
	var names []string
	still := time.NewTimer(quiet)
	defer still.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case event, open := <-watcher.Events:
			if !open {
				return errors.New("the folder is no longer watched")
			}
			if name, err := filepath.Rel(p.options.Folder, event.Name); err == nil && event.Op != fsnotify.Chmod {
				names = append(names, filepath.ToSlash(name))
				still.Reset(quiet)
			}
		case <-watcher.Errors: // changes were lost
			names = append(names, watched...)
			still.Reset(quiet)
		case <-still.C:
			if c, any := changesOf(names); any {
				_ = p.watchFolders(watcher) // a new folder that cannot be watched stays as it is
				p.reload(c)
				select {
				case prove <- struct{}{}:
				default:
				}
			}
			names = nil
		}
	}
}

// watchFolders watches the folders that are there now.
func (p *Preview) watchFolders(watcher *fsnotify.Watcher) error {
	if err := watcher.Add(p.options.Folder); err != nil {
		return err
	}
	for _, top := range watched {
		err := filepath.WalkDir(filepath.Join(p.options.Folder, top), func(name string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.IsDir() {
				return err
			}
			return watcher.Add(name)
		})
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// changesOf tells what to load again after changes of some files, named from the
// folder.
func changesOf(names []string) (c changes, any bool) {
	files := map[string]bool{}
	for _, name := range names {
		top, rest, _ := strings.Cut(name, "/")
		switch {
		case !slices.Contains(watched, top):
			continue
		case top == "locales" && rest != "":
			tag, _, _ := strings.Cut(rest, "/")
			c.languages = append(c.languages, tag)
		case top == "templates":
			c.templates = true
		case top == "review":
			c.review = true
		case top == "locales", rest == "" && top == "pathways":
			return everything, true
		case top == "pathways":
			files[name] = true
		}
		any = true
	}
	c.pathways = func(file string) bool { return files[file] || usesOneOf(files) }
	return c, any
}

// usesOneOf reports whether a changed file may be a part of any pathway: a logo.
func usesOneOf(files map[string]bool) bool {
	for file := range files {
		if e := path.Ext(file); e != ".yaml" && e != ".yml" {
			return true
		}
	}
	return false
}

// proveAll finds the verdicts, one after the other so that pages come first, and
// tells the open pages of them.
func (p *Preview) proveAll(ctx context.Context, again <-chan struct{}) {
	p.proving.Store(true)
	defer p.proving.Store(false)
	for {
		select {
		case <-ctx.Done():
			return
		case <-again:
		}
		select { // open pages come first
		case <-ctx.Done():
			return
		case <-time.After(calm):
		}
		for _, e := range p.state.Load().entries {
			if ctx.Err() != nil {
				return
			}
			if e.proved.Load() == nil {
				e.proof()
			}
		}
		s := p.state.Load()
		s.builtIn() // so that the first page that needs them need not wait
		for _, e := range s.entries {
			e.uses()
		}
		p.audience.tell()
	}
}
