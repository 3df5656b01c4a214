package pdf

import (
	"bytes"
	"embed"
	"fmt"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"

	"wayleaf/document"
)

//go:embed fonts/*.ttf
var fontFiles embed.FS

// family is one of the embedded typefaces, in the order in which a character
// looks for one that has it.
type family int

const (
	sans family = iota
	arabic
	nastaliq
	bengali
	families
)

// typeface is what layout has to know of a family.
type typeface struct {
	name    string // as in the file name
	script  language.Script
	cursive bool // letters join: each shaped cluster keeps its own advance
	// scale is the size at which the script looks as large as Noto Sans.
	scale float64
	// leading is the distance of baselines, and rise that of the first one
	// from the top of its line, for a nominal size of 1.
	leading, rise float64
}

var typefaces = [families]typeface{
	sans:     {"NotoSans", language.Latin, false, 1, 1.36, 1.0},
	arabic:   {"NotoSansArabic", language.Arabic, true, 1.1, 1.7, 1.15},
	nastaliq: {"NotoNastaliqUrdu", language.Arabic, true, 1.1, 2.3, 1.6},
	bengali:  {"NotoSansBengali", language.Bengali, false, 1.1, 1.6, 1.1},
}

// primary is the family that a language looks in first. Languages not listed
// look in Noto Sans.
var primary = map[string]family{"ur": nastaliq, "ar": arabic, "bn": bengali}

// primaryOf returns the family of a BCP 47 tag, going by its first subtag.
func primaryOf(tag string) family {
	base, _, _ := bytes.Cut([]byte(tag), []byte("-"))
	return primary[string(base)]
}

// face is one parsed font file, regular or bold. It is never written to.
type face struct {
	typeface
	family family
	index  int // place in allFaces
	font   *font.Font
	tables fontTables
	fixed  []slot // of every subset
	upem   float64
}

const faceCount = 2 * int(families)

// faceIndex is the place of a family's regular or bold face.
func faceIndex(f family, bold bool) int {
	if bold {
		return 2*int(f) + 1
	}
	return 2 * int(f)
}

// allFaces parses the embedded fonts once. A broken one is a fault of the
// build and panics.
var allFaces = sync.OnceValue(func() (faces [faceCount]*face) {
	for f := range families {
		for _, bold := range []bool{false, true} {
			i := faceIndex(f, bold)
			parsed, err := parseFace(f, bold)
			if err != nil {
				panic(err)
			}
			parsed.index = i
			faces[i] = parsed
		}
	}
	return faces
})

func parseFace(f family, bold bool) (*face, error) {
	weight := "-Regular"
	if bold {
		weight = "-Bold"
	}
	t := typefaces[f]
	t.name += weight
	file, err := fontFiles.ReadFile("fonts/" + t.name + ".ttf")
	if err != nil {
		return nil, err
	}
	parsed, err := font.ParseTTF(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", t.name, err)
	}
	tables, err := readTables(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", t.name, err)
	}
	made := &face{typeface: t, family: f, font: parsed.Font, tables: tables, upem: float64(parsed.Upem())}
	made.fixed = made.fixedSlots()
	return made, nil
}

// has reports whether the face can print r.
func (f *face) has(r rune) bool {
	_, ok := f.font.NominalGlyph(r)
	return ok
}

// points turns font units into points at a nominal size.
func (f *face) points(units int, size float64) float64 {
	return float64(units) * size * f.scale / f.upem
}

// fontFor returns the family that prints r: the wanted one if it can, else the
// first that can. It returns false if none can.
func fontFor(r rune, wanted family) (family, bool) {
	faces := allFaces()
	if faces[faceIndex(wanted, false)].has(r) {
		return wanted, true
	}
	for f := range families {
		if faces[faceIndex(f, false)].has(r) {
			return f, true
		}
	}
	return 0, false
}

// shaper is the working memory of HarfBuzz, which is costly to make, with what
// was shaped, broken into lines and cut from fonts last. It serves one document
// at a time.
type shaper struct {
	fonts  [faceCount]*harfbuzz.Font
	buffer *harfbuzz.Buffer
	shapes *cache[shapeKey, *shaped]
	broken *cache[string, []line] // by [appendLineKey]
	cuts   *cache[string, *cutFont]
	packed *cache[string, []byte] // object streams and passages of pages, deflated, by what is in them
	// emblems are by their logo.
	emblems *cache[*document.Logo, *emblem]
	files   int // that were made, with the one in hand
	memory
}

// memory is what one document after the other is made in, so that it need not be
// asked for anew. Nothing in it outlives the document.
type memory struct {
	file    []byte // the finished one
	body    []byte // of its waiting objects
	content []byte // of an object stream
	uses    [2 * faceCount]*fontUse
	places  []objectPlace
	ops     []byte       // of the text of all pages
	output  bytes.Buffer // of gofpdf
	page    []byte
	runes   []rune // of the paragraph in hand
	key     []byte // of its lines, or of a font
	at      []uint32
	stains  []stain
}

func newMemory() (m memory) {
	for i, f := range allFaces() {
		m.uses[i], m.uses[faceCount+i] = newFontUse(f), newFontUse(f)
	}
	return m
}

// idle holds the shapers that serve no document. A sync.Pool would drop them,
// and all they keep, at every other collection.
var idle = make(chan *shaper, 64)

func takeShaper() *shaper {
	select {
	case s := <-idle:
		return s
	default:
		return newShaper()
	}
}

func newShaper() *shaper {
	s := &shaper{
		buffer: harfbuzz.NewBuffer(),
		shapes: newCache[shapeKey, *shaped](8192),
		broken: newCache[string, []line](1024),
		cuts:   newCache[string, *cutFont](64),
		packed: newCache[string, []byte](256),

		emblems: newCache[*document.Logo, *emblem](8),
	}
	s.memory = newMemory()
	for i, f := range allFaces() {
		s.fonts[i] = harfbuzz.NewFont(font.NewFace(f.font))
	}
	return s
}

// mostKept is the size of file, in bytes, whose memory is kept for the next
// document. Combined ones are larger.
const mostKept = 4 << 20

// release gives a shaper back, or leaves it to the collector when enough are
// idle.
func (s *shaper) release() {
	if cap(s.file) > mostKept {
		s.memory = newMemory()
	}
	select {
	case idle <- s:
	default:
	}
}
