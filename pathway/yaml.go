package pathway

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"wayleaf/finding"
)

// Bounds that no honest definition comes near. They are checked before the
// YAML parser runs, because it recurses and keeps every token.
const (
	maxTokens  = 50_000
	maxNesting = 16
	maxIndent  = 200
)

const ruleYAML = "pathway/yaml"

// read returns the one mapping that the file holds, or what is wrong with its
// bytes or its YAML.
func read(name string, data []byte) (ast.Node, finding.List) {
	if problems := checkBytes(name, data); len(problems) > 0 {
		return nil, problems
	}
	tokens := lexer.Tokenize(string(data))
	if problems := checkTokens(name, tokens); len(problems) > 0 {
		return nil, problems
	}
	file, err := parse(tokens)
	if err != nil {
		return nil, finding.List{syntaxError(name, err)}
	}
	return onlyMapping(name, file)
}

// parse turns a panic of the parser into an error: the file may be anything.
func parse(tokens token.Tokens) (file *ast.File, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the YAML cannot be read")
		}
	}()
	return parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
}

func checkBytes(name string, data []byte) finding.List {
	whole := func(what, hint string) finding.List {
		return finding.List{complain(finding.Place{File: name, Line: 1, Column: 1}, ruleYAML, what, hint)}
	}
	switch {
	case len(data) > MaxBytes:
		return whole("the file is over 1 MB", "a pathway definition is a few pages of text: is this the right file?")
	case len(bytes.TrimSpace(data)) == 0:
		return whole("the file is empty", "start from one of the samples: wayleaf init")
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return whole("the file starts with a byte order mark", "save it as UTF-8 without BOM")
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return whole("the file is in UTF-16", "save it as UTF-8 without BOM")
	}
	var found finding.List
	for i, line := range bytes.Split(data, []byte("\n")) {
		if what, hint, column := checkLine(line); what != "" && len(found) < maxFindings {
			found = append(found, complain(finding.Place{File: name, Line: i + 1, Column: column}, ruleYAML, what, hint))
		}
	}
	return found
}

// checkLine returns the first thing wrong with the bytes of a line.
func checkLine(line []byte) (what, hint string, column int) {
	line = bytes.TrimSuffix(line, []byte("\r"))
	indent := true
	for column = 1; len(line) > 0; column++ {
		r, size := utf8.DecodeRune(line)
		switch {
		case r == utf8.RuneError && size == 1:
			return fmt.Sprintf("byte %#02x is not UTF-8", line[0]), "save the file as UTF-8", column
		case r == '\t' && indent:
			return "a tab stands in the indentation", "indent with spaces", column
		case r < ' ' && r != '\t', r == 0x7f, r == '\ufeff':
			return fmt.Sprintf("the invisible character %U stands here", r), "delete it, or type the line again", column
		}
		indent = indent && r == ' '
		line = line[size:]
	}
	return "", "", 0
}

// refused are YAML's ways of saying something other than it seems.
var refused = map[token.Type]string{
	token.AnchorType:     "an anchor (&)",
	token.AliasType:      "an alias (*)",
	token.MergeKeyType:   "a merge key (<<)",
	token.TagType:        "a tag (!)",
	token.DirectiveType:  "a directive (%)",
	token.MappingKeyType: "a complex key (?)",
}

func checkTokens(name string, tokens token.Tokens) finding.List {
	at := func(t *token.Token, what, hint string) finding.Finding {
		return complain(finding.Place{File: name, Line: t.Position.Line, Column: t.Position.Column}, ruleYAML, what, hint)
	}
	if len(tokens) > maxTokens {
		return finding.List{at(tokens[maxTokens], "the file holds far more than a pathway", "is this the right file?")}
	}
	var found finding.List
	var deep nesting
	for _, t := range tokens {
		if what, ok := refused[t.Type]; ok && len(found) < maxFindings {
			found = append(found, at(t, what+" cannot be used here", "write the value out; put text that starts with a sign in quotes"))
		}
		if deep.over(t) {
			return append(found, at(t, "nested too deeply", fmt.Sprintf("a definition nests at most %d levels", maxNesting)))
		}
	}
	return found
}

// nesting bounds how deep the parser would recurse: brackets, and list dashes
// on one line. Nesting by indentation is bounded by the indentation.
type nesting struct{ brackets, dashes, line int }

func (n *nesting) over(t *token.Token) bool {
	if t.Position.Line != n.line {
		n.line, n.dashes = t.Position.Line, 0
	}
	switch t.Type {
	case token.SequenceStartType, token.MappingStartType:
		n.brackets++
	case token.SequenceEndType, token.MappingEndType:
		n.brackets--
	case token.SequenceEntryType:
		n.dashes++
		return n.dashes > maxNesting || t.Position.Column > maxIndent
	case token.MappingValueType:
		return t.Position.Column > maxIndent && n.brackets == 0
	}
	return n.brackets > maxNesting
}

func onlyMapping(name string, file *ast.File) (ast.Node, finding.List) {
	place := finding.Place{File: name, Line: 1, Column: 1}
	var bodies []ast.Node
	for _, doc := range file.Docs {
		if doc.Body != nil {
			bodies = append(bodies, doc.Body)
		}
	}
	switch {
	case len(bodies) == 0:
		return nil, finding.List{complain(place, ruleYAML, "the file holds only comments", "start from one of the samples: wayleaf init")}
	case len(file.Docs) > 1:
		at := positionOf(bodies[min(1, len(bodies)-1)])
		place.Line, place.Column = at.line, at.column
		return nil, finding.List{complain(place, ruleYAML, "a second document starts here", `one pathway a file: put it in a file of its own, or remove "---"`)}
	case isMapping(bodies[0]):
		return bodies[0], nil
	}
	// What the file holds is not quoted: it may be a list of patients.
	return nil, finding.List{complain(place, ruleYAML, "the file holds text or a list, not a pathway", "start from one of the samples: wayleaf init")}
}

func isMapping(node ast.Node) bool {
	return node.Type() == ast.MappingType || node.Type() == ast.MappingValueType
}

func syntaxError(name string, err error) finding.Finding {
	place, what := finding.Place{File: name, Line: 1, Column: 1}, err.Error()
	if syntax, ok := err.(yaml.Error); ok {
		what, _, _ = strings.Cut(syntax.GetMessage(), "\n")
		if t := syntax.GetToken(); t != nil {
			place.Line, place.Column = max(1, t.Position.Line), max(1, t.Position.Column)
		}
	}
	return complain(place, ruleYAML, what,
		`check the indentation and the colons; put text that holds ": " or " #" or starts with a sign in quotes`)
}

func complain(place finding.Place, rule, what, hint string) finding.Finding {
	return finding.Finding{Place: place, Rule: rule, Level: finding.Error, What: what, Hint: hint}
}
