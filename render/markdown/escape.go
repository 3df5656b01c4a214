package markdown

import (
	"regexp"
	"strings"
)

const (
	hardBreak = "\\\n"  // the only line feed within a block
	lineFeed  = "&#10;" // a line feed that is part of the words
	space     = "&#32;" // a space that would be dropped
)

// marks are the characters that are markup anywhere in a line, in CommonMark,
// GFM or the template languages of site builders. A backslash is a character
// reference because goldmark does not see the hard break after an escaped one.
var marks = strings.NewReplacer(
	`\`, "&#92;", "`", "\\`", `*`, `\*`, `_`, `\_`, `~`, `\~`, `|`, `\|`,
	`[`, `\[`, `]`, `\]`, `<`, `\<`, `!`, `\!`, `#`, `\#`,
	`{`, `\{`, `}`, `\}`, `$`, `\$`, `@`, `\@`,
	"\n", lineFeed, "\t", "&#9;",
)

var destinations = strings.NewReplacer(`(`, `\(`, `)`, `\)`, `&`, `&amp;`)

// GFM 6.9 turns these into links.
var (
	autolink    = regexp.MustCompile(`(?i)(https?|ftp|mailto|xmpp):`)
	autolinkWWW = regexp.MustCompile(`(?i)(www)\.`)
)

// reference is a named character reference; in a numbered one the # is escaped.
var reference = regexp.MustCompile(`&([A-Za-z0-9]+;)`)

// escape returns words as Markdown that is read as those words, whatever
// comes before and after on the same line.
func escape(words string) string {
	words = reference.ReplaceAllString(marks.Replace(words), `\&$1`)
	words = autolink.ReplaceAllString(words, `$1\:`)
	return autolinkWWW.ReplaceAllString(words, `$1\.`)
}

// blockStart is what opens another block at the start of a line: a bulleted or
// numbered item, a quotation, the underline of a heading, the delimiter row of a table.
var blockStart = regexp.MustCompile(`(?m)^([-+=>:]|\d{1,9}[.)])`)

// guard returns the lines of a block with nothing at their ends that would be
// read as the start of another block, or dropped.
func guard(words string) string {
	if body, ok := strings.CutSuffix(words, hardBreak); ok {
		words = body + lineFeed
	}
	if body, ok := strings.CutSuffix(words, " "); ok {
		words = body + space
	}
	words = blockStart.ReplaceAllStringFunc(words, func(start string) string {
		last := len(start) - 1
		return start[:last] + `\` + start[last:]
	})
	lines := strings.Split(words, "\n")
	for i, line := range lines {
		if rest, ok := strings.CutPrefix(line, " "); ok {
			lines[i] = space + rest
		}
	}
	return strings.Join(lines, "\n")
}
