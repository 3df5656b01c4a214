package document

import "fmt"

// Paired returns a document in two languages, block by block: each block of the
// first from its title on, and after it the same block of the second as a [Part].
// The opening is that of the first; key facts of the second's opening follow its
// title, and a QR code is drawn once. The lines around the pages say in both languages whether it goes on.
// Both must be spoken from one outline; otherwise Paired returns an error.
func Paired(first, second *Document) (*Document, error) {
	opening, body := divided(first)
	otherOpening, otherBody := divided(second)
	if len(body) != len(otherBody) {
		return nil, fmt.Errorf("the document has %d blocks in %s and %d in %s", len(body), first.Language, len(otherBody), second.Language)
	}
	part := func(blocks ...Block) Block { return Part{second.Language, second.Direction, blocks} }
	paired := *first
	paired.Blocks = append([]Block(nil), opening...)
	for i, block := range body {
		if said, other := fmt.Sprintf("%T", block), fmt.Sprintf("%T", otherBody[i]); said != other {
			return nil, fmt.Errorf("block %d is a %s in %s and a %s in %s", i+1, said, first.Language, other, second.Language)
		}
		paired.Blocks = append(paired.Blocks, block, part(undrawn(otherBody[i])))
		if i == 0 {
			for _, facts := range keyFactsOf(otherOpening) {
				paired.Blocks = append(paired.Blocks, part(facts))
			}
		}
	}
	f, other := &paired.Furniture, second.Furniture
	f.Continues = twice(f.Continues, other.Continues, second)
	f.End = twice(f.End, other.End, second)
	return &paired, nil
}

// undrawn returns a block without a drawing that its first language shows.
func undrawn(block Block) Block {
	if code, ok := block.(QRCode); ok {
		code.Again = true
		return code
	}
	return block
}

// divided returns the blocks before the title, and the title and what follows.
func divided(d *Document) (opening, body []Block) {
	for i, block := range d.Blocks {
		if _, title := block.(Heading); title {
			return d.Blocks[:i], d.Blocks[i:]
		}
	}
	return d.Blocks, nil
}

func keyFactsOf(blocks []Block) []Block {
	var facts []Block
	for _, block := range blocks {
		if _, ok := block.(KeyFacts); ok {
			facts = append(facts, block)
		}
	}
	return facts
}

// twice says one thing in two languages, on lines of their own.
func twice(run, other []Inline, d *Document) []Inline {
	if len(run) == 0 || len(other) == 0 {
		return run
	}
	both := append([]Inline(nil), run...)
	return append(both, Break{}, Span{d.Language, d.Direction, other})
}
