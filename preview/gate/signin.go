package gate

import (
	"bytes"
	_ "embed"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// The addresses of the gate's own pages. A form of the pages that signs out
// posts to SignOut; a link to SignIn may say where to go on: SignIn?next=/path.
const (
	SignIn  = "/sign-in"
	SignOut = "/sign-out"
)

// maxForm is how much is read of somebody unknown, in bytes: a name, a password, and
// what was written before they were asked for.
const maxForm = 64 << 10

//go:embed page.html
var pageSource string

var pages = template.Must(template.New("page").Parse(pageSource))

// page is what a page of the gate shows.
type page struct {
	Title, Text string
	Stylesheets []string
	SignOut     string // where its form posts to

	// Of the sign-in.
	Password bool   // one is asked for
	Who      string // signed in already
	Name     string // as it was written
	Problem  string
	Next     string // where to go on

	// A form that was sent too early: where to, and what stood in it.
	To   string
	Kept []field
}

// field is one of a form that is kept.
type field struct{ Name, Value string }

// keptPrefix tells the fields that are kept from those of the sign-in.
const keptPrefix = "kept."

// signIn shows who is signed in, or asks, or hears the answer.
func (s *Server) signIn(w http.ResponseWriter, r *http.Request) *refusal {
	if safe(r.Method) {
		s.showSignIn(w, http.StatusOK, page{Who: s.reviewer(r), Next: r.URL.Query().Get("next")})
		return nil
	}
	if refused := takeBody(w, r, maxForm); refused != nil {
		return refused
	}
	if r.ParseForm() != nil {
		return badForm
	}
	form := page{Name: r.PostForm.Get("name"), Next: r.PostForm.Get("next"), To: ownAddress(r.PostForm.Get("to")), Kept: fields(r.PostForm, keptPrefix)}
	found, problem := s.identify(r, form.Name, r.PostForm.Get("password"), &form)
	switch {
	case problem != nil:
		return problem
	case found.reviewer == "":
		s.showSignIn(w, http.StatusUnprocessableEntity, form)
		return nil
	}
	s.sessions.end(s.token(r))
	http.SetCookie(w, s.cookie(s.sessions.start(found)))
	if len(form.Kept) > 0 {
		s.show(w, http.StatusOK, "send", page{Title: "Send what you wrote", Who: found.reviewer, To: form.To, Kept: form.Kept})
		return nil
	}
	http.Redirect(w, r, ownAddress(form.Next), http.StatusSeeOther)
	return nil
}

// identify is the session of who fills in the form, or none with the problem noted in
// it.
func (s *Server) identify(r *http.Request, name, password string, form *page) (session, *refusal) {
	clean, err := cleanName(name)
	if err != nil {
		form.Problem = "Enter your name: " + err.Error()
		return session{}, nil
	}
	if s.options.Reviewers == nil {
		return session{reviewer: clean}, nil
	}
	reviewers := s.options.Reviewers()
	source, name := sourceOf(r.RemoteAddr), reviewers.spelling(clean)
	if !s.sources.take(source) || !s.names.take(name) {
		return session{}, tooMany
	}
	select {
	case s.hashing <- struct{}{}:
		defer func() { <-s.hashing }()
	case <-r.Context().Done():
		return session{}, fault
	}
	if !reviewers.signsIn(name, password) {
		form.Problem = "The name or the password is not right"
		return session{}, nil
	}
	s.sources.giveBack(source)
	s.names.giveBack(name)
	return session{reviewer: name, secret: reviewers.secret(name)}, nil
}

func (s *Server) signOut(w http.ResponseWriter, r *http.Request) *refusal {
	if safe(r.Method) {
		http.Redirect(w, r, SignIn, http.StatusSeeOther)
		return nil
	}
	s.sessions.end(s.token(r))
	http.SetCookie(w, s.cookie(""))
	http.Redirect(w, r, SignIn, http.StatusSeeOther)
	return nil
}

// askWho shows the sign-in in the place of a page, and leads back to it. A form
// that was sent is kept in the page, to be sent once it is known by whom.
func (s *Server) askWho(w http.ResponseWriter, r *http.Request) *refusal {
	w.Header().Set("WWW-Authenticate", `Form realm="preview"`)
	ask := page{Next: r.URL.RequestURI()}
	if !safe(r.Method) {
		if refused := takeBody(w, r, maxForm); refused != nil {
			return refused
		}
		if r.ParseForm() != nil {
			return badForm
		}
		ask = page{To: ownAddress(r.URL.RequestURI()), Kept: fields(r.PostForm, ""), Text: "What you wrote is not saved yet. You can send it when this is done."}
	}
	s.showSignIn(w, http.StatusUnauthorized, ask)
	return nil
}

// fields are those of a form whose names have the prefix, without it, in order.
func fields(form url.Values, prefix string) []field {
	var some []field
	for _, key := range slices.Sorted(maps.Keys(form)) {
		name, has := strings.CutPrefix(key, prefix)
		for _, value := range form[key] {
			if has {
				some = append(some, field{name, value})
			}
		}
	}
	return some
}

func (s *Server) showSignIn(w http.ResponseWriter, status int, p page) {
	p.Title = "Sign in"
	if p.Password = s.options.Reviewers != nil; !p.Password {
		p.Title = "Your name"
	}
	p.Next = ownAddress(p.Next)
	s.show(w, status, "signin", p)
}

func (s *Server) show(w http.ResponseWriter, status int, name string, p page) {
	p.Stylesheets, p.SignOut = s.options.Stylesheets, SignOut
	var body bytes.Buffer
	if err := pages.ExecuteTemplate(&body, name, p); err != nil {
		panic(err) // the template is our own
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(body.Bytes())
}

// ownAddress is an address of the preview to go on to; "/" for any other.
func ownAddress(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || u.Opaque != "" || !plainPath(u.Path) ||
		strings.HasPrefix(u.Path, SignIn) || strings.HasPrefix(u.Path, SignOut) {
		return "/"
	}
	return (&url.URL{Path: u.Path, RawQuery: u.RawQuery}).String()
}
