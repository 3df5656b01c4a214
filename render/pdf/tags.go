package pdf

// node is an element of the structure tree. Only nodes with content on a page
// come into the file: a node joins its parent when its first content is
// painted, so the order of the tree is the order of reading.
type node struct {
	ref      ref    // in the file
	role     string // a standard structure type of ISO 32000-1, 14.8.4
	language string // BCP 47 tag where it differs from what is around
	alt      string // alternative text of a Figure, plain words of a heading
	url      string // target of a Link
	bbox     *rect  // of a Figure, of the first line of a heading
	page     int    // of the box
	ordered  bool   // of a list
	address  bool   // the address block of a letter
	parent   *node
	kids     []kid
	joined   bool
	cells    []*node // of a TR: they join with it, empty or not
}

// kid is a child of a node: another node, a marked-content sequence of a page
// or an annotation of a page.
type kid struct {
	node       *node
	page       int
	mcid       int // -1 if not content
	annotation int // -1 if not an annotation
}

// child returns a new node under n. It is not part of the tree before it has
// content.
func (n *node) child(role string) *node { return &node{role: role, parent: n} }

// join puts n and all above it into the tree.
func (n *node) join() {
	if n.joined || n.parent == nil {
		return
	}
	n.parent.join()
	if n.joined { // with its row
		return
	}
	n.joined = true
	n.parent.kids = append(n.parent.kids, kid{node: n, mcid: -1, annotation: -1})
	for _, cell := range n.cells {
		cell.join()
	}
}

// tableRow returns the label and the value cell of a new row of a table.
func (n *node) tableRow() (label, value *node) {
	row := n.child("TR")
	label, value = row.child("TH"), row.child("TD")
	row.cells = []*node{label, value}
	return label, value
}

// mark adds a marked-content sequence.
func (n *node) mark(page, mcid int) {
	n.join()
	n.kids = append(n.kids, kid{page: page, mcid: mcid, annotation: -1})
}

// annotate adds an annotation, by its number in the document.
func (n *node) annotate(page, annotation int) {
	n.join()
	n.kids = append(n.kids, kid{page: page, mcid: -1, annotation: annotation})
}

// link returns the Link that n is or stands in, or nil.
func (n *node) link() *node {
	for ; n != nil; n = n.parent {
		if n.role == "Link" {
			return n
		}
	}
	return nil
}

var headingRoles = [...]string{1: "H1", 2: "H2", 3: "H3"}
