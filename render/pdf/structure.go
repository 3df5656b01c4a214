package pdf

import (
	"fmt"
	"strings"
)

// putStructure writes the structure tree and the parent tree, which leads from
// the content of each page back to its elements (ISO 32000-1, 14.7).
func (f *finisher) putStructure() {
	root := f.layout.root
	f.number(root)
	f.putNode(root, f.structTree)
	var parents strings.Builder
	for i, page := range f.painter.pages {
		fmt.Fprintf(&parents, "%d [", i)
		for _, owner := range page.owners {
			fmt.Fprintf(&parents, "%s ", f.nodes[owner])
		}
		parents.WriteString("] ")
	}
	for i, link := range f.painter.links {
		fmt.Fprintf(&parents, "%d %s ", len(f.painter.pages)+i, f.nodes[link.node])
	}
	tree := f.add("<</Nums [%s]>>", parents.String())
	f.put(f.structTree, "<</Type /StructTreeRoot /K %s /ParentTree %s /ParentTreeNextKey %d>>",
		f.nodes[root], tree, len(f.painter.pages)+len(f.painter.links))
}

func (f *finisher) number(n *node) {
	f.nodes[n] = f.reserve()
	for _, k := range n.kids {
		if k.node != nil {
			f.number(k.node)
		}
	}
}

func (f *finisher) putNode(n *node, parent ref) {
	self := f.nodes[n]
	var b strings.Builder
	fmt.Fprintf(&b, "<</S /%s /P %s", n.role, parent)
	f.attributes(&b, n)
	b.WriteString(" /K [")
	page := -1
	for _, k := range n.kids {
		if k.node == nil && page < 0 {
			page = k.page
		}
		f.kid(&b, k, page)
	}
	b.WriteString("]")
	if page >= 0 {
		fmt.Fprintf(&b, " /Pg %s", f.pages[page])
	}
	b.WriteString(">>")
	f.put(self, "%s", b.String())
	for _, k := range n.kids {
		if k.node != nil {
			f.putNode(k.node, self)
		}
	}
}

// kid writes one child; content on the element's own page is only its number.
func (f *finisher) kid(b *strings.Builder, k kid, page int) {
	switch {
	case k.node != nil:
		fmt.Fprintf(b, "%s ", f.nodes[k.node])
	case k.annotation >= 0:
		fmt.Fprintf(b, "<</Type /OBJR /Pg %s /Obj %s>> ", f.pages[k.page], f.links[k.annotation])
	case k.page == page:
		fmt.Fprintf(b, "%d ", k.mcid)
	default:
		fmt.Fprintf(b, "<</Type /MCR /Pg %s /MCID %d>> ", f.pages[k.page], k.mcid)
	}
}

func (f *finisher) attributes(b *strings.Builder, n *node) {
	if n.language != "" && n.language != f.document.Language {
		fmt.Fprintf(b, " /Lang %s", textString(n.language))
	}
	switch {
	case n.role == "Figure":
		fmt.Fprintf(b, " /Alt %s", textString(n.alt))
		if n.bbox != nil {
			fmt.Fprintf(b, " /A <</O /Layout /Placement /Block /BBox %s>>", n.bbox.pdf())
		}
	case n.role == "TH":
		b.WriteString(" /A <</O /Table /Scope /Row>>")
	case n.role == "L":
		fmt.Fprintf(b, " /A <</O /List /ListNumbering /%s>>", n.numbering())
	}
}

// numbering says what the labels of a list are.
func (n *node) numbering() string {
	if n.ordered {
		return "Decimal"
	}
	return "Disc"
}
