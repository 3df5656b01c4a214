package gate

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func now() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }

// clock is a time that tests move.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// want checks the status and that the page says something.
func want(t *testing.T, answer *http.Response, body string, status int, words string) {
	t.Helper()
	if answer.StatusCode != status || !strings.Contains(body, words) {
		t.Fatalf("%s: %d %q; want %d %q", answer.Request.URL.Path, answer.StatusCode, body, status, words)
	}
}

// TestNameOnThisMachine goes the way of a reviewer without a password: reading is
// free, a comment needs a name.
func TestNameOnThisMachine(t *testing.T) {
	r := start(t, nil)
	answer, body := r.get(t, "/")
	want(t, answer, body, 200, "first page of ")
	answer, body = r.post(t, "/comments", "text", "unclear")
	want(t, answer, body, 401, "not saved yet")
	answer, body = r.get(t, "/sign-in?next=%2Fpathways%2Fx%3Flanguage%3Dur")
	want(t, answer, body, 200, `value="/pathways/x?language=ur"`)
	answer, body = r.post(t, SignIn, "name", "\u202e", "next", "/")
	want(t, answer, body, 422, `aria-describedby="name-hint name-error"`)
	answer, _ = r.post(t, SignIn, "name", "  Gareth   Moss ", "next", "/pathways/x?language=ur")
	want(t, answer, "", 303, "")
	if to := answer.Header.Get("Location"); to != "/pathways/x?language=ur" {
		t.Errorf("leads to %q", to)
	}
	answer, body = r.post(t, "/comments", "text", "unclear")
	want(t, answer, body, 200, "Gareth Moss: unclear")
	answer, body = r.get(t, SignIn)
	want(t, answer, body, 200, "You are <strong>Gareth Moss</strong>")
	answer, _ = r.post(t, SignOut)
	want(t, answer, "", 303, "")
	answer, body = r.post(t, "/comments", "text", "unclear")
	want(t, answer, body, 401, "not saved yet")
}

// TestSignIn goes the way of a reviewer with a password: nothing but styles before it.
func TestSignIn(t *testing.T) {
	r := start(t, func(o *Options, _ *limits) { o.Certificate, o.Reviewers = certificate(t), only(one()) })
	for _, path := range []string{"/", "/pathways/x", "/events", "/no-such-page", "/assets"} {
		answer, body := r.get(t, path)
		want(t, answer, body, 401, `value="`+path+`"`)
	}
	answer, body := r.get(t, "/assets/style.css")
	want(t, answer, body, 200, "p{}")
	answer, body = r.post(t, "/assets/style.css")
	want(t, answer, body, 401, "")
	for _, wrong := range [][2]string{{priya, "three quiet heron"}, {"Gareth Moss", password}, {priya, ""}} {
		answer, body = r.post(t, SignIn, "name", wrong[0], "password", wrong[1])
		want(t, answer, body, 422, "The name or the password is not right")
		if strings.Contains(body, "heron") {
			t.Error("the page repeats the password")
		}
	}
	answer, _ = r.post(t, SignIn, "name", "dr priya anand, clinical safety officer", "password", password, "next", "/pathways/x")
	want(t, answer, "", 303, "")
	cookie := answer.Header.Get("Set-Cookie")
	away, _ := r.post(t, SignIn, "name", priya, "password", password, "next", "https://evil.example/")
	if to := away.Header.Get("Location"); to != "/" {
		t.Errorf("leads to %q", to)
	}
	for _, part := range []string{"__Host-wayleaf-", "HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=43200"} {
		if !strings.Contains(cookie, part) {
			t.Errorf("cookie without %s", part)
		}
	}
	answer, body = r.get(t, "/")
	want(t, answer, body, 200, "first page of "+priya)
	stolen := r.client.Jar.Cookies(answer.Request.URL)
	r.post(t, SignOut)
	r.client.Jar.SetCookies(answer.Request.URL, stolen)
	answer, body = r.get(t, "/")
	want(t, answer, body, 401, "Sign in")
}

// TestWhoIsTakenOutIsSignedOut changes the reviewers while one of them is signed in.
func TestWhoIsTakenOutIsSignedOut(t *testing.T) {
	renewed, respelled, others := one(), one(), one()
	renewed.entries[0].hash.salt = []byte("another salt")
	respelled.entries[0].name = "Dr Priya Anand"
	others.entries = append(others.entries, entry{"Gareth Moss", nobody})
	for _, test := range []struct {
		name   string
		become *Reviewers
		want   int
	}{
		{"the same", one(), 200},
		{"one more", others, 200},
		{"nobody", &Reviewers{}, 401},
		{"another password", renewed, 401},
		{"another name", respelled, 401},
	} {
		var reviewers atomic.Pointer[Reviewers]
		reviewers.Store(one())
		r := start(t, func(o *Options, _ *limits) { o.Reviewers = reviewers.Load })
		answer, _ := r.post(t, SignIn, "name", priya, "password", password)
		want(t, answer, "", 303, "")
		reviewers.Store(test.become)
		for _, path := range []string{"/", "/events"} {
			if test.want == 200 && path == "/events" {
				continue // it would not end
			}
			answer, body := r.get(t, path)
			if answer.StatusCode != test.want {
				t.Errorf("%s: %s: %d %q, want %d", test.name, path, answer.StatusCode, body, test.want)
			}
		}
		if answer, body := r.post(t, "/comments", "text", "unclear"); answer.StatusCode != test.want {
			t.Errorf("%s: a comment: %d %q, want %d", test.name, answer.StatusCode, body, test.want)
		}
	}
}

