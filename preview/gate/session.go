package gate

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"net/http"
	"sync"
	"time"
)

type reviewerKey struct{}

// Reviewer is the name of the one who makes the request, or "" if nobody has
// signed in.
func Reviewer(ctx context.Context) string {
	name, _ := ctx.Value(reviewerKey{}).(string)
	return name
}

// WithReviewer is a context of a request that this reviewer makes.
func WithReviewer(ctx context.Context, name string) context.Context {
	return context.WithValue(ctx, reviewerKey{}, name)
}

const (
	sessionLife  = 12 * time.Hour
	sessionsOpen = 1000
)

// sessions remembers who has signed in, by the hash of a random token that only
// the browser has. When the table is full, the oldest session ends.
type sessions struct {
	now  func() time.Time
	mu   sync.Mutex
	open map[[sha256.Size]byte]session
}

type session struct {
	reviewer string
	secret   string // that the reviewer signed in with, see [Reviewers.secret]
	ends     time.Time
}

func newSessions(now func() time.Time) *sessions {
	return &sessions{now: now, open: map[[sha256.Size]byte]session{}}
}

// start gives a session its end and a token.
func (s *sessions) start(begun session) (token string) {
	token = rand.Text() // 128 bits
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.open) >= sessionsOpen {
		s.endOldest()
	}
	begun.ends = s.now().Add(sessionLife)
	s.open[sha256.Sum256([]byte(token))] = begun
	return token
}

func (s *sessions) endOldest() {
	var oldest [sha256.Size]byte
	var ends time.Time
	for key, session := range s.open {
		if ends.IsZero() || session.ends.Before(ends) {
			oldest, ends = key, session.ends
		}
	}
	delete(s.open, oldest)
}

// find is the session of a token, or none.
func (s *sessions) find(token string) session {
	key := sha256.Sum256([]byte(token))
	s.mu.Lock()
	defer s.mu.Unlock()
	found, known := s.open[key]
	if known && !s.now().Before(found.ends) {
		delete(s.open, key)
		return session{}
	}
	return found
}

func (s *sessions) end(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, sha256.Sum256([]byte(token)))
}

// cookieName has the port, because browsers give the cookies of one port of a
// machine to all others: two previews at once would take each other's.
func (s *Server) cookieName() string {
	if s.options.Certificate != nil {
		return "__Host-wayleaf-" + s.port
	}
	return "wayleaf-" + s.port
}

// cookie gives the browser a token; an empty one takes it away. The browser sends it
// with a link that is followed from an e-mail too (Lax), for a link only reads: what
// changes anything is a form, and [Server.inspect] refuses those of other sites.
func (s *Server) cookie(token string) *http.Cookie {
	life := int(sessionLife.Seconds())
	if token == "" {
		life = -1
	}
	return &http.Cookie{Name: s.cookieName(), Value: token, Path: "/", MaxAge: life,
		HttpOnly: true, Secure: s.options.Certificate != nil, SameSite: http.SameSiteLaxMode}
}

func (s *Server) token(r *http.Request) string {
	cookie, err := r.Cookie(s.cookieName())
	if err != nil {
		return ""
	}
	return cookie.Value
}

// reviewer is who makes a request, or "". A session holds as long as its reviewer may
// still sign in, and with the same password.
func (s *Server) reviewer(r *http.Request) string {
	found := s.sessions.find(s.token(r))
	if s.options.Reviewers != nil && found.secret != s.options.Reviewers().secret(found.reviewer) {
		return ""
	}
	return found.reviewer
}
