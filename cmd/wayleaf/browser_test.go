package main

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	cdp "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"

	"wayleaf/internal/outside"
)

// browser is one reviewer's Chromium, with cookies of its own.
type browser struct {
	t   *testing.T
	ctx context.Context
	url string // of the preview

	expected []string

	mu         sync.Mutex
	complaints []string
}

// openBrowser starts Chromium at a preview. The test is left out where there is none.
// Complaints that hold one of the expected words are none.
func openBrowser(t *testing.T, url string, expected ...string) *browser {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		outside.Missing(t, err)
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1280, 900))
	allocated, release := chromedp.NewExecAllocator(t.Context(), options...)
	ctx, closeTab := chromedp.NewContext(allocated)
	ctx, stop := context.WithTimeout(ctx, 3*time.Minute)
	b := &browser{t: t, ctx: ctx, url: url, expected: expected}
	messages := chromedp.Console(ctx)
	go func() {
		for message, err := range messages {
			if err != nil {
				return
			}
			b.listen(message)
		}
	}()
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx)
		stop()
		closeTab()
		release()
	})
	return b
}

// listen notes what the browser complains of: scripts that fail, and all that the
// policy forbids.
func (b *browser) listen(message chromedp.ConsoleMessage) {
	complaint := message.Text + " " + message.URL
	expected := slices.ContainsFunc(b.expected, func(words string) bool { return strings.Contains(complaint, words) })
	if expected || message.Exception == nil && message.Type != "error" {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.complaints = append(b.complaints, complaint)
}

// content fails the test if the browser has complained since it was last asked.
func (b *browser) content() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, complaint := range b.complaints {
		b.t.Errorf("Chromium: %s", complaint)
	}
	b.complaints = nil
}

func (b *browser) run(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// open goes to a page and waits until it is there.
func (b *browser) open(path string) {
	b.t.Helper()
	b.run(chromedp.Navigate(b.url+path), chromedp.WaitReady(chromedp.CSS("body")))
}

// click presses what a selector finds first, and waits for the next page.
func (b *browser) click(selector string) {
	b.t.Helper()
	answer, err := chromedp.RunResponse(b.ctx, chromedp.Click(chromedp.CSS(selector)))
	if err != nil || answer == nil {
		b.t.Fatalf("%s leads nowhere: %v", selector, err)
	}
}

func (b *browser) write(selector, text string) {
	b.t.Helper()
	b.run(chromedp.SetValue(chromedp.CSS(selector), text))
}

// press presses what a selector finds first, on the same page.
func (b *browser) press(selector string) {
	b.t.Helper()
	b.run(chromedp.Click(chromedp.CSS(selector)))
}

// step is a part of a test in the same browser. It is left out when one before has failed.
func (b *browser) step(name string, do func(b *browser)) {
	b.t.Helper()
	if b.t.Failed() {
		return
	}
	b.t.Run(name, func(t *testing.T) { do(&browser{t: t, ctx: b.ctx, url: b.url}) })
	b.content()
}

// saveTo lets the browser save files in a folder.
func (b *browser) saveTo(folder string) string {
	b.t.Helper()
	_, err := chromedp.CallBrowser(b.ctx, cdp.SetDownloadBehavior, cdp.SetDownloadBehaviorParams{Behavior: cdp.SetDownloadBehaviorBehaviorAllow, DownloadPath: folder})
	if err != nil {
		b.t.Fatal(err)
	}
	return folder
}

// saved waits until the browser has saved a file whole.
func (b *browser) saved(folder, name, end string) string {
	b.t.Helper()
	name = filepath.Join(folder, name)
	for b.ctx.Err() == nil {
		if data, err := os.ReadFile(name); err == nil && strings.HasSuffix(strings.TrimSpace(string(data)), end) {
			return name
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.t.Fatalf("%s was not saved", name)
	return ""
}

// text is what is seen of the first element that a selector finds.
func (b *browser) text(selector string) string {
	b.t.Helper()
	text, err := chromedp.Run(b.ctx, chromedp.Text(chromedp.CSS(selector)))
	if err != nil {
		b.t.Fatal(err)
	}
	return strings.Join(strings.Fields(text), " ")
}

// shows demands words in an element.
func (b *browser) shows(selector, words string) {
	b.t.Helper()
	if text := b.text(selector); !strings.Contains(text, words) {
		b.t.Errorf("%s shows %q, without %q", selector, text, words)
	}
}

// becomes waits until an expression of the page is true.
func (b *browser) becomes(expression string) {
	b.t.Helper()
	_, err := chromedp.Run(b.ctx, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(20*time.Second)))
	if err != nil {
		b.t.Fatalf("never true: %s: %v", expression, err)
	}
}

// ask gives the value of an expression of the page.
func ask[T any](b *browser, expression string) T {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatal(err)
	}
	return value
}

// box is where an element is, in CSS pixels from the top left of the page.
type box struct{ Left, Right, Top, Bottom float64 }

func (b *browser) box(selector string) box {
	b.t.Helper()
	return ask[box](b, fmt.Sprintf(`(() => { const r = document.querySelector(%q).getBoundingClientRect();
		return {Left: r.left + scrollX, Right: r.right + scrollX, Top: r.top + scrollY, Bottom: r.bottom + scrollY} })()`, selector))
}

// letters is where the first and the second word of an element's text are.
func (b *browser) letters(selector string) (first, second box) {
	b.t.Helper()
	boxes := ask[[]box](b, fmt.Sprintf(`(() => {
		const node = document.createTreeWalker(document.querySelector(%q), NodeFilter.SHOW_TEXT).nextNode();
		const words = [...node.data.matchAll(/\S+/g)];
		return words.slice(0, 2).map((word) => {
			const range = document.createRange();
			range.setStart(node, word.index);
			range.setEnd(node, word.index + word[0].length);
			const r = range.getBoundingClientRect();
			return {Left: r.left, Right: r.right, Top: r.top, Bottom: r.bottom};
		});
	})()`, selector))
	if len(boxes) != 2 {
		b.t.Fatalf("%s has %d words in its first text", selector, len(boxes))
	}
	return boxes[0], boxes[1]
}

// signIn gives a name, as a reviewer on this machine does.
func (b *browser) signIn(name string) {
	b.t.Helper()
	b.open("/sign-in")
	b.write("#name", name)
	b.click("form button[type=submit]")
}

// becomesPaper waits until an element is painted mostly white, as a PDF is once the
// browser's own viewer has drawn it.
func (b *browser) becomesPaper(selector string) {
	b.t.Helper()
	share := 0.0
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end) && share < 0.3; {
		picture, err := chromedp.Run(b.ctx, chromedp.Screenshot(chromedp.CSS(selector)))
		if err != nil {
			b.t.Fatal(err)
		}
		if share, err = whiteness(picture); err != nil {
			b.t.Fatal(err)
		}
	}
	if share < 0.3 {
		b.t.Errorf("%s is white to %.0f%% only", selector, 100*share)
	}
}

// whiteness is which share of a PNG is white.
func whiteness(data []byte) (float64, error) {
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return 0, err
	}
	white, bounds := 0, picture.Bounds()
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			if r, g, b, _ := picture.At(x, y).RGBA(); r&g&b == 0xffff {
				white++
			}
		}
	}
	return float64(white) / float64(bounds.Dx()*bounds.Dy()), nil
}
