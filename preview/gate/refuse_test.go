package gate

import (
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestOpenRefuses holds that nobody else can reach the pages unasked.
func TestOpenRefuses(t *testing.T) {
	c := certificate(t)
	for _, address := range []string{":0", "0.0.0.0:0", "[::]:0", "192.0.2.7:0"} {
		for _, o := range []Options{{}, {Certificate: c}, {Reviewers: only(one())}} {
			s, err := Open(address, o)
			if !errors.Is(err, ErrExposed) {
				t.Errorf("%s with %+v: %v", address, o, err)
			}
			if s != nil {
				s.listener.Close()
			}
		}
	}
	for _, address := range []string{"localhost:0", "127.0.0.1:0", "[::1]:0", "127.0.0.2:0"} {
		s, err := Open(address, Options{})
		if err != nil {
			if address == "[::1]:0" && !errors.Is(err, ErrExposed) {
				continue // a machine without IPv6
			}
			t.Fatal(err)
		}
		s.listener.Close()
	}
	s, err := Open("0.0.0.0:0", Options{Certificate: c, Reviewers: only(one())})
	if err != nil {
		t.Fatal(err)
	}
	s.listener.Close()
}

// TestRefusals sends what browsers send when something is wrong, and what only
// attackers do.
func TestRefusals(t *testing.T) {
	r := start(t, nil)
	for _, test := range []struct {
		name, method, target, headers string
		want                          int
	}{
		{"the first page", "GET", "/", "", 200},
		{"a link from an e-mail", "GET", "/", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n", 200},
		{"our own frame", "GET", "/", "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n", 200},
		{"a page that is not there", "GET", "/no-such-page", "", 404},

		{"a name that leads here", "GET", "/", "Host: evil.example\r\n", 421},
		{"a name that leads here, and our port", "GET", "/", "Host: evil.example:PORT\r\n", 421},
		{"another port", "GET", "/", "Host: 127.0.0.1:1\r\n", 421},
		{"no port", "GET", "/", "Host: 127.0.0.1\r\n", 421},
		{"localhost", "GET", "/", "Host: LOCALHOST:PORT\r\n", 200},
		{"IPv6", "GET", "/", "Host: [::1]:PORT\r\n", 200},
		{"a name that begins like ours", "GET", "/", "Host: localhost:PORT.evil.example\r\n", 421},
		{"an empty host", "GET", "/", "Host: \r\n", 421},
		{"two hosts", "GET", "/", "Host: localhost:PORT\r\nHost: evil.example\r\n", 400},
		{"an address as a proxy gets it", "GET", "http://evil.example/", "", 421},

		{"up", "GET", "/../etc/passwd", "", 400},
		{"up, later", "GET", "/pathways/../../etc/passwd", "", 400},
		{"up, encoded", "GET", "/%2e%2e/etc/passwd", "", 400},
		{"up, encoded slash", "GET", "/pathways/..%2f..%2fetc%2fpasswd", "", 400},
		{"up, encoded twice", "GET", "/pathways/%252e%252e%252fetc", "", 400},
		{"up, backslash", "GET", `/pathways/..\..\etc`, "", 400},
		{"up, encoded backslash", "GET", "/pathways/..%5c..%5cetc", "", 400},
		{"up, overlong UTF-8", "GET", "/pathways/%c0%ae%c0%ae/etc", "", 400},
		{"at the end", "GET", "/pathways/..", "", 400},
		{"here", "GET", "/./pathways/x", "", 400},
		{"two slashes", "GET", "//evil.example/x", "", 400},
		{"nothing character", "GET", "/pathways/x%00.yaml", "", 400},
		{"a new line", "GET", "/pathways/x%0d%0aSet-Cookie:a=b", "", 400},
		{"three dots are a name", "GET", "/pathways/...", "", 200},

		{"delete", "DELETE", "/", "", 405},
		{"put", "PUT", "/comments", "", 405},
		{"trace", "TRACE", "/", "", 405},
		{"a method of one's own", "MARGARET", "/", "", 405},
		{"connect", "CONNECT", "127.0.0.1:PORT", "", 405},
		{"options of a foreign page", "OPTIONS", "/comments", "Origin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n", 405},

		{"our own form", "POST", "/comments", "Sec-Fetch-Site: same-origin\r\nOrigin: http://127.0.0.1:PORT\r\n", 401},
		{"our own form, old browser", "POST", "/comments", "Origin: http://127.0.0.1:PORT\r\n", 401},
		{"a form of another site", "POST", "/comments", "Sec-Fetch-Site: cross-site\r\n", 403},
		{"a form of another port", "POST", "/comments", "Sec-Fetch-Site: same-site\r\n", 403},
		{"a form of another site, old browser", "POST", "/comments", "Origin: https://evil.example\r\n", 403},
		{"a form of a file", "POST", "/comments", "Origin: null\r\n", 403},
		{"signed in by another site", "POST", "/sign-in", "Sec-Fetch-Site: cross-site\r\n", 403},
		{"signed out by another site", "POST", "/sign-out", "Sec-Fetch-Site: cross-site\r\n", 403},
		{"a frame of another site", "GET", "/", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n", 403},
		{"a picture of another site", "GET", "/", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n", 403},
		{"a script of another port", "GET", "/", "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n", 403},

		{"a comment by nobody", "POST", "/comments", "", 401},
		{"a body too large", "POST", "/comments", "Content-Length: 99999999\r\n", 413},
		{"headers too large", "GET", "/", "X: " + strings.Repeat("x", 32<<10) + "\r\n", 431},
		{"an address too long", "GET", "/" + strings.Repeat("x", 32<<10), "", 431},
		{"two lengths", "POST", "/comments", "Content-Length: 1\r\nContent-Length: 2\r\n", 400},
		{"a header without a name", "GET", "/", ": x\r\n", 400},
	} {
		t.Run(test.name, func(t *testing.T) {
			host := "Host: 127.0.0.1:PORT\r\n"
			if strings.HasPrefix(test.headers, "Host:") {
				host = ""
			}
			request := strings.ReplaceAll(fmt.Sprintf("%s %s HTTP/1.1\r\n%s%sConnection: close\r\n\r\n", test.method, test.target, host, test.headers), "PORT", r.port)
			if got := r.raw(t, request); !strings.HasPrefix(got, fmt.Sprintf("HTTP/1.1 %d ", test.want)) {
				t.Errorf("got %q, want %d", got, test.want)
			}
		})
	}
	if _, body := r.get(t, "/"); !strings.HasPrefix(body, "first page") {
		t.Errorf("afterwards: %q", body)
	}
}

// TestBodyTooLargeWithoutLength sends more than it said, or does not say.
func TestBodyTooLargeWithoutLength(t *testing.T) {
	r := start(t, func(_ *Options, l *limits) { l.body = 1000 })
	r.post(t, SignIn, "name", priya)
	for _, size := range []int{900, 1100, 1 << 20} {
		request, _ := http.NewRequest("POST", r.URL()+"comments", io.MultiReader(strings.NewReader("text="), bytes.NewReader(make([]byte, size))))
		answer, err := r.client.Do(request)
		if err != nil {
			continue // refused while it was being sent
		}
		answer.Body.Close()
		want := http.StatusOK
		if size > 1000 {
			want = http.StatusRequestEntityTooLarge
		}
		if answer.StatusCode != want {
			t.Errorf("%d bytes: %d, want %d", size, answer.StatusCode, want)
		}
	}
}

// TestHostOfCertificate holds that off this machine Host is a name of the certificate.
func TestHostOfCertificate(t *testing.T) {
	s, err := Open("0.0.0.0:0", Options{Certificate: certificate(t, "preview.example"), Reviewers: only(one()), Now: now, Pages: stub()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.listener.Close()
	for host, want := range map[string]int{
		"preview.example": 401, "preview.example:8443": 401, "PREVIEW.example": 401,
		"evil.example": 421, "127.0.0.1.evil.example": 421, "localhost:" + s.port: 421, "": 421,
	} {
		answer := httptest.NewRecorder()
		request := httptest.NewRequest("GET", "/", nil)
		request.Host = host
		s.ServeHTTP(answer, request)
		if answer.Code != want {
			t.Errorf("%q: %d, want %d", host, answer.Code, want)
		}
	}
}

// TestHeaders holds that each kind of answer carries the headers.
func TestHeaders(t *testing.T) {
	for _, secure := range []bool{false, true} {
		r := start(t, func(o *Options, _ *limits) {
			if secure {
				o.Certificate = certificate(t)
			}
		})
		for _, path := range []string{"/", "/no-such-page", "/..", "/sign-in", "/panic", "/assets/style.css"} {
			answer, _ := r.get(t, path)
			for name, want := range map[string]string{
				"X-Content-Type-Options":       "nosniff",
				"Referrer-Policy":              "no-referrer",
				"Cross-Origin-Opener-Policy":   "same-origin",
				"Cross-Origin-Embedder-Policy": "require-corp",
				"Cross-Origin-Resource-Policy": "same-origin",
				"Cache-Control":                "no-store",
			} {
				if got := answer.Header.Get(name); got != want {
					t.Errorf("%s: %s is %q", path, name, got)
				}
			}
			if got := answer.Header.Get("Strict-Transport-Security") != ""; got != secure {
				t.Errorf("%s: HSTS %v", path, got)
			}
			if got := answer.Header.Get("Content-Security-Policy"); got != policy {
				t.Errorf("%s: policy %q", path, got)
			}
		}
	}
}

// TestPlainHTTPToTLS answers and says nothing of the pages.
func TestPlainHTTPToTLS(t *testing.T) {
	r := start(t, func(o *Options, _ *limits) { o.Certificate = certificate(t) })
	if got := r.raw(t, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"); !strings.HasPrefix(got, "HTTP/1.0 400") {
		t.Error(got)
	}
	old := &tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS11}
	if c, err := tls.Dial("tcp", r.listener.Addr().String(), old); err == nil {
		c.Close()
		t.Error("TLS 1.1 was accepted")
	}
	if answer, _ := r.get(t, "/"); answer.ProtoMajor != 2 || answer.StatusCode != 200 {
		t.Errorf("HTTP/%d: %d", answer.ProtoMajor, answer.StatusCode)
	}
}

// TestPolicyAllowsNothingInline is about the words of the policy itself.
func TestPolicyAllowsNothingInline(t *testing.T) {
	rules := map[string]string{}
	for rule := range strings.SplitSeq(policy, "; ") {
		name, sources, _ := strings.Cut(rule, " ")
		rules[name] = sources
	}
	for name, want := range map[string]string{"default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "connect-src": "'self'",
		"form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'", "img-src": "'self' data:"} {
		if rules[name] != want {
			t.Errorf("%s is %q", name, rules[name])
		}
	}
	if strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
		t.Error(policy)
	}
}

// FuzzPlainPath holds that a path that is let in cannot step up, whoever decodes it.
func FuzzPlainPath(f *testing.F) {
	for _, path := range []string{"/", "/a/b", "/../a", "/a/..", "/a//b", `/a\b`, "/%2e"} {
		f.Add(path)
	}
	f.Fuzz(func(t *testing.T, path string) {
		if plainPath(path) && (strings.Contains(path+"/", "/../") || strings.Contains(path, "//") || strings.ContainsAny(path, "\\%\x00\r\n")) {
			t.Errorf("%q", path)
		}
	})
}
