package templates

import (
	"strconv"

	"wayleaf/document"
)

// marker stands among inlines for an item of a run: its number, or the key of a
// message without values.
type marker struct {
	document.Inline
	item string
}

// blockMarker carries a whole block through the inlines of its paragraph.
type blockMarker struct {
	document.Inline
	block document.Block
}

// fill returns the blocks with the items of the run in the place of their
// markers. The blocks themselves stay as they are.
func (r *run) fill(blocks []document.Block) []document.Block {
	filled := make([]document.Block, len(blocks))
	for i, block := range blocks {
		filled[i] = r.fillBlock(block)
	}
	return filled
}

func (r *run) fillBlock(block document.Block) document.Block {
	switch b := block.(type) {
	case document.Heading:
		return document.Heading{Level: b.Level, Inlines: r.inlines(b.Inlines)}
	case document.Paragraph:
		return paragraph(r.inlines(b.Inlines))
	case document.List:
		items := make([][]document.Inline, len(b.Items))
		for i, item := range b.Items {
			items[i] = r.inlines(item)
		}
		return document.List{Ordered: b.Ordered, Items: items}
	case document.KeyFacts:
		facts := make([]document.Fact, len(b.Facts))
		for i, fact := range b.Facts {
			facts[i] = document.Fact{Label: r.inlines(fact.Label), Value: r.inlines(fact.Value)}
		}
		return document.KeyFacts{Facts: facts}
	case document.Callout:
		return document.Callout{Blocks: r.fill(b.Blocks)}
	case document.Path:
		stops := make([]document.Stop, len(b.Stops))
		for i, stop := range b.Stops {
			stops[i] = document.Stop{State: stop.State, Label: r.inlines(stop.Label)}
		}
		return document.Path{Alt: r.inlines(b.Alt), Stops: stops}
	case document.QRCode:
		return document.QRCode{Scan: r.inlines(b.Scan), Inlines: r.inlines(b.Inlines)}
	}
	return block // the others hold no markers
}

// paragraph is the block that stands in a paragraph alone, or the paragraph.
func paragraph(run []document.Inline) document.Block {
	if len(run) == 1 {
		if alone, ok := run[0].(blockMarker); ok {
			return alone.block
		}
	}
	return document.Paragraph{Inlines: run}
}

func (r *run) inlines(run []document.Inline) []document.Inline {
	filled := make([]document.Inline, len(run))
	for i, inline := range run {
		switch n := inline.(type) {
		case marker:
			filled[i] = r.item(n.item)
		case document.Strong:
			filled[i] = document.Strong{Inlines: r.inlines(n.Inlines)}
		default:
			filled[i] = inline
		}
	}
	return filled
}

func (r *run) item(name string) document.Inline {
	number, err := strconv.Atoi(name)
	if err != nil {
		return document.Message{Key: r.forReader(name)}
	}
	if block, ok := r.items[number].(document.Block); ok {
		return blockMarker{block: block}
	}
	return r.items[number].(document.Message)
}
