package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// TestManyTabs opens more tabs of one browser than it keeps connections to a server
// that speaks HTTP/1.1: all load, the one that is shown follows the files, and one
// that is shown again has caught up with what changed while it was hidden.
func TestManyTabs(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	folder := workingCopy(t)
	s := serve(t, folder)
	first := openBrowser(t, s.url)
	page := "/pathways/gastro-dummy-triage/document"
	first.open(page)
	tabs := []*browser{first}
	for len(tabs) < 8 {
		tab := first.another(t)
		tab.open(page)
		tabs = append(tabs, tab)
	}
	for i, tab := range tabs {
		if hidden := ask[bool](tab, `document.hidden`); hidden != (i < len(tabs)-1) {
			t.Fatalf("tab %d hidden: %v", i+1, hidden)
		}
	}
	last := tabs[len(tabs)-1]
	rename(t, folder, "Outpatient Booking Office", "Booking Office Two")
	last.becomes(`document.querySelector("main").innerText.includes("Booking Office Two")`)
	first.show()
	first.becomes(`document.querySelector("main").innerText.includes("Booking Office Two")`)
	rename(t, folder, "Booking Office Two", "Booking Office Three")
	first.becomes(`document.querySelector("main").innerText.includes("Booking Office Three")`)
	if ask[bool](last, `document.querySelector("main").innerText.includes("Booking Office Three")`) {
		t.Error("a hidden tab follows the files: it holds a connection")
	}
	first.content()
}

// another is a new tab of the same reviewer's browser, which hides the others.
func (b *browser) another(t *testing.T) *browser {
	t.Helper()
	ctx, closeTab := chromedp.NewContext(b.ctx, chromedp.WithNewWindow(false))
	ctx, stop := context.WithTimeout(ctx, time.Minute)
	t.Cleanup(func() { stop(); closeTab() })
	return &browser{t: t, ctx: ctx, url: b.url}
}

// show brings a tab before the others.
func (b *browser) show() {
	b.t.Helper()
	tab := target.ActivateTargetParams{TargetID: chromedp.FromContext(b.ctx).Target.TargetID}
	if _, err := chromedp.CallBrowser(b.ctx, target.ActivateTarget, tab); err != nil {
		b.t.Fatal(err)
	}
}

// rename changes words of a pathway.
func rename(t *testing.T, folder, before, after string) {
	t.Helper()
	file := filepath.Join(folder, "pathways", "gastro-dummy-triage.yaml")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.ReplaceAll(data, []byte(before), []byte(after))
	if bytes.Equal(data, changed) {
		t.Fatalf("the pathway does not hold %q", before)
	}
	if err := os.WriteFile(file, changed, 0o644); err != nil {
		t.Fatal(err)
	}
}
