package gate

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// patience is how long a test waits for what must happen; far more than it takes.
const patience = 30 * time.Second

// eventually waits for something that must become true.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("never came true: " + what)
		}
	}
}

// dial opens a connection and sends the start of a request.
func (r *running) dial(t *testing.T, request string) net.Conn {
	t.Helper()
	connection, err := net.Dial("tcp", r.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	connection.SetDeadline(time.Now().Add(patience))
	io.WriteString(connection, strings.ReplaceAll(request, "PORT", r.port))
	return connection
}

// hungUp reports whether the server ended a connection, whatever it said before.
func hungUp(connection net.Conn) bool {
	_, err := io.Copy(io.Discard, connection)
	var timeout net.Error
	return !(errors.As(err, &timeout) && timeout.Timeout())
}

const comment = "POST /comments HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 1000\r\n"

// TestSlowClientsAreLetGo holds for each limit by itself that nobody keeps the server
// waiting for ever, and that others are answered meanwhile.
func TestSlowClientsAreLetGo(t *testing.T) {
	const first, short = "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n", 200 * time.Millisecond
	for _, test := range []struct {
		name     string
		limit    func(l *limits) *time.Duration
		requests []string
	}{
		{"header", func(l *limits) *time.Duration { return &l.readHeader }, []string{
			"", "GET /pathw", "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n", strings.Repeat(first, 20) + "GET ",
		}},
		{"body", func(l *limits) *time.Duration { return &l.read }, []string{
			comment + "COOKIE\r\ntext=", comment + "\r\ntext=", strings.Replace(comment, "/comments", SignIn, 1) + "\r\nname=",
			"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\nname=",
		}},
		{"idle", func(l *limits) *time.Duration { return &l.idle }, []string{first, first + first}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := start(t, func(_ *Options, l *limits) {
				l.readHeader, l.read, l.idle = time.Hour, time.Hour, time.Hour
				*test.limit(l) = short
			})
			cookie := "Cookie: " + r.cookieName() + "=" + r.sessions.start(session{reviewer: priya, secret: one().secret(priya)}) + "\r\n"
			var waiting sync.WaitGroup
			for _, request := range test.requests {
				for range 20 {
					connection := r.dial(t, strings.Replace(request, "COOKIE", cookie, 1))
					waiting.Go(func() {
						defer connection.Close()
						if !hungUp(connection) {
							t.Errorf("a client is still there that sent only %q", request)
						}
					})
				}
			}
			if answer, body := r.get(t, "/"); answer.StatusCode != 200 {
				t.Errorf("meanwhile: %d %s", answer.StatusCode, body)
			}
			waiting.Wait()
		})
	}
}

// TestReaderOfNothingIsLetGo is about a client that asks for much and takes nothing.
func TestReaderOfNothingIsLetGo(t *testing.T) {
	r := start(t, func(_ *Options, l *limits) { l.write = 200 * time.Millisecond })
	c := r.dial(t, "GET /large HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n")
	defer c.Close()
	eventually(t, "the page gives up", func() bool { return strings.Contains(r.log.String(), "route=/large") })
}

// TestConnectionsAreBounded holds that one more waits until another goes.
func TestConnectionsAreBounded(t *testing.T) {
	r := start(t, func(_ *Options, l *limits) { l.connections = 3 })
	var open []net.Conn
	for range 3 {
		c := r.dial(t, "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n")
		if _, err := http.ReadResponse(bufio.NewReader(c), nil); err != nil {
			t.Fatal(err)
		}
		open = append(open, c)
	}
	fourth := r.dial(t, "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n")
	fourth.SetDeadline(time.Now().Add(100 * time.Millisecond))
	if _, err := fourth.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("the fourth was not made to wait: %v", err)
	}
	open[0].Close()
	fourth.SetDeadline(time.Now().Add(patience))
	if answer, err := http.ReadResponse(bufio.NewReader(fourth), nil); err != nil || answer.StatusCode != 200 {
		t.Errorf("the fourth is not answered: %v", err)
	}
	for _, c := range append(open, fourth) {
		c.Close()
	}
}

