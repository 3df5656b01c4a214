// Command preview looks at a running `wayleaf preview` as many reviewers at once do,
// and tells how long they waited:
//
//	wayleaf preview mytrust &
//	go run ./bench/preview -reviewers 50 -for 30s http://127.0.0.1:8080/
//
// Each reviewer follows the links of the pages, waits a moment, and keeps an event
// stream open. Only addresses of this machine are taken. Exit code 1: a page failed,
// or the slowest hundredth took longer than -most.
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

func main() {
	l := load{}
	flag.IntVar(&l.reviewers, "reviewers", 50, "how many reviewers look at once, at most 200")
	flag.DurationVar(&l.length, "for", 30*time.Second, "how long, at most five minutes")
	flag.DurationVar(&l.pause, "pause", time.Second, "how long a reviewer looks at a page on average")
	flag.DurationVar(&l.most, "most", 100*time.Millisecond, "how long 99 of 100 pages may take")
	flag.Parse()
	if err := l.run(flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "preview:", err)
		os.Exit(1)
	}
}

type load struct {
	reviewers   int
	length      time.Duration
	pause, most time.Duration
	client      *http.Client
	first       *url.URL

	mu    sync.Mutex
	views []view
}

// view is one page that one reviewer looked at.
type view struct {
	page   string
	took   time.Duration
	failed string
}

func (l *load) run(address string) error {
	first, err := url.Parse(address)
	if err != nil || !net.ParseIP(first.Hostname()).IsLoopback() || l.reviewers > 200 || l.length > 5*time.Minute {
		return fmt.Errorf("name the address of a preview on this machine, as http://127.0.0.1:8080/")
	}
	l.first, l.client = first, &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 2 * l.reviewers}}
	ctx, stop := context.WithTimeout(context.Background(), l.length)
	defer stop()
	var reviewers sync.WaitGroup
	for i := range l.reviewers {
		reviewers.Go(func() { l.review(ctx, rand.New(rand.NewPCG(uint64(i), 1))) })
		reviewers.Go(func() { l.listen(ctx) })
	}
	reviewers.Wait()
	return l.report()
}

// review goes from page to page, each by a link of the last one, until time is up.
func (l *load) review(ctx context.Context, choose *rand.Rand) {
	page := l.first.Path
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Duration(choose.Int64N(int64(2*l.pause) + 1))):
		}
		links := l.look(ctx, page)
		if page = l.first.Path; len(links) > 0 && choose.IntN(8) > 0 {
			page = links[choose.IntN(len(links))]
		}
	}
}

var link = regexp.MustCompile(`<a [^>]*href="(/[^"]*)`)

// look fetches a page whole, notes how long it took, and returns its links.
func (l *load) look(ctx context.Context, page string) []string {
	begun := time.Now()
	status, body, err := l.fetch(ctx, page)
	if ctx.Err() != nil {
		return nil // time was up
	}
	v := view{page: page, took: time.Since(begun)}
	if err != nil || status != http.StatusOK {
		v.failed = fmt.Sprint(page, ": ", status, " ", err)
	}
	l.mu.Lock()
	l.views = append(l.views, v)
	l.mu.Unlock()
	var links []string
	for _, found := range link.FindAllStringSubmatch(body, -1) {
		if to := html.UnescapeString(found[1]); !strings.Contains(to, "/file/") { // a file is no page
			links = append(links, to)
		}
	}
	return links
}

func (l *load) fetch(ctx context.Context, page string) (int, string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(l.first.String(), "/")+page, nil)
	if err != nil {
		return 0, "", err
	}
	answer, err := l.client.Do(request)
	if err != nil {
		return 0, "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return answer.StatusCode, string(body), err
}

// listen keeps an event stream open, as an open page does.
func (l *load) listen(ctx context.Context) {
	if status, _, err := l.fetch(ctx, "/events"); ctx.Err() == nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.views = append(l.views, view{page: "/events", failed: fmt.Sprint("/events ended: ", status, " ", err)})
	}
}

func (l *load) report() error {
	slices.SortFunc(l.views, func(a, b view) int { return cmp.Compare(a.took, b.took) })
	failed := 0
	for _, v := range l.views {
		if v.failed != "" {
			failed++
			fmt.Println("failed:", v.failed)
		}
	}
	if len(l.views) == 0 {
		return fmt.Errorf("no page was seen")
	}
	at := func(share float64) time.Duration {
		return l.views[int(share*float64(len(l.views)-1))].took.Round(10 * time.Microsecond)
	}
	fmt.Printf("%d reviewers, %v: %d pages, %d failed; half within %v, 99%% within %v, slowest %v\n",
		l.reviewers, l.length, len(l.views), failed, at(.5), at(.99), at(1))
	if failed > 0 || at(.99) > l.most {
		return fmt.Errorf("wanted: none failed, 99%% within %v", l.most)
	}
	return nil
}