// TestFormSentTooEarlyIsKept holds that nobody loses what they wrote because they were
// not known, and that it is only sent when they say so.
func TestFormSentTooEarlyIsKept(t *testing.T) {
	for _, reviewers := range []func() *Reviewers{nil, only(one())} {
		r := start(t, func(o *Options, _ *limits) { o.Reviewers = reviewers })
		const text = `<b>"unclear" & آپ`
		answer, body := r.post(t, "/comments?language=ur", "text", text, "name", "of a field")
		want(t, answer, body, 401, `name="kept.text" value="&lt;b&gt;&#34;unclear&#34; &amp; آپ"`)
		want(t, answer, body, 401, `name="to" value="/comments?language=ur"`)
		kept := []string{"to", "/comments?language=ur", "kept.text", text, "kept.name", "of a field"}
		answer, body = r.post(t, SignIn, append(kept, "name", "", "password", "")...)
		want(t, answer, body, 422, `name="kept.name" value="of a field"`)
		answer, body = r.post(t, SignIn, append(kept, "name", priya, "password", password)...)
		want(t, answer, body, 200, `<form method="post" action="/comments?language=ur">`)
		want(t, answer, body, 200, `name="text" value="&lt;b&gt;`)
		if strings.Contains(body, password) {
			t.Error("the page repeats the password")
		}
		answer, body = r.post(t, "/comments?language=ur", "text", text, "name", "of a field")
		want(t, answer, body, 200, priya+": "+text)
		answer, body = r.post(t, SignIn, "to", "https://evil.example/", "kept.text", text, "name", priya, "password", password)
		want(t, answer, body, 200, `action="/"`)
	}
}

func TestNextStaysHere(t *testing.T) {
	for next, want := range map[string]string{
		"/pathways/x?language=ur": "/pathways/x?language=ur",
		"":                        "/", "pathways": "/", "//evil.example": "/", `/\evil.example`: "/", "https://evil.example/": "/",
		"javascript:alert(1)": "/", "/../x": "/", "/sign-out": "/", "/sign-in?next=/x": "/", "http:///x": "/", "\t//evil.example": "/", "/%2f/evil.example": "/",
	} {
		if got := ownAddress(next); got != want {
			t.Errorf("%q leads to %q, want %q", next, got, want)
		}
	}
}

// TestWrongPasswordsRunOut counts by name and by source, forgets after the window,
// and does not count those who are right.
func TestWrongPasswordsRunOut(t *testing.T) {
	c := &clock{at: now()}
	r := start(t, func(o *Options, _ *limits) { o.Reviewers, o.Now = only(one()), c.now })
	right := func() int {
		answer, _ := r.post(t, SignIn, "name", priya, "password", password)
		return answer.StatusCode
	}
	for range attemptsBySource + 1 {
		if got := right(); got != 303 {
			t.Fatalf("right: %d", got)
		}
	}
	for i := range attemptsByName {
		answer, body := r.post(t, SignIn, "name", []string{priya, strings.ToUpper(priya)}[i%2], "password", "wrong")
		want(t, answer, body, 422, "not right")
	}
	if got := right(); got != 429 {
		t.Errorf("after %d wrong ones: %d", attemptsByName, got)
	}
	c.pass(attemptsWindow)
	for i := range attemptsBySource {
		answer, body := r.post(t, SignIn, "name", fmt.Sprint("Reviewer ", i), "password", "wrong")
		want(t, answer, body, 422, "not right")
	}
	if got := right(); got != 429 {
		t.Errorf("after %d wrong ones of this machine: %d", attemptsBySource, got)
	}
	c.pass(attemptsWindow)
	if got := right(); got != 303 {
		t.Errorf("after the window: %d", got)
	}
}

func TestSourceOf(t *testing.T) {
	for remote, want := range map[string]string{
		"192.0.2.7:1234": "192.0.2.7", "[::ffff:192.0.2.7]:1": "192.0.2.7",
		"[2001:db8:1:2:3::4]:1": "2001:db8:1:2::/64", "[2001:db8:1:2:ffff::4]:9": "2001:db8:1:2::/64", "[fe80::1%eth0]:1": "fe80::/64",
	} {
		if got := sourceOf(remote); got != want {
			t.Errorf("%s: %q, want %q", remote, got, want)
		}
	}
}

func TestSessionsEndAndAreBounded(t *testing.T) {
	c := &clock{at: now()}
	s := newSessions(c.now)
	first := s.start(session{reviewer: "first"})
	c.pass(time.Hour)
	second := s.start(session{reviewer: "second"})
	for i := range sessionsOpen {
		if s.find(second).reviewer == "" {
			t.Fatalf("the second ended after %d more", i)
		}
		if i == sessionsOpen-2 {
			break
		}
		s.start(session{reviewer: "more"})
	}
	if s.find(first).reviewer != "first" {
		t.Error("the first ended too soon")
	}
	last := s.start(session{reviewer: "last"})
	if len(s.open) != sessionsOpen || s.find(first).reviewer != "" || s.find(second).reviewer != "second" {
		t.Errorf("%d sessions; the oldest is not the one that ended", len(s.open))
	}
	c.pass(sessionLife)
	if s.find(last).reviewer != "" || s.find("").reviewer != "" {
		t.Error("a session outlived its life")
	}
	if first == second || len(first) < 26 {
		t.Errorf("token %q", first)
	}
}
