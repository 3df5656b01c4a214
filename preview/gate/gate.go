// Package gate stands before the pages of the preview. It serves them to the
// reviewers and refuses everything else: strangers, other sites, addresses that
// lead elsewhere, and requests that are too large, too slow or too many.
//
//	server, err := gate.Open("127.0.0.1:8080", gate.Options{Pages: pages, Now: time.Now})
//	...
//	fmt.Println("open", server.URL())
//	err = server.Serve(ctx) // until ctx ends
//
// A request that other sites can cause, a GET, must change nothing: that is for the
// pages to keep. The gate lets forms in from its own pages only.
//
// On an address of this machine alone everybody may read, and gives a name
// before the first comment or signature. Any other address needs a certificate
// and a sign-in. The pages learn who is there from [Reviewer], link to [SignIn] and
// post to [SignOut].
package gate

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/netutil"
)

// Options say what is served and to whom. Pages and Now are needed.
type Options struct {
	Pages http.Handler

	// Assets begins the paths of styles, scripts and pictures, as "/assets/":
	// they hold nothing of anyone's and may be had before signing in.
	Assets string

	// Stylesheets are the addresses of the styles of the sign-in and of refusals.
	Stylesheets []string

	// Events begins the paths of event streams, as "/events": they stay open, are
	// counted, and end when the server does.
	Events string

	// Reviewers gives those who may sign in now. It is asked at every request: who is
	// no longer among them, or has another password, is signed out. Nil if a reviewer
	// only gives a name.
	Reviewers func() *Reviewers

	// Certificate makes the server speak TLS.
	Certificate *tls.Certificate

	// Log gets one line for each request: method, route, status and duration,
	// never an address, a query or a name. nil logs nothing.
	Log *slog.Logger

	Now func() time.Time
}

// ErrExposed says that others could reach the pages without a sign-in, or read
// them on their way.
var ErrExposed = errors.New("an address that other machines can reach needs a certificate and a sign-in")

// limits are the bounds of what one server does for everyone together.
type limits struct {
	readHeader, read, write, idle time.Duration
	streamWrite                   time.Duration // of one event
	shutdown                      time.Duration // for requests under way
	header                        int           // bytes
	body                          int64         // bytes
	connections, streams          int
}

// usual lets 50 reviewers work with several windows each.
var usual = limits{
	readHeader: 5 * time.Second, read: 20 * time.Second, write: time.Minute, idle: 2 * time.Minute,
	streamWrite: 10 * time.Second, shutdown: 2 * time.Second,
	header: 16 << 10, body: 1 << 20, connections: 512, streams: 256,
}

// Server serves the pages of one preview.
type Server struct {
	options    Options
	limits     limits
	listener   net.Listener
	port       string
	local      []string // what Host may say, without the names of the certificate
	crossing   *http.CrossOriginProtection
	sessions   *sessions
	names      *attempts
	sources    *attempts
	hashing    chan struct{}
	streaming  chan struct{}
	closing    context.Context
	endStreams context.CancelFunc
}

// Open listens on an address, host:port; port 0 takes a free one. It refuses with
// [ErrExposed] before anything listens.
func Open(address string, o Options) (*Server, error) { return open(address, o, usual) }

func open(address string, o Options, l limits) (*Server, error) {
	wanted, err := net.ResolveTCPAddr("tcp", address)
	if err != nil {
		return nil, err
	}
	if !wanted.IP.IsLoopback() && (o.Certificate == nil || o.Reviewers == nil) {
		return nil, ErrExposed
	}
	listener, err := net.ListenTCP("tcp", wanted)
	if err != nil {
		return nil, err
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	at := listener.Addr().(*net.TCPAddr)
	s := &Server{
		options:   o,
		limits:    l,
		listener:  listener,
		port:      strconv.Itoa(at.Port),
		local:     localHosts(at, o.Certificate != nil),
		crossing:  http.NewCrossOriginProtection(),
		sessions:  newSessions(o.Now),
		names:     newAttempts(o.Now, attemptsByName),
		sources:   newAttempts(o.Now, attemptsBySource),
		hashing:   make(chan struct{}, hashesAtOnce),
		streaming: make(chan struct{}, l.streams),
	}
	s.closing, s.endStreams = context.WithCancel(context.Background())
	return s, nil
}

// URL is the address to open in a browser.
func (s *Server) URL() string {
	scheme, host := "http", s.listener.Addr().String()
	if s.options.Certificate != nil {
		scheme = "https"
		if at := s.listener.Addr().(*net.TCPAddr); !at.IP.IsLoopback() && s.options.Certificate.Leaf != nil && len(s.options.Certificate.Leaf.DNSNames) > 0 {
			host = net.JoinHostPort(strings.Replace(s.options.Certificate.Leaf.DNSNames[0], "*.", "preview.", 1), s.port)
		}
	}
	return scheme + "://" + host + "/"
}

// Serve serves until ctx ends, lets requests under way finish for a short time,
// and returns nil. Event streams are ended at once: browsers ask for them anew.
func (s *Server) Serve(ctx context.Context) error {
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: s.limits.readHeader,
		ReadTimeout:       s.limits.read,
		WriteTimeout:      s.limits.write,
		IdleTimeout:       s.limits.idle,
		MaxHeaderBytes:    s.limits.header,
		ErrorLog:          log.New(io.Discard, "", 0), // it would tell the addresses of clients
		HTTP2:             &http.HTTP2Config{MaxConcurrentStreams: 32},
	}
	failed := make(chan error, 1)
	go func() { failed <- s.listen(server) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	s.endStreams()
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.limits.shutdown)
	defer cancel()
	if server.Shutdown(grace) != nil {
		server.Close()
	}
	<-failed
	return nil
}

func (s *Server) listen(server *http.Server) error {
	limited := netutil.LimitListener(s.listener, s.limits.connections)
	if s.options.Certificate == nil {
		return server.Serve(limited)
	}
	server.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{*s.options.Certificate}}
	return server.ServeTLS(limited, "", "")
}
