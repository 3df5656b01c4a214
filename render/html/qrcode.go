package html

import (
	"fmt"
	"strings"

	"wayleaf/document"
	"wayleaf/render/qr"
)

// side is how wide a code is, in millimetres, without the white around it.
const side = 26

// qrCode returns a code with its words beside it. It is hidden from those who
// listen: the link in the words leads to the same address.
func (p *printer) qrCode(b document.QRCode) string {
	words := element("p", "", p.run(b.Inlines)) + "\n" + element("p", "", p.run(b.Scan))
	address, err := b.Address()
	if err != nil {
		p.fail("%w", err)
		return ""
	}
	code, err := qr.Encode(address)
	if err != nil {
		p.fail("%w", err)
		return ""
	}
	if b.Again {
		return words
	}
	return element("div", ` class="qrcode"`, "\n"+drawing(code)+"\n"+element("div", "", "\n"+words+"\n")+"\n")
}

// drawing returns a code as one path on its white ground.
func drawing(code *qr.Code) string {
	modules := code.Size() + 2*qr.Quiet
	width := float64(side) * float64(modules) / float64(code.Size())
	var path strings.Builder
	for _, edge := range code.Edges {
		fmt.Fprintf(&path, "M%d %d", edge[0].X+qr.Quiet, edge[0].Y+qr.Quiet)
		for i, to := range edge[1:] {
			if from := edge[i]; from.X == to.X {
				fmt.Fprintf(&path, "v%d", to.Y-from.Y)
			} else {
				fmt.Fprintf(&path, "h%d", to.X-from.X)
			}
		}
		path.WriteByte('z')
	}
	return fmt.Sprintf(`<svg aria-hidden="true" focusable="false" width="%.1fmm" height="%.1fmm" viewBox="0 0 %d %d">`+
		`<rect class="ground" width="%d" height="%d"/><path class="modules" fill-rule="evenodd" d="%s"/></svg>`,
		width, width, modules, modules, modules, modules, path.String())
}
