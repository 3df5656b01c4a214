package recipient

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"wayleaf/finding"
	"wayleaf/recipient/table"
)

// Mapping says how a list of a certain system is read, where names alone do not.
// It is a YAML file:
//
//	columns:                    # the column of ours: the header of theirs
//	  surname: PAT_SNAME
//	  referral_received_date: ubrn_received
//	values:                     # the cells of a column: what they mean
//	  preferred_language: {POL: pl, PUN: pa-Guru}
//	ignore: [appointment_date]  # headers to pass over
//	delimiter: ";"
//	encoding: windows-1252
//	sheet: Letters
//
// A nil Mapping maps nothing.
type Mapping struct {
	file      string
	columns   []mapped
	values    map[string]map[string]string
	ignore    []string
	delimiter rune
	encoding  string
	sheet     string
}

// mapped gives a column of theirs to a field.
type mapped struct {
	field  *field
	header string
	place  finding.Place
}

// Bounds that no honest mapping comes near. They are checked before the YAML
// parser runs: it takes half a minute for 60 KB of brackets.
const (
	maxMapping  = 32 << 10 // bytes
	maxBrackets = 100
	maxDashes   = 200 // of lists, which may stand in each other on one line
)

// ReadMapping reads a mapping file. Its error is a [finding.List] with every
// problem of the file. Name is for the findings.
func ReadMapping(name string, data []byte) (*Mapping, error) {
	r := &mappingReader{m: &Mapping{file: name, values: map[string]map[string]string{}}}
	for _, entry := range r.parse(data) {
		r.entry(entry)
	}
	if len(r.found) > 0 {
		return nil, r.found.Sort()
	}
	return r.m, nil
}

type mappingReader struct {
	m     *Mapping
	found finding.List
}

func (r *mappingReader) report(node ast.Node, what, hint string) {
	place := finding.Place{File: r.m.file, Line: 1, Column: 1}
	if node != nil {
		place = r.place(node)
	}
	r.found = append(r.found, finding.Finding{Place: place, Rule: "recipients/mapping", Level: finding.Error, What: what, Hint: hint})
}

func (r *mappingReader) place(node ast.Node) finding.Place {
	at := node.GetToken().Position
	return finding.Place{File: r.m.file, Line: at.Line, Column: at.Column}
}

const mappingHint = "write columns:, and under it lines such as surname: PAT_SNAME"

func (r *mappingReader) parse(data []byte) (entries []*ast.MappingValueNode) {
	defer func() {
		if recover() != nil { // the file may be anything
			r.report(nil, "the YAML cannot be read", mappingHint)
		}
	}()
	if len(data) > maxMapping || !utf8.Valid(data) {
		r.report(nil, "the file is no mapping: it is over 32 KB or not UTF-8", mappingHint)
		return nil
	}
	if bytes.Count(data, []byte("["))+bytes.Count(data, []byte("{")) > maxBrackets || bytes.Count(data, []byte("- ")) > maxDashes {
		r.report(nil, "the file nests far more than a mapping", mappingHint)
		return nil
	}
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		r.syntax(err)
		return nil
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		r.report(nil, "the file does not hold one mapping", mappingHint)
		return nil
	}
	return r.entriesOf(file.Docs[0].Body, "the file")
}

func (r *mappingReader) syntax(err error) {
	what := err.Error()
	place := finding.Place{File: r.m.file, Line: 1, Column: 1}
	var known yaml.Error
	if errors.As(err, &known) && known.GetToken() != nil {
		what, _, _ = strings.Cut(known.GetMessage(), "\n")
		place.Line, place.Column = known.GetToken().Position.Line, known.GetToken().Position.Column
	}
	r.found = append(r.found, finding.Finding{Place: place, Rule: "recipients/mapping", Level: finding.Error, What: what,
		Hint: "check the indentation and the colons; put what holds a sign in quotes"})
}