// TestEventStreams are counted, outlive the limits of other requests and of single
// events, and end with the server.
func TestEventStreams(t *testing.T) {
	for _, secure := range []bool{false, true} {
		t.Run(fmt.Sprintf("TLS %v", secure), func(t *testing.T) {
			r := start(t, func(o *Options, l *limits) {
				l.streams, l.read, l.write, l.streamWrite, l.shutdown = 2, 200*time.Millisecond, 200*time.Millisecond, 200*time.Millisecond, time.Hour
				if secure {
					o.Certificate = certificate(t)
				}
			})
			first, second := r.listens(t), r.listens(t)
			if answer, body := r.get(t, "/events"); answer.StatusCode != 503 || answer.Header.Get("Retry-After") == "" {
				t.Fatalf("the third: %d %s", answer.StatusCode, body)
			}
			first.Close()
			eventually(t, "a stream that is closed makes room", func() bool { return len(r.streaming) == 1 })
			defer second.Close()
			ended := make(chan error, 1)
			go func() {
				_, err := io.ReadAll(second)
				ended <- err
			}()
			select {
			case err := <-ended:
				t.Fatalf("the stream ended after the limits of other requests: %v", err)
			case <-time.After(time.Second):
			}
			r.stop()
			select {
			case <-ended:
			case <-time.After(patience):
				t.Fatal("the stream outlived the server")
			}
			if err := <-r.ended; err != nil {
				t.Error(err)
			}
		})
	}
}

// listens opens an event stream and returns what comes after the first event.
func (r *running) listens(t *testing.T) io.ReadCloser {
	t.Helper()
	unlimited := &http.Client{Transport: r.client.Transport}
	answer, err := unlimited.Get(r.URL() + "events")
	if err != nil || answer.StatusCode != 200 {
		t.Fatalf("stream: %v", err)
	}
	if _, err := io.ReadFull(answer.Body, make([]byte, len("data: hello\n\n"))); err != nil {
		t.Fatal(err)
	}
	return answer.Body
}

// TestEventsThatNobodyReads frees the place of a client that takes nothing.
func TestEventsThatNobodyReads(t *testing.T) {
	r := start(t, func(_ *Options, l *limits) { l.streamWrite = 200 * time.Millisecond })
	c := r.dial(t, "GET /events-many HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n")
	defer c.Close()
	eventually(t, "the stream begins", func() bool { return len(r.streaming) == 1 })
	eventually(t, "the stream is let go", func() bool { return len(r.streaming) == 0 })
}

// TestStopLetsRequestsFinish holds that an answer under way is whole.
func TestStopLetsRequestsFinish(t *testing.T) {
	begun, goOn := make(chan bool), make(chan bool)
	r := start(t, func(o *Options, l *limits) {
		l.shutdown = patience
		o.Pages = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			close(begun)
			<-goOn
			io.WriteString(w, "whole")
		})
	})
	body := make(chan string)
	go func() {
		_, text := r.get(t, "/")
		body <- text
	}()
	<-begun
	r.stop()
	close(goOn)
	if got := <-body; got != "whole" {
		t.Errorf("got %q", got)
	}
	if err := <-r.ended; err != nil {
		t.Error(err)
	}
	if _, err := net.Dial("tcp", r.listener.Addr().String()); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("it still listens: %v", err)
	}
}

// TestLogHoldsNothingOfAnyone looks at all that went wrong and right.
func TestLogHoldsNothingOfAnyone(t *testing.T) {
	r := start(t, func(o *Options, _ *limits) { o.Reviewers = only(one()) })
	r.post(t, SignIn, "name", "Margaret Onyango", "password", "wrong secret", "next", "/pathways/secret")
	r.post(t, SignIn, "name", priya, "password", password, "next", "/pathways/secret")
	r.get(t, "/pathways/secret?recipient=Margaret")
	r.get(t, "/secret")
	r.raw(t, "SECRET /secret HTTP/1.1\r\nHost: 127.0.0.1:"+r.port+"\r\nConnection: close\r\n\r\n")
	answer, body := r.get(t, "/panic")
	want(t, answer, body, 500, "Something went wrong")
	if strings.Contains(body, "Margaret") || strings.Contains(body, ".go") || answer.Header.Get("Content-Disposition") != "" {
		t.Errorf("the page of a panic: %v %s", answer.Header, body)
	}
	request, _ := http.NewRequest("GET", r.URL()+"panic-late", nil)
	if answer, err := r.client.Do(request); err == nil {
		if _, err := io.ReadAll(answer.Body); err == nil {
			t.Error("half an answer looks whole")
		}
		answer.Body.Close()
	}
	log := r.log.String()
	for _, private := range []string{"Margaret", "Onyango", "Priya", "secret", "SECRET", "wrong", "127.0.0.1", password, "recipient"} {
		if strings.Contains(log, private) {
			t.Errorf("the log holds %q:\n%s", private, log)
		}
	}
	for _, line := range []string{
		"msg=request method=POST route=/sign-in status=422 duration=",
		"msg=request method=POST route=/sign-in status=303 duration=",
		"msg=request method=GET route=/pathways/{id} status=200 duration=",
		"msg=request method=other route=- status=405 duration=",
		"msg=panic method=GET route=/panic status=500 duration=", "at=gate/serve_test.go:",
		"msg=panic method=GET route=/panic-late status=200 duration=",
	} {
		if !strings.Contains(log, line) {
			t.Errorf("the log lacks %q:\n%s", line, log)
		}
	}
}

