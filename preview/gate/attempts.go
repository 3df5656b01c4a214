package gate

import (
	"hash/maphash"
	"net/netip"
	"sync"
	"time"
)

// How many wrong passwords are heard in a window, for one name and from one source.
const (
	attemptsByName   = 10
	attemptsBySource = 30
	attemptsWindow   = 10 * time.Minute
)

// attempts counts failures in a table of fixed size: who shares a place shares a
// count, so no flood of names can make it grow or forget.
type attempts struct {
	now  func() time.Time
	most int
	seed maphash.Seed

	mu     sync.Mutex
	counts [1 << 12]struct {
		since time.Time
		n     int
	}
}

func newAttempts(now func() time.Time, most int) *attempts {
	return &attempts{now: now, most: most, seed: maphash.MakeSeed()}
}

// take counts an attempt, or reports that there are none left in this window.
func (a *attempts) take(who string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	count := &a.counts[a.place(who)]
	if now := a.now(); now.Sub(count.since) >= attemptsWindow {
		count.since, count.n = now, 0
	}
	if count.n >= a.most {
		return false
	}
	count.n++
	return true
}

// giveBack takes back the count of an attempt that was right.
func (a *attempts) giveBack(who string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if count := &a.counts[a.place(who)]; count.n > 0 {
		count.n--
	}
}

func (a *attempts) place(who string) uint64 {
	return maphash.String(a.seed, who) % uint64(len(a.counts))
}

// sourceOf is the address that a request comes from; of IPv6 the network, for a
// machine has as many addresses in it as it likes.
func sourceOf(remote string) string {
	at, err := netip.ParseAddrPort(remote)
	if err != nil {
		return remote
	}
	address := at.Addr().Unmap()
	if address.Is6() {
		network, err := address.WithZone("").Prefix(64)
		if err == nil {
			return network.String()
		}
	}
	return address.String()
}
