package html

import "wayleaf/document"

// marks are the drawings of the stops of a Path. They differ in form, not only
// in colour: letters are often printed in black and white. The crossed leaf
// stands beside the line; all others stand on it.
var marks = map[document.State]string{
	document.Done: mark(`<circle class="solid" cx="24" cy="24" r="17"/>` +
		`<path class="cut" d="M15.5 24.5l6 6 11-12.5"/>`),
	document.Now: mark(`<circle class="ring now" cx="24" cy="24" r="18"/>` +
		`<circle class="solid" cx="24" cy="24" r="8"/>`),
	document.Next: mark(`<circle class="ring" cx="24" cy="24" r="14"/>`),
	document.Goal: mark(leaf + `<path class="tick" d="M14 28.5l7 7 13-15"/>`),
	document.Crossed: mark(`<g class="faint">` + leaf + `</g>` +
		`<path class="cross" d="M4 4l40 40M44 4l-40 40"/>`),
}

// leaf is the leaf of a tear-off calendar.
const leaf = `<rect class="ring" x="7" y="8" width="34" height="34" rx="3"/>` +
	`<path class="solid" d="M7 8h34v8h-34z"/><path class="ring" d="M16 4v7M32 4v7"/>`

func mark(drawing string) string {
	return `<svg viewBox="0 0 48 48" focusable="false">` + drawing + `</svg>`
}
