package gate

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	priya    = "Dr Priya Anand, clinical safety officer"
	password = "three quiet herons"
)

// running is a server on this machine and a browser's worth of client.
type running struct {
	*Server
	client *http.Client
	log    *ledger
	stop   context.CancelFunc
	ended  chan error
}

// start serves until the test ends. Tests change the options and limits they are about.
func start(t testing.TB, change func(o *Options, l *limits)) *running {
	t.Helper()
	log := &ledger{}
	o := Options{Pages: stub(), Assets: "/assets/", Events: "/events", Now: time.Now, Log: slog.New(slog.NewTextHandler(log, nil))}
	l := usual
	if change != nil {
		change(&o, &l)
	}
	s, err := open("127.0.0.1:0", o, l)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	r := &running{Server: s, client: newClient(o.Certificate), log: log, stop: stop, ended: make(chan error, 1)}
	go func() { r.ended <- s.Serve(ctx); close(r.ended) }()
	t.Cleanup(func() {
		stop()
		r.client.CloseIdleConnections()
		<-r.ended
	})
	return r
}

// newClient keeps cookies, follows nothing, and trusts the certificate.
func newClient(c *tls.Certificate) *http.Client {
	jar, _ := cookiejar.New(nil)
	transport := &http.Transport{ForceAttemptHTTP2: true}
	if c != nil {
		pool := x509.NewCertPool()
		pool.AddCert(c.Leaf)
		transport.TLSClientConfig = &tls.Config{RootCAs: pool}
	}
	return &http.Client{Jar: jar, Transport: transport, Timeout: 30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// stub stands for the pages.
func stub() http.Handler {
	pages := http.NewServeMux()
	pages.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "first page of "+Reviewer(r.Context()))
	})
	pages.HandleFunc("GET /assets/style.css", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "p{}") })
	pages.HandleFunc("GET /pathways/{id}", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.PathValue("id")) })
	pages.HandleFunc("POST /comments", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, Reviewer(r.Context())+": "+r.FormValue("text"))
	})
	pages.HandleFunc("GET /panic", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Disposition", "attachment")
		panic("Margaret Onyango")
	})
	pages.HandleFunc("GET /panic-late", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, strings.Repeat("half ", 4096))
		panic("Margaret Onyango")
	})
	pages.HandleFunc("GET /large", func(w http.ResponseWriter, r *http.Request) {
		chunk := make([]byte, 1<<20)
		for range 64 {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	})
	pages.HandleFunc("GET /events", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		io.WriteString(w, "data: hello\n\n")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	pages.HandleFunc("GET /events-many", func(w http.ResponseWriter, r *http.Request) {
		event := []byte("data: " + strings.Repeat("x", 1<<16) + "\n\n")
		for r.Context().Err() == nil {
			if _, err := w.Write(event); err != nil {
				return
			}
		}
	})
	return pages
}

// get returns the status, the answer and its body.
func (r *running) get(t testing.TB, path string) (*http.Response, string) {
	t.Helper()
	return r.do(t, http.MethodGet, path, "")
}

func (r *running) post(t testing.TB, path string, fields ...string) (*http.Response, string) {
	t.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return r.do(t, http.MethodPost, path, form.Encode())
}

func (r *running) do(t testing.TB, method, path, body string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequest(method, strings.TrimSuffix(r.URL(), "/")+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	answer, err := r.client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, string(data)
}

// raw sends bytes as they are and returns the first line of the answer, or "" if
// the server hung up.
func (r *running) raw(t testing.TB, request string) string {
	t.Helper()
	connection, err := net.Dial("tcp", r.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	connection.SetDeadline(time.Now().Add(30 * time.Second))
	io.WriteString(connection, request)
	answer, _ := io.ReadAll(connection)
	line, _, _ := bytes.Cut(answer, []byte("\r\n"))
	return string(line)
}

// ledger is a log that can be read while it is written.
type ledger struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *ledger) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(line)
}

func (l *ledger) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// one is a file of reviewers that costs little to check.
func one() *Reviewers {
	h := hash{cost: cost{memory: 8 << 10, passes: 1, threads: 1}, salt: make([]byte, 16)}
	h.sum = h.of(password, 32)
	return &Reviewers{[]entry{{priya, h}}}
}

// only are reviewers who never change.
func only(r *Reviewers) func() *Reviewers { return func() *Reviewers { return r } }

// certificate is good for an hour, for the names given and this machine.
func certificate(t testing.TB, names ...string) *tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		DNSNames: names, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
}
