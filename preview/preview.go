// Package preview is the pages of `wayleaf preview`: those who answer for the
// wording read, compare and question it in the browser, without a terminal.
//
//	p, err := preview.Open(preview.Options{Files: root.FS(), Folder: "mytrust", Today: today})
//	go p.Run(ctx) // watches the folder
//	http.Serve(listener, p)
//
// A page is made by the same five steps as a finished file (package press), for a
// fictional recipient only. The address of a page holds what was chosen on it and
// never anything personal. Pages are plain HTML and work without script; a small
// script brings open ones up to date when a file of the folder changes.
//
// What was loaded last without an error stays in use: a page tells that it is old,
// and what is wrong with which line of which file.
//
// Who may connect, and under which policy, is the business of package gate.
package preview

import (
	"context"
	"io/fs"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"wayleaf/locales"
	"wayleaf/review"
)

// Options says what is shown.
type Options struct {
	// Files is the working folder, with pathways, locales and templates.
	Files fs.FS
	// Folder is where Files lies, to be watched; empty for files that do not change.
	Folder string
	// Today is midnight in London of the day on which documents are dated.
	Today func() time.Time
	// Now is the time of comments and signatures.
	Now func() time.Time
	// Reviews keeps comments and signatures. Nil leaves out all that would change
	// anything.
	Reviews Reviews
	// Reviewer is the name of whoever sends a form; empty refuses it.
	Reviewer func(*http.Request) string
	// SignIn and SignOut are where reviewers say who they are, and that they go;
	// empty where they cannot.
	SignIn, SignOut string
}

// Reviews is where comments and signatures are kept: a [review.Store].
type Reviews interface {
	Read() (*review.Log, error)
	Add(context.Context, *locales.Catalogues, ...review.Entry) (review.Result, error)
	Approve(context.Context, *locales.Catalogues, ...review.Approval) (review.Result, error)
}

// Preview is the handler of all pages. It may be used by many goroutines at once.
type Preview struct {
	options  Options
	mux      *http.ServeMux
	state    atomic.Pointer[state]
	loading  sync.Mutex  // held while the next state is made
	proving  atomic.Bool // verdicts are found in the background
	audience *audience
}

// Open loads the folder. What is wrong in it is shown on the pages; the error
// tells of built-in words or templates that cannot be read.
func Open(options Options) (*Preview, error) {
	p := &Preview{options: options, audience: newAudience()}
	first, err := load(options)
	if err != nil {
		return nil, err
	}
	p.state.Store(first)
	p.mux = p.routes()
	return p, nil
}

// ServeHTTP serves a page, a file that pages need, or the stream that tells open
// pages of changes.
func (p *Preview) ServeHTTP(w http.ResponseWriter, r *http.Request) { p.mux.ServeHTTP(w, r) }

func (p *Preview) routes() *http.ServeMux {
	mux := http.NewServeMux()
	get := func(path string, serve func(*state, *http.Request) (*page, error)) {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) { p.serve(w, r, serve) })
	}
	post := func(path string, do func(*state, *http.Request) (string, *page, error)) {
		mux.HandleFunc("POST "+path, func(w http.ResponseWriter, r *http.Request) { p.change(w, r, do) })
	}
	get("/{$}", p.list)
	get("/pathways/{id}", p.pathway)
	get("/pathways/{id}/document", p.document)
	get("/pathways/{id}/block", p.block)
	get("/pathways/{id}/contract", p.contract)
	get("/pathways/{id}/changes", p.changes)
	get("/messages/{key}", p.message)
	get("/languages", p.languages)
	get("/languages/{tag}", p.language)
	get("/source", p.source)
	post("/messages/{key}/say", p.say)
	post("/messages/{key}/approve", p.approve)
	post("/pathways/{id}/say", p.sayOfDocument)
	post("/pathways/{id}/approve", p.approveDocument)
	get("/", func(*state, *http.Request) (*page, error) { return nil, errNotFound })
	mux.HandleFunc("GET /pathways/{id}/file/{name}", p.file)
	mux.HandleFunc("GET /pathways/{id}/pack", p.pack)
	mux.HandleFunc("GET /assets/{name}", asset)
	mux.HandleFunc("GET /events", p.events)
	return mux
}

// current is the state to make a page from: anew on a new day, because documents
// are dated.
func (p *Preview) current() *state {
	if s := p.state.Load(); s.day.Equal(p.options.Today()) {
		return s
	}
	p.loading.Lock()
	defer p.loading.Unlock()
	if !p.state.Load().day.Equal(p.options.Today()) { // nobody else was first
		p.advance(everything)
	}
	return p.state.Load()
}

// reload makes the next state of what has changed.
func (p *Preview) reload(c changes) {
	p.loading.Lock()
	defer p.loading.Unlock()
	p.advance(c)
}

func (p *Preview) advance(c changes) {
	p.state.Store(p.state.Load().next(p.options, c))
	p.audience.tell()
}
