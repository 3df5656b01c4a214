package pdf

import "strings"

// bookmark is an entry of the outline that viewers show beside the pages (ISO
// 32000-1, 12.3.3).
type bookmark struct {
	title string
	level int // 1 is topmost; an entry is under the last one of a lower level
	page  ref
	top   float64 // of the place, from the bottom of the page
}

// place notes where a heading comes to stand.
type place struct {
	node   *node
	height float64 // of its first line
}

func (m place) paint(p *painter, top float64) {
	m.node.page, m.node.bbox = p.page, &rect{0, top, 0, m.height}
}

// bookmarks are the headings of a painted document.
func (l *layout) bookmarks(pages []ref) []bookmark {
	var marks []bookmark
	for _, n := range l.headings {
		if n.joined {
			level := int(n.role[1] - '0')
			marks = append(marks, bookmark{strings.TrimSpace(n.alt), level, pages[n.page], l.paper.height - max(0, n.bbox.y-6)})
		}
	}
	return marks
}

// branch is a bookmark with its place in the tree, by number.
type branch struct {
	ref                 ref
	parent              int // -1 is the root
	previous, next      int // -1 is none
	first, last, within int
}

// putOutline writes the bookmarks and returns their root, or 0 if there are
// none.
func (b *book) putOutline() ref {
	if len(b.outline) == 0 {
		return 0
	}
	root := b.reserve()
	branches := b.branches()
	first, last, topmost := -1, -1, 0
	for i, br := range branches {
		if br.parent < 0 {
			if first < 0 {
				first = i
			}
			last = i
			topmost++
		}
		b.putBookmark(root, branches, i)
	}
	b.begin(root)
	b.text("<</Type /Outlines /First ")
	b.ref(branches[first].ref)
	b.text("/Last ")
	b.ref(branches[last].ref)
	b.text("/Count ")
	b.int(topmost)
	b.text(">>")
	b.end()
	return root
}

// branches sorts the bookmarks into a tree by their levels.
func (b *book) branches() []branch {
	branches := make([]branch, len(b.outline))
	var open []int // the way from the root to the last entry
	lastAt := map[int]int{}
	for i, mark := range b.outline {
		for len(open) > 0 && b.outline[open[len(open)-1]].level >= mark.level {
			open = open[:len(open)-1]
		}
		br := branch{ref: b.reserve(), parent: -1, previous: -1, next: -1, first: -1, last: -1}
		if len(open) > 0 {
			br.parent = open[len(open)-1]
			above := &branches[br.parent]
			if above.first < 0 {
				above.first = i
			}
			above.last = i
			above.within++
		}
		if before, ok := lastAt[br.parent]; ok {
			br.previous, branches[before].next = before, i
		}
		lastAt[br.parent] = i
		branches[i] = br
		open = append(open, i)
	}
	return branches
}

func (b *book) putBookmark(root ref, branches []branch, i int) {
	br, mark := branches[i], b.outline[i]
	parent := root
	if br.parent >= 0 {
		parent = branches[br.parent].ref
	}
	b.begin(br.ref)
	b.text("<</Title " + textString(mark.title) + " /Parent ")
	b.ref(parent)
	for _, link := range []struct {
		name string
		to   int
	}{{"/Prev ", br.previous}, {"/Next ", br.next}, {"/First ", br.first}, {"/Last ", br.last}} {
		if link.to >= 0 {
			b.text(link.name)
			b.ref(branches[link.to].ref)
		}
	}
	if br.within > 0 {
		b.text("/Count ")
		b.int(-br.within) // closed
	}
	b.text("/Dest [")
	b.ref(mark.page)
	b.text("/XYZ 0 ")
	b.body = appendNumber(b.body, mark.top)
	b.text(" 0]>>")
	b.end()
}
