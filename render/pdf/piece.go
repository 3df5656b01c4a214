package pdf

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/segmenter"

	"wayleaf/finding"
)

// piece is the smallest part of a paragraph that lines are made of: runes of
// one look, face and level between two places where a line may end. A blank
// piece is spaces only.
type piece struct {
	*shaped
	look     uint32 // index into the looks of its text
	face     *face
	level    int8
	width    float64 // pt
	text     string
	blank    bool
	ends     ending  // what may follow it
	at       float64 // from the left edge of the line's ink, pt
	sizeUsed float64 // nominal, pt
	turns    bool    // a mark of direction stands before it
}

// ending says whether a line may end after a piece.
type ending uint8

const (
	noEnding     ending = iota
	spareEnding         // at a hyphen or slash: only if the line overflows otherwise
	usualEnding         // at a space
	forcedEnding        // at a Break
)

// setter turns the tree into rows. It holds the state of one document.
type setter struct {
	shaper   *shaper
	fonts    [2 * faceCount]*fontUse // of words, and then of values
	logos    []*emblem               // of the file
	findings finding.List
	language string // of the document in hand
	paper    *paper // it is printed on

	breaks segmenter.Segmenter
}

func (s *setter) complain(rule, what, hint string) {
	s.findings = append(s.findings, finding.Finding{Rule: rule, Level: finding.Error, What: what, Hint: hint})
}

// fontOf is the number of the font that prints a piece. Values in other scripts
// than that of Noto Sans have fonts of their own: names and dates differ from
// letter to letter, and the font of the words, which is large, need not be cut
// anew.
func (s *setter) fontOf(p *piece, l *look) int {
	if l.value && p.face.family != sans {
		return faceCount + p.face.index
	}
	return p.face.index
}

// codesOf gives shaped text codes once for each file.
func (s *setter) codesOf(shape *shaped, font int) []uint16 {
	if shape.fixed != nil {
		s.fonts[font].used = true
		return shape.fixed
	}
	given := &shape.given[font/faceCount]
	if given.file != s.shaper.files {
		given.file = s.shaper.files
		given.codes = s.fonts[font].appendCodes(given.codes[:0], shape.slots)
	}
	return given.codes
}

// pieces cuts a paragraph at nominal size in points.
func (s *setter) pieces(p *prose, size float64) []piece {
	base := int8(0)
	if p.rightToLeft {
		base = 1
	}
	levels := bidiLevels(p.runes, base)
	endings := s.endings(p)
	families := s.families(p)
	var pieces []piece
	for start := 0; start < len(p.runes); {
		if isIsolate(p.runes[start]) {
			start++
			continue
		}
		end := start + 1
		for end < len(p.runes) && endings[end-1] == noEnding && !isIsolate(p.runes[end]) &&
			levels[end] == levels[start] && p.at[end] == p.at[start] && families[end] == families[start] &&
			isSpace(p.runes[end]) == isSpace(p.runes[start]) {
			end++
		}
		piece := s.piece(p.runes[start:end], &p.looks[p.at[start]], families[start], levels[start], size)
		piece.look = p.at[start]
		piece.ends = endingOver(p.runes, endings, end)
		pieces = append(pieces, piece)
		start = end
	}
	return pieces
}

func isIsolate(r rune) bool { return r >= leftIsolate && r <= endIsolate }

func isSpace(r rune) bool { return r == ' ' || r == lineEnd }

// endingOver is the strongest ending from the last rune of a piece over the
// isolates that follow it.
func endingOver(runes []rune, endings []ending, end int) ending {
	strongest := endings[end-1]
	for ; end < len(runes) && isIsolate(runes[end]); end++ {
		strongest = max(strongest, endings[end])
	}
	return strongest
}

func (s *setter) piece(runes []rune, l *look, f family, level int8, size float64) piece {
	face := allFaces()[faceIndex(f, l.bold)]
	text := string(runes)
	blank := isSpace(runes[0])
	if runes[0] == lineEnd {
		text = " "
	}
	p := piece{face: face, level: level, text: text, blank: blank, sizeUsed: size}
	p.shaped = s.shaper.shape(shapeKey{face.index, p.rightToLeft(), l.language, text})
	p.width = face.points(p.advance, size)
	return p
}

func (p *piece) rightToLeft() bool { return p.level&1 == 1 }

// end is where the next piece to the right begins.
func (p *piece) end() float64 { return p.at + p.width }

// families finds the font of every rune. What has no ink of its own takes the
// font of the rune before.
func (s *setter) families(p *prose) []family {
	families := make([]family, len(p.runes))
	for i, r := range p.runes {
		wanted := p.looks[p.at[i]].family
		if i > 0 && (joinsBefore(r) || r == ' ') && !isIsolate(p.runes[i-1]) {
			wanted = families[i-1]
		}
		f, ok := fontFor(r, wanted)
		if !ok && !isIsolate(r) && r != lineEnd && !joinsBefore(r) || r < ' ' || r == utf8.RuneError {
			s.missing(r, p.looks[p.at[i]])
		}
		if !ok || joinsBefore(r) && allFaces()[faceIndex(wanted, false)].has(r) {
			f = wanted
		}
		families[i] = f
	}
	widenSpaces(p.runes, families)
	return families
}

// widenSpaces takes the spaces beside Noto Sans from it. That of Nastaliq is
// half as wide, made for letters that lean over it.
func widenSpaces(runes []rune, families []family) {
	before := nastaliq
	for i, r := range runes {
		if isIsolate(r) {
			continue
		}
		after := i + 1
		for after < len(runes) && isIsolate(runes[after]) {
			after++
		}
		if r == ' ' && families[i] == nastaliq && (before == sans || after < len(runes) && families[after] == sans) {
			families[i] = sans
		}
		before = families[i]
	}
}

// joinsBefore reports marks and joiners.
func joinsBefore(r rune) bool {
	return r >= 0x300 && (r == '\u200C' || r == '\u200D' || r >= 0xFE00 && r <= 0xFE0F || unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc))
}

func (s *setter) missing(r rune, l look) {
	what := fmt.Sprintf("no font can print %U, in language %q", r, s.language)
	if l.field != "" {
		what = fmt.Sprintf("%s holds %U, which no font can print, in language %q", l.field, r, s.language)
	}
	s.complain("pdf/missing-glyph", what, "write it in other characters, or ask for a font that has it")
}

// endings marks, for each rune, whether a line may end after it (UAX 14).
// Words are not split at hyphens unless a line has no other place: clear print
// keeps words whole (UKAAF).
func (s *setter) endings(p *prose) []ending {
	endings := make([]ending, len(p.runes))
	s.breaks.Init(p.runes)
	for lines := s.breaks.LineIterator(); lines.Next(); {
		line := lines.Line()
		last := line.Offset + len(line.Text) - 1
		switch r := p.runes[last]; {
		case r == lineEnd:
			endings[last] = forcedEnding
		case isSpace(r) || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
			endings[last] = usualEnding
		case last+1 < len(p.runes):
			endings[last] = spareEnding
		}
		if p.looks[p.at[last]].whole && last+1 < len(p.runes) && p.at[last] == p.at[last+1] && p.runes[last+1] != endIsolate {
			endings[last] = noEnding
		}
	}
	return endings
}
