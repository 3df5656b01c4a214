package locales

import (
	"errors"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"wayleaf/finding"
)

// mapping parses a YAML file whose root must be a mapping; an empty file has
// no entries.
func (r *reader) mapping(name string, data []byte) []*ast.MappingValueNode {
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		place, what := finding.Place{File: name}, err.Error()
		var syntax yaml.Error
		if errors.As(err, &syntax) && syntax.GetToken() != nil {
			position := syntax.GetToken().Position
			place.Line, place.Column = position.Line, position.Column
			what = syntax.GetMessage()
		}
		r.findings = append(r.findings, hinted(complaint(place, "yaml/syntax", "%s", strings.TrimSuffix(what, ".")),
			"put text in quotation marks when it begins with {{ or [, or has a colon or # in it"))
		return nil
	}
	if len(file.Docs) > 1 {
		r.report(finding.Place{File: name}, "yaml/shape", "the file holds more than one YAML document")
		return nil
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil
	}
	entries, ok := mappingEntries(file.Docs[0].Body)
	if !ok {
		r.report(placeOf(name, file.Docs[0].Body), "yaml/shape", "the file must be a list of keys with their values, one on each line")
	}
	return entries
}

func mappingEntries(node ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := node.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	case *ast.CommentGroupNode:
		return nil, true
	}
	return nil, false
}

func placeOf(file string, node ast.Node) finding.Place {
	position := node.GetToken().Position
	return finding.Place{File: file, Line: position.Line, Column: position.Column}
}

// scalar returns the text of a node that holds text or nothing.
func scalar(node ast.Node) (string, bool) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.NullNode:
		return "", true
	}
	return "", false
}
