package pdf

import (
	"fmt"

	"wayleaf/document"
)

// furniture is what stands around the text of every page. The page numbers
// are set when they are known; heights are found with wide ones.
type furniture struct {
	*layout
	words document.Furniture
	foot  float64 // height of the tallest foot
	draft []row
}

func (l *layout) furniture(words document.Furniture) *furniture {
	f := &furniture{layout: l, words: words}
	for _, page := range []int{88, 89} {
		f.foot = max(f.foot, stackHeight(f.footRows(page, 89)))
	}
	f.draft = f.draftRows()
	return f
}

func stackHeight(rows []row) float64 { return stack(rows).height }

// numbered sets furniture words on a page.
func (f *furniture) numbered(run []document.Inline, page, pages int, st style, c column) []row {
	flat := f.flattener()
	flat.page, flat.pages = page, pages
	flat.add(run, f.look(st, nil))
	flat.finish()
	return f.set(flat.done(f.shaper), st, c)
}

// footRows are the lines at the foot of a page: whether the document goes on
// and the page number on one line, the reference below.
func (f *furniture) footRows(page, pages int) []row {
	c := f.paper.body
	goesOn, st := f.words.Continues, f.styles.foot
	if page == pages {
		goesOn = f.words.End
	}
	start, end := c, c
	if split := 0.68 * c.width(); f.rightToLeft {
		start.left, end.right = c.right-split, c.right-split-10
	} else {
		start.right, end.left = c.left+split, c.left+split+10
	}
	first := stack(f.numbered(goesOn, page, pages, st, start))
	number := stack(f.numbered(f.words.Page, page, pages, st, end))
	f.alignEnd(number, end)
	first.marks = append(first.marks, number.marks...)
	first.height = max(first.height, number.height)
	return append([]row{first}, f.numbered(f.words.Reference, page, pages, st, c)...)
}

// alignEnd moves lines to the end of their column.
func (f *furniture) alignEnd(r row, c column) {
	for i, m := range r.marks {
		o := m.(offset)
		t := o.mark.(text)
		t.x = c.right - t.line.width
		if f.rightToLeft {
			t.x = c.left
		}
		r.marks[i] = offset{t, o.by}
	}
}

const (
	draftPad = 4.0
	draftGap = 5.0 * mm // between the draft mark and the lines below it
	inkGap   = 3.0 * mm // between the draft mark and the highest ink below it
)

// draftRows sets the draft mark in the largest size that fits its box.
func (f *furniture) draftRows() []row {
	if len(f.words.Draft) == 0 {
		return nil
	}
	box := f.paper.draft
	c := column{box.x + 2*draftPad, box.right() - 2*draftPad}
	for _, size := range f.styles.draft {
		rows := f.numbered(f.words.Draft, 88, 88, style{size: size, bold: true, tight: 1}, c)
		if stackHeight(rows)+2*draftPad <= box.height {
			return rows
		}
	}
	f.complain("pdf/draft-too-long", fmt.Sprintf("the draft mark does not fit its box of %.0f by %.0f mm", box.width/mm, box.height/mm), "shorten it")
	return nil
}

// top is where the body of a page may begin.
func (f *furniture) top() float64 {
	if len(f.draft) == 0 {
		return f.paper.top
	}
	return max(f.paper.top, f.paper.draft.y+stackHeight(f.draft)+2*draftPad+draftGap)
}

// lead is how much lower the body begins on a page with a draft mark so that
// the first row does not reach into it.
func (f *furniture) lead(first *row) float64 {
	if len(f.draft) == 0 {
		return 0
	}
	over, _ := first.overshoot()
	return max(0, over-(draftGap-inkGap))
}

// bottom is where the body of a page must end.
func (f *furniture) bottom() float64 { return f.paper.height - f.paper.bottom - f.foot - footGap }

// paint prints the furniture of a page, as artifacts.
func (f *furniture) paint(p *painter, page, pages int) {
	p.artifact(func() {
		c := f.paper.body
		p.rule(c.left, c.right, f.bottom()+footGap-3, 0.75, hairline)
	})
	p.rows(f.footRows(page, pages), f.paper.height-f.paper.bottom-f.foot)
	if len(f.draft) == 0 {
		return
	}
	box := f.paper.draft
	box.height = stackHeight(f.draft) + 2*draftPad
	p.artifact(func() { p.frame(box, 1.5, black) })
	p.rows(f.draft, box.y+draftPad)
}
