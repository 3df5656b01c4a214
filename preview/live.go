package preview

import (
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// audience is the pages that are open in browsers and wait for changes.
type audience struct {
	mu      sync.Mutex
	waiting map[chan struct{}]bool
	news    atomic.Int64 // how often they have been told
}

// seats is how many pages may wait at once; further ones stay as they are.
const seats = 500

func newAudience() *audience { return &audience{waiting: map[chan struct{}]bool{}} }

// join returns a channel that gets a value after each change, or nil if there is
// no seat.
func (a *audience) join() chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.waiting) >= seats {
		return nil
	}
	seat := make(chan struct{}, 1)
	a.waiting[seat] = true
	return seat
}

func (a *audience) leave(seat chan struct{}) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.waiting, seat)
}

// tell wakes everyone. Who has not yet looked at the last change looks once for both.
func (a *audience) tell() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.news.Add(1)
	for seat := range a.waiting {
		select {
		case seat <- struct{}{}:
		default:
		}
	}
}

// latest is the event of the last change. Pages know which one they were made after.
func (a *audience) latest() string { return fmt.Sprintf("event: changed\ndata: %d\n\n", a.news.Load()) }

// heartbeat is how often a quiet stream says that it is there.
const heartbeat = 20 * time.Second

// events is a stream of server-sent events: one after each change.
func (p *Preview) events(w http.ResponseWriter, r *http.Request) {
	seat := p.audience.join()
	if seat == nil {
		http.Error(w, "too many pages are open", http.StatusServiceUnavailable)
		return
	}
	defer p.audience.leave(seat)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	stream := stream{w, http.NewResponseController(w)}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	// A page that was made before the last change learns it at once.
	for said := stream.say(p.audience.latest()); said; {
		select {
		case <-r.Context().Done():
			return
		case <-seat:
			said = stream.say(p.audience.latest())
		case <-beat.C:
			said = stream.say(": still here\n\n")
		}
	}
}

// stream is a response that is written bit by bit.
type stream struct {
	http.ResponseWriter
	control *http.ResponseController
}

// say sends words and reports whether the reader took them: one who does not
// within a heartbeat has gone.
func (s stream) say(words string) bool {
	// Not every ResponseWriter has deadlines. One that has passed ends the write.
	_ = s.control.SetWriteDeadline(time.Time{})
	late := time.AfterFunc(heartbeat, func() { _ = s.control.SetWriteDeadline(time.Unix(1, 0)) })
	defer late.Stop()
	_, err := s.Write([]byte(words))
	return err == nil && s.control.Flush() == nil
}