func (r *mappingReader) entriesOf(node ast.Node, what string) []*ast.MappingValueNode {
	switch n := node.(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	r.report(node, what+" is not a mapping of names to values", mappingHint)
	return nil
}

// scalar is the text of a plain value, numbers and words such as no as they are
// written.
func (r *mappingReader) scalar(node ast.Node) string {
	switch node.(type) {
	case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode:
		return node.GetToken().Value
	}
	r.report(node, "the value is not a piece of text", "put it in quotes")
	return ""
}

var mappingKeys = []string{"columns", "values", "ignore", "delimiter", "encoding", "sheet"}

func (r *mappingReader) entry(entry *ast.MappingValueNode) {
	switch key := r.scalar(entry.Key); key {
	case "columns":
		for _, e := range r.entriesOf(entry.Value, key) {
			if f := r.field(e.Key); f != nil {
				r.m.columns = append(r.m.columns, mapped{f, strings.TrimSpace(r.scalar(e.Value)), r.place(e.Value)})
			}
		}
	case "values":
		for _, e := range r.entriesOf(entry.Value, key) {
			r.cells(e)
		}
	case "ignore":
		list, ok := entry.Value.(*ast.SequenceNode)
		if !ok {
			r.report(entry.Value, "ignore is not a list", "write ignore: [header, header]")
			return
		}
		for _, item := range list.Values {
			r.m.ignore = append(r.m.ignore, strings.TrimSpace(r.scalar(item)))
		}
	case "delimiter":
		r.delimiter(entry.Value)
	case "encoding":
		r.encoding(entry.Value)
	case "sheet":
		r.m.sheet = r.scalar(entry.Value)
	default:
		r.report(entry.Key, fmt.Sprintf("%q is not a part of a mapping", shorten(key)), finding.OneOf(key, mappingKeys))
	}
}

func (r *mappingReader) field(node ast.Node) *field {
	name := r.scalar(node)
	if f := fieldNamed(name); f != nil && f.read != nil {
		return f
	}
	r.report(node, fmt.Sprintf("%q is not a column of Wayleaf", shorten(name)), finding.OneOf(name, usedNames()))
	return nil
}

func (r *mappingReader) cells(e *ast.MappingValueNode) {
	f := r.field(e.Key)
	if f == nil {
		return
	}
	meanings := map[string]string{}
	for _, pair := range r.entriesOf(e.Value, f.name) {
		meanings[strings.TrimSpace(r.scalar(pair.Key))] = r.scalar(pair.Value)
	}
	r.m.values[f.name] = meanings
}

func (r *mappingReader) delimiter(node ast.Node) {
	text := r.scalar(node)
	if char, size := utf8.DecodeRuneInString(text); size == len(text) && strings.ContainsRune(table.Delimiters, char) && size > 0 {
		r.m.delimiter = char
		return
	}
	r.report(node, "the delimiter is not known", `use one of ",", ";", "|", "\t"`)
}

func (r *mappingReader) encoding(node ast.Node) {
	text := r.scalar(node)
	for _, known := range table.Encodings() {
		if strings.EqualFold(known, text) {
			r.m.encoding = known
			return
		}
	}
	r.report(node, fmt.Sprintf("encoding %q is not known", shorten(text)), finding.OneOf(text, table.Encodings()))
}

// form is what the mapping says of the file.
func (m *Mapping) form() table.Form {
	if m == nil {
		return table.Form{}
	}
	return table.Form{Delimiter: m.delimiter, Encoding: m.encoding, Sheet: m.sheet}
}

// fields are those that a column of theirs is given to.
func (m *Mapping) fields(header string) []*field {
	var means []*field
	if m == nil {
		return nil
	}
	for _, c := range m.columns {
		if c.header == header {
			means = append(means, c.field)
		}
	}
	return means
}

// maps reports whether the mapping has a column for a field.
func (m *Mapping) maps(name string) bool {
	return m != nil && slices.ContainsFunc(m.columns, func(c mapped) bool { return c.field.name == name })
}

func (m *Mapping) ignores(header string) bool { return m != nil && slices.Contains(m.ignore, header) }

// meaning is what a cell of a column stands for.
func (m *Mapping) meaning(f *field, cell string) string {
	if m == nil {
		return cell
	}
	if meant, ok := m.values[f.name][cell]; ok {
		return meant
	}
	return cell
}

// absent complains of columns of the mapping that the list does not have.
func (m *Mapping) absent(columns []column) finding.List {
	var found finding.List
	if m == nil {
		return nil
	}
	for _, c := range m.columns {
		if !slices.ContainsFunc(columns, func(have column) bool { return strings.TrimSpace(have.header) == c.header }) {
			found = append(found, finding.Finding{Place: c.place, Rule: "recipients/mapping", Level: finding.Error,
				What: fmt.Sprintf("the list has no column %q", shorten(c.header)), Hint: "write the header exactly as the list has it, or remove the line"})
		}
	}
	return found
}
