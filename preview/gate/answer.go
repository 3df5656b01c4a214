package gate

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
)

// refusal is an answer of the gate itself. It tells the visitor nothing about
// the server, and repeats nothing of the request.
type refusal struct {
	status      int
	title, text string
}

var (
	badAddress    = &refusal{http.StatusBadRequest, "This address is not valid", "Go to the first page and choose from there."}
	badForm       = &refusal{http.StatusBadRequest, "The form could not be read", "Go back and send it again."}
	otherSite     = &refusal{http.StatusForbidden, "This came from another site", "Nothing was changed. Open the preview in a window of its own and try again there."}
	badMethod     = &refusal{http.StatusMethodNotAllowed, "This cannot be done", "Go to the first page and choose from there."}
	tooLarge      = &refusal{http.StatusRequestEntityTooLarge, "Too much was sent at once", "Nothing was saved. Go back and send a shorter text."}
	otherHost     = &refusal{http.StatusMisdirectedRequest, "This is not the address of the preview", "Use the address that was shown when the preview was started."}
	tooMany       = &refusal{http.StatusTooManyRequests, "Too many attempts", "Wait for ten minutes, then sign in again."}
	fault         = &refusal{http.StatusInternalServerError, "Something went wrong", "Nothing you wrote before is lost. Go back and try again; if it happens again, tell the person who started the preview."}
	tooManyEvents = &refusal{http.StatusServiceUnavailable, "Too many windows are open", "Close some windows of the preview. Until then, load a page again to see what has changed."}
)

// ServeHTTP answers one request: it refuses, signs in or out, or lets the pages
// answer. All answers carry the same headers and leave one line in the log.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o := &observer{ResponseWriter: w, started: s.options.Now()}
	r = r.Clone(r.Context()) // the pages' router writes its route into it
	defer s.finish(o, r)
	s.protect(o.Header())
	if refused := s.answer(o, r); refused != nil {
		s.refuse(o, r, refused)
	}
}

func (s *Server) answer(w *observer, r *http.Request) *refusal {
	if refused := s.inspect(r); refused != nil {
		return refused
	}
	switch r.URL.Path {
	case SignIn:
		return s.signIn(w, r)
	case SignOut:
		return s.signOut(w, r)
	}
	if reviewer := s.reviewer(r); reviewer != "" {
		*r = *r.WithContext(WithReviewer(r.Context(), reviewer))
	} else if !s.open(r) {
		return s.askWho(w, r)
	}
	if refused := takeBody(w, r, s.limits.body); refused != nil {
		return refused
	}
	if below(r.URL.Path, s.options.Events) {
		return s.stream(w, r)
	}
	s.options.Pages.ServeHTTP(w, r)
	return nil
}

// open reports whether a request may be answered to somebody unknown.
func (s *Server) open(r *http.Request) bool {
	if below(r.URL.Path, s.options.Assets) || s.options.Reviewers == nil {
		return safe(r.Method)
	}
	return false
}

// below reports whether a path begins with a prefix, which may be none.
func below(path, prefix string) bool { return prefix != "" && strings.HasPrefix(path, prefix) }

func safe(method string) bool { return method == http.MethodGet || method == http.MethodHead }

// takeBody reads the whole body before a page runs, so that no page waits for a
// slow sender or sees half a form.
func takeBody(w http.ResponseWriter, r *http.Request, most int64) *refusal {
	if r.ContentLength > most {
		return tooLarge
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, most))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return tooLarge
	case err != nil:
		return badForm
	}
	r.Body = io.NopCloser(bytes.NewReader(data))
	r.ContentLength = int64(len(data))
	return nil
}

// stream answers with a page that stays open. A client that takes no events is
// let go; one that reads them may stay until the server ends.
func (s *Server) stream(w *observer, r *http.Request) *refusal {
	select {
	case s.streaming <- struct{}{}:
		defer func() { <-s.streaming }()
	default:
		w.Header().Set("Retry-After", "60")
		return tooManyEvents
	}
	control := http.NewResponseController(w)
	w.limit = func(begins bool) {
		until := noDeadline // HTTP/2 ends a stream whose deadline passes, even a quiet one
		if begins {
			until = s.options.Now().Add(s.limits.streamWrite)
		}
		control.SetWriteDeadline(until)
	}
	w.limit(false)
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	defer context.AfterFunc(s.closing, cancel)()
	*r = *r.WithContext(ctx)
	s.options.Pages.ServeHTTP(w, r)
	return nil
}

// refuse writes a refusal. The connection of a refused body is closed, so that
// nobody has to read it.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, refused *refusal) {
	if r.ContentLength != 0 {
		w.Header().Set("Connection", "close")
	}
	if refused == badMethod {
		w.Header().Set("Allow", "GET, HEAD, POST")
	}
	s.show(w, refused.status, "refusal", page{Title: refused.title, Text: refused.text})
}
