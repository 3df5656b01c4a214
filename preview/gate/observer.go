package gate

import (
	"fmt"
	"net/http"
	"path"
	"runtime"
	"strings"
	"time"
)

var noDeadline time.Time

// observer notes what becomes of an answer.
type observer struct {
	http.ResponseWriter
	started time.Time
	status  int
	// limit is set for an event stream: it bounds a write that begins, and lifts the
	// bound when it has ended.
	limit func(begins bool)
}

// Unwrap is for [http.ResponseController].
func (o *observer) Unwrap() http.ResponseWriter { return o.ResponseWriter }

func (o *observer) WriteHeader(status int) {
	if o.status == 0 && status >= 200 {
		o.status = status
	}
	o.ResponseWriter.WriteHeader(status)
}

func (o *observer) Write(data []byte) (int, error) {
	if o.status == 0 {
		o.status = http.StatusOK
	}
	if o.limit != nil {
		o.limit(true)
		defer o.limit(false)
	}
	return o.ResponseWriter.Write(data)
}

// Flush sends what is written so far.
func (o *observer) Flush() { o.FlushError() }

// FlushError is for [http.ResponseController].
func (o *observer) FlushError() error {
	if o.limit != nil {
		o.limit(true)
		defer o.limit(false)
	}
	return http.NewResponseController(o.ResponseWriter).Flush()
}

// finish leaves one line in the log. A panic of a page becomes a page without
// details; the log has its place in the code, and not its words, which may hold
// what somebody wrote.
func (s *Server) finish(o *observer, r *http.Request) {
	failure := recover()
	if failure == nil {
		s.note(o, r, "")
		return
	}
	at, begun := panicked(), o.status != 0
	if failure == http.ErrAbortHandler {
		at, begun = "", true
	}
	if begun { // half an answer: the browser must see that it broke off
		s.note(o, r, at)
		panic(http.ErrAbortHandler)
	}
	clear(o.Header())
	s.protect(o.Header())
	s.refuse(o, r, fault)
	s.note(o, r, at)
}

func (s *Server) note(o *observer, r *http.Request, panicAt string) {
	line := []any{"method", methodOf(r), "route", routeOf(r), "status", o.status, "duration", s.options.Now().Sub(o.started).Round(100 * time.Microsecond)}
	if panicAt != "" {
		s.options.Log.Error("panic", append(line, "at", panicAt)...)
		return
	}
	s.options.Log.Info("request", line...)
}

func methodOf(r *http.Request) string {
	if safe(r.Method) || r.Method == http.MethodPost {
		return r.Method
	}
	return "other"
}

// routeOf is the pattern of the router of pages, without what the visitor wrote.
func routeOf(r *http.Request) string {
	switch r.URL.Path {
	case SignIn, SignOut:
		return r.URL.Path
	}
	if r.Pattern == "" {
		return "-"
	}
	return r.Pattern[strings.Index(r.Pattern, "/"):]
}

// panicked is the place of the panic that is being recovered: package/file:line.
func panicked() string {
	callers := make([]uintptr, 64)
	frames := runtime.CallersFrames(callers[:runtime.Callers(1, callers)])
	below := false
	for {
		frame, more := frames.Next()
		if below && !strings.HasPrefix(frame.Function, "runtime.") {
			folder, file := path.Split(frame.File)
			return fmt.Sprintf("%s/%s:%d", path.Base(folder), file, frame.Line)
		}
		below = below || frame.Function == "runtime.gopanic"
		if !more {
			return "unknown"
		}
	}
}
