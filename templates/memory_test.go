package templates_test

import (
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"wayleaf/document"
	"wayleaf/pathway"
	"wayleaf/templates"
)

// everyOrder is a letter for each sample recipient and each leaflet.
func everyOrder(t *testing.T) []templates.Order {
	list := sampleList(t)
	var orders []templates.Order
	for _, p := range samplePathways(t) {
		orders = append(orders, templates.Order{Kind: document.Leaflet, Pathway: p, Date: pathway.Date(2026, time.November, 23)})
		for i := range list {
			if list[i].Pathway == p.ID {
				orders = append(orders, templates.Order{Kind: document.Letter, Pathway: p, Recipient: &list[i], Date: pathway.Date(2026, time.November, 23)})
			}
		}
	}
	return orders
}

// What an outline says does not depend on those before it, in which order they
// came or how many were made at once; nor on what became of them.
func TestOutlinesAreApart(t *testing.T) {
	orders := everyOrder(t)
	want := make([]string, len(orders))
	known := keys(t)
	for i, order := range orders {
		set, err := templates.Load(known, templates.FS())
		if err != nil {
			t.Fatal(err)
		}
		want[i] = outlined(t, set, order)
	}
	set, err := templates.Load(known, templates.FS())
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for worker := range 4 {
		group.Go(func() {
			for _, i := range rand.New(rand.NewPCG(uint64(worker), 1)).Perm(len(orders)) {
				if got := outlined(t, set, orders[i]); got != want[i] {
					t.Errorf("%s of %s: another outline than alone:\n%s\nwant\n%s", orders[i].Kind, orders[i].Pathway.ID, got, want[i])
				}
			}
		})
	}
	group.Wait()
}

// outlined describes an outline, and then spoils it.
func outlined(t *testing.T, set *templates.Set, order templates.Order) string {
	outline, err := set.Outline(order)
	if err != nil {
		t.Error(err)
		return ""
	}
	words := describe(outline)
	spoil(outline.Blocks)
	return words
}

func spoil(blocks []document.Block) {
	for i, block := range blocks {
		for _, run := range document.Inlines(block) {
			for j := range run {
				run[j] = document.Text("spoilt")
			}
		}
		if callout, ok := block.(document.Callout); ok {
			spoil(callout.Blocks)
		}
		blocks[i] = document.Paragraph{}
	}
}