// TestFlood sends all that is bad at once and from many sides, for as long as it
// takes. The server must refuse it, answer the others, keep its memory, and have no
// goroutine left when it is over.
func TestFlood(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	before := runtime.NumGoroutine()
	r := start(t, func(o *Options, l *limits) {
		o.Reviewers = only(one())
		// Longer than a good request can be kept waiting on a machine with much to do.
		l.readHeader, l.read, l.write, l.idle = 3*time.Second, 3*time.Second, 3*time.Second, 3*time.Second
	})
	token := r.sessions.start(session{reviewer: priya, secret: one().secret(priya)})
	cookie := "Cookie: " + r.cookieName() + "=" + token + "\r\n"
	const host = "Host: 127.0.0.1:PORT\r\n"
	bad := []string{
		"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
		"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n" + host + "\r\n",
		"POST /comments HTTP/1.1\r\n" + host + cookie + "Origin: https://evil.example\r\nContent-Length: 5\r\n\r\ntext=",
		"POST /comments HTTP/1.1\r\n" + host + cookie + "Content-Length: 1073741824\r\n\r\n" + strings.Repeat("x", 1<<16),
		"POST /comments HTTP/1.1\r\n" + host + cookie + "Transfer-Encoding: chunked\r\n\r\n" + strings.Repeat("ffff\r\n"+strings.Repeat("x", 0xffff)+"\r\n", 20),
		"GET / HTTP/1.1\r\n" + host + strings.Repeat("X: "+strings.Repeat("x", 1000)+"\r\n", 100) + "\r\n",
		"POST /sign-in HTTP/1.1\r\n" + host + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 18\r\n\r\nname=a&password=bb",
		"POST /sign-in HTTP/1.1\r\n" + host + "Content-Length: 100000\r\n\r\n" + strings.Repeat("x", 1000),
		"GET /large HTTP/1.1\r\n" + host + cookie + "\r\n",
		"GET /events HTTP/1.1\r\n" + host + "\r\n",
		strings.Repeat("\x16\x03\x01", 1000),
		"GET " + strings.Repeat("/a", 5000) + " HTTP/1.1\r\n" + host + "\r\n",
	}
	var most atomic.Uint64
	watched, stopWatching := context.WithCancel(t.Context())
	var watching, flood sync.WaitGroup
	watching.Go(func() { watchMemory(watched, &most) })
	for i := range 100 {
		flood.Go(func() {
			for j := range 12 {
				c, err := net.Dial("tcp", r.listener.Addr().String())
				if err != nil {
					continue
				}
				c.SetDeadline(time.Now().Add(patience))
				io.WriteString(c, strings.ReplaceAll(bad[(i+j)%len(bad)], "PORT", r.port))
				io.CopyN(io.Discard, c, 1<<12)
				c.Close()
			}
		})
	}
	served := 0
	for range 50 {
		if answer, _ := r.signedIn(t, token, "/pathways/x"); answer.StatusCode == 200 {
			served++
		}
	}
	flood.Wait()
	stopWatching()
	watching.Wait()
	if served != 50 {
		t.Errorf("of 50 pages asked for meanwhile, %d came", served)
	}
	t.Logf("most memory in use: %d MB", most.Load()>>20)
	if most.Load() > 150<<20 {
		t.Errorf("memory grew to %d MB", most.Load()>>20)
	}
	if len(r.streaming) != 0 {
		t.Errorf("%d streams of nobody", len(r.streaming))
	}
	r.stop()
	<-r.ended
	r.client.CloseIdleConnections()
	eventually(t, fmt.Sprintf("no more than %d goroutines", before), func() bool { return runtime.NumGoroutine() <= before })
}

func watchMemory(ctx context.Context, most *atomic.Uint64) {
	for ; ctx.Err() == nil; time.Sleep(10 * time.Millisecond) {
		var now runtime.MemStats
		runtime.ReadMemStats(&now)
		most.Store(max(most.Load(), now.HeapInuse))
	}
}

func (r *running) signedIn(t *testing.T, token, path string) (*http.Response, string) {
	request, err := http.NewRequest("GET", strings.TrimSuffix(r.URL(), "/")+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.AddCookie(&http.Cookie{Name: r.cookieName(), Value: token})
	answer, err := r.client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, string(body)
}
