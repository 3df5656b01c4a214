package logo

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
)

// attributes reads how an element is painted, and returns the values of its own
// attributes, those that are listed. All that is not known is complained of;
// the attributes of editors, which have a namespace, draw nothing.
func (r *svgReader) attributes(e xml.StartElement, p paint, own []string) (paint, map[string]string) {
	values := map[string]string{}
	for _, a := range e.Attr {
		name, value := a.Name.Local, strings.TrimSpace(a.Value)
		switch {
		case slices.Contains(own, name) && a.Name.Space == "":
			values[name] = value
		case a.Name.Space != "" || name == "xmlns" || slices.Contains(ignored, name) || strings.HasPrefix(name, "data-") || strings.HasPrefix(name, "aria-"):
		case strings.HasPrefix(name, "stroke-"): // of a stroke, which is refused
		case !r.paint(&p, e.Name.Local, name, value):
			r.complain("logo/svg", fmt.Sprintf("the attribute %s of <%s> is not understood", shorten(name), e.Name.Local), hintFor(name))
		}
	}
	return p, values
}

// paint reads an attribute that an element hands on; false is one that it does
// not know.
func (r *svgReader) paint(p *paint, element, name, value string) bool {
	switch name {
	case "fill":
		r.fill(p, value)
	case "fill-rule":
		p.evenOdd = value == "evenodd"
		return p.evenOdd || value == "nonzero"
	case "transform":
		m, err := parseTransform(value)
		if err != nil || element == "svg" {
			r.complain("logo/svg", fmt.Sprintf("transform %q of <%s> is not understood", shorten(value), element), "apply the transform to the paths")
		}
		p.matrix = p.matrix.then(m)
	case "stroke":
		return value == "none"
	case "opacity", "fill-opacity":
		return value == "1"
	default:
		return false
	}
	return true
}

func (r *svgReader) fill(p *paint, value string) {
	color, ok := parseColor(value)
	p.color, p.none = color, value == "none"
	if !ok && !p.none {
		r.complain("logo/svg", fmt.Sprintf("fill %q is no colour", shorten(value)), "write it in hexadecimal, like #1f5b3a")
	}
}
