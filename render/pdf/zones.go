package pdf

import (
	"fmt"
	"slices"

	"wayleaf/document"
)

// stain is where something is printed. Its node is nil for furniture and for
// drawings.
type stain struct {
	page int
	area rect
	node *node
}

// stain notes what is printed, for the check of the finished pages.
func (p *painter) stain(area rect, n *node) {
	p.stains = append(p.stains, stain{p.page, area, n})
}

// ink is where the letters of a line stand: the tall Latin ones above the
// baseline, and their descenders.
func (t text) ink(baseline float64) rect {
	return rect{t.x, baseline - 0.78*t.size, t.line.width, 1.02 * t.size}
}

func overlap(a, b rect) bool {
	return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

// within reports that all of a lies in b.
func within(a, b rect) bool {
	return a.x >= b.x && a.y >= b.y && a.right() <= b.right() && a.bottom() <= b.bottom()
}

// prove checks by geometry that the pages can be posted: nothing is off the
// paper or in a zone the print house keeps, nothing but the name and the address
// shows in the window of a letter, its clear zones are white, and so is what is
// around a QR code.
func (p *painter) prove(d *document.Document) {
	if most := d.Sheets.Most; most > 0 && len(p.pages) > most {
		p.complain("pdf/too-many-pages", fmt.Sprintf("the document has %d pages, at most %d are allowed", len(p.pages), most), "shorten it, use a smaller print, or allow more")
	}
	var kept []rect
	for _, z := range d.Sheets.Reserved {
		kept = append(kept, millimetres(z.X, z.Y, z.Width, z.Height))
	}
	p.shaper.stains = p.stains
	seen := map[fault]bool{}
	for _, s := range p.stains {
		if f := faultOf(s, paperOf(d).rect, kept, d.Kind == document.Letter && s.page == 0); f.rule != "" && !seen[f] {
			seen[f] = true
			p.complain(f.rule, p.where(s)+f.what, f.hint)
		}
		for _, code := range p.codes {
			if s != code && s.page == code.page && overlap(s.area, code.area) {
				p.complain("pdf/quiet-zone", p.where(s)+" stands in the white around a QR code", "put a paragraph between them")
			}
		}
	}
}

// fault is what is wrong with where something stands; each is told once.
type fault struct{ rule, what, hint string }

func faultOf(s stain, page rect, kept []rect, face bool) fault {
	inside := func(zone rect) bool { return overlap(s.area, zone) }
	addressed := s.node.addressed()
	switch {
	case !within(s.area, page):
		return fault{"pdf/off-paper", " is off the paper", "shorten it"}
	case slices.ContainsFunc(kept, inside):
		return fault{"pdf/reserved-zone", " stands in a zone that is kept for the print house", "move the zone into a margin"}
	case !face:
	case addressed && !within(s.area, window):
		return fault{"pdf/address-window", " is a part of the address out of its window", "shorten the longest line of the address"}
	case !addressed && inside(window):
		return fault{"pdf/address-window", " shows in the address window", "shorten what stands beside the address"}
	case slices.ContainsFunc(clearZones, inside):
		return fault{"pdf/clear-zone", " stands in the clear zone around the address", "shorten it"}
	}
	return fault{}
}

// where names a stain by its place, in millimetres from the top left corner, so
// that no word of a patient gets into an error.
func (p *painter) where(s stain) string {
	return fmt.Sprintf("something %.0f mm from the left and %.0f mm from the top of page %d", s.area.x/mm, s.area.y/mm, s.page+1)
}

// addressed reports the address block and what is in it.
func (n *node) addressed() bool {
	for ; n != nil; n = n.parent {
		if n.address {
			return true
		}
	}
	return false
}
