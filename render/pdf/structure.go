package pdf

import "strconv"

// parentTree leads from the content of each page, and from each link, back to
// its element (ISO 32000-1, 14.7.4.4). Each document is one leaf.
type parentTree struct {
	next   int // the number that the next page or link gets
	leaves []ref
}

// putStructure writes the structure tree of a document and its leaf of the
// parent tree.
func (b *book) putStructure(d *bound, parent ref) {
	b.number(d.root)
	b.tops = append(appendRef(b.tops, d.root.ref), ' ')
	b.putNode(d, d.root, parent, b.about.language)
	leaf := b.reserve()
	first := b.parents.next
	b.parents.next += len(d.pages) + len(d.links)
	b.parents.leaves = append(b.parents.leaves, leaf)
	b.begin(leaf)
	b.text("<</Limits [" + strconv.Itoa(first) + " " + strconv.Itoa(b.parents.next-1) + "] /Nums [")
	for i, page := range d.painter.pages {
		b.int(first + i)
		b.text(" [")
		for _, owner := range page.owners {
			b.ref(owner.ref)
		}
		b.text("] ")
	}
	for i, link := range d.painter.links {
		b.int(first + len(d.pages) + i)
		b.text(" ")
		b.ref(link.node.ref)
	}
	b.text("]>>")
	b.end()
}

// putTrees writes the roots of the structure tree and the parent tree.
func (b *book) putTrees() {
	tree := b.reserve()
	b.begin(tree)
	b.text("<</Kids [")
	for _, leaf := range b.parents.leaves {
		b.ref(leaf)
	}
	b.text("]>>")
	b.end()
	b.begin(b.structTree)
	b.text("<</Type /StructTreeRoot /K ")
	b.body = append(b.body, b.tops...)
	b.text("/ParentTree ")
	b.ref(tree)
	b.text("/ParentTreeNextKey ")
	b.int(b.parents.next)
	b.text(">>")
	b.end()
}

func (b *book) number(n *node) {
	n.ref = b.reserve()
	for _, k := range n.kids {
		if k.node != nil {
			b.number(k.node)
		}
	}
}

// putNode writes an element and all below it. Language is that of what is
// around it.
func (b *book) putNode(d *bound, n *node, parent ref, language string) {
	b.begin(n.ref)
	b.text("<</S /")
	b.text(n.role)
	b.text(" /P ")
	b.ref(parent)
	b.attributes(n, language)
	b.text("/K [")
	page := -1
	for _, k := range n.kids {
		if k.node == nil && page < 0 {
			page = k.page
		}
		b.kid(d, k, page)
	}
	b.text("]")
	if page >= 0 {
		b.text(" /Pg ")
		b.ref(d.pages[page])
	}
	b.text(">>")
	b.end()
	if n.language != "" {
		language = n.language
	}
	for _, k := range n.kids {
		if k.node != nil {
			b.putNode(d, k.node, n.ref, language)
		}
	}
}

// kid writes one child; content on the element's own page is only its number.
func (b *book) kid(d *bound, k kid, page int) {
	switch {
	case k.node != nil:
		b.ref(k.node.ref)
	case k.annotation >= 0:
		b.text("<</Type /OBJR /Pg ")
		b.ref(d.pages[k.page])
		b.text("/Obj ")
		b.ref(d.links[k.annotation])
		b.text(">> ")
	case k.page == page:
		b.int(k.mcid)
		b.text(" ")
	default:
		b.text("<</Type /MCR /Pg ")
		b.ref(d.pages[k.page])
		b.text("/MCID ")
		b.int(k.mcid)
		b.text(">> ")
	}
}

func (b *book) attributes(n *node, language string) {
	if n.language != "" && n.language != language {
		b.text("/Lang " + textString(n.language))
	}
	switch n.role {
	case "Figure":
		b.text("/Alt " + textString(n.alt))
		if n.bbox != nil {
			b.text(" /A <</O /Layout /Placement /Block /BBox ")
			b.body = b.paper.appendArea(b.body, *n.bbox)
			b.text(">>")
		}
	case "TH":
		b.text("/A <</O /Table /Scope /Row>>")
	case "L":
		b.text("/A <</O /List /ListNumbering /" + n.numbering() + ">>")
	}
}

// numbering says what the labels of a list are.
func (n *node) numbering() string {
	if n.ordered {
		return "Decimal"
	}
	return "Disc"
}
