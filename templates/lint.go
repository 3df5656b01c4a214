package templates

import (
	"fmt"
	"regexp"
	"strings"
	"text/template/parse"

	"wayleaf/finding"
)

// lint finds in the sources what an outline would stumble over: constructs
// that are not allowed, words outside messages, and keys no catalogue has.
func (s *Set) lint(sources map[string]string) finding.List {
	var findings finding.List
	for name, source := range sources {
		file := s.files[name]
		if strings.ContainsRune(source, markerOpen) || strings.ContainsRune(source, markerClose) {
			findings = append(findings, finding.Finding{Place: finding.Place{File: file}, Rule: "template/private-use",
				Level: finding.Error, What: "templates cannot hold the private-use characters U+E000 and U+E001"})
			continue
		}
		_, found := readMarkdown(file, []byte(withoutActions(source)))
		findings = append(findings, found...)
		if t := s.templates.Lookup(name); t != nil && t.Tree != nil {
			findings = append(findings, s.unknownKeys(file, t.Tree)...)
		}
	}
	return findings
}

var (
	action  = regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	control = regexp.MustCompile(`^\{\{-?\s*(/\*|if\b|else\b|end\b|range\b|with\b|define\b|block\b|\$\w+\s*:?=)`)
)

// withoutActions leaves the Markdown of a template: conditions fall away, each
// other action becomes a marker, and lines stay where they are.
func withoutActions(source string) string {
	return action.ReplaceAllStringFunc(source, func(a string) string {
		lines := strings.Repeat("\n", strings.Count(a, "\n"))
		if control.MatchString(a) {
			return lines
		}
		return string(markerOpen) + "0" + string(markerClose) + lines
	})
}

// unknownKeys reports each key that is said in words, or begun in words, and
// that no catalogue has.
func (s *Set) unknownKeys(file string, tree *parse.Tree) finding.List {
	var findings finding.List
	walk(tree.Root, func(command *parse.CommandNode) {
		said, begun := literalKey(command)
		if said != "" && !s.keys[said] || begun != "" && !s.hasKeyWith(begun) {
			location, _ := tree.ErrorContext(command)
			f := finding.Finding{Place: finding.Place{File: file}, Rule: "template/unknown-message", Level: finding.Error,
				What: fmt.Sprintf("there is no message %q", said+begun), Hint: nearestKey(said+begun, s.keys)}
			parts := strings.Split(location, ":")
			if len(parts) >= 2 {
				_, _ = fmt.Sscan(parts[1], &f.Line)
			}
			findings = append(findings, f)
		}
	})
	return findings
}

// literalKey returns the key of {{say "key" ...}}, or the beginning of it in
// {{say (key "beginning" ...) ...}}.
func literalKey(command *parse.CommandNode) (said, begun string) {
	if len(command.Args) < 2 {
		return "", ""
	}
	function, ok := command.Args[0].(*parse.IdentifierNode)
	text, literal := command.Args[1].(*parse.StringNode)
	switch {
	case !ok || !literal:
		return "", ""
	case function.Ident == "say":
		return text.Text, ""
	case function.Ident == "key":
		return "", text.Text
	}
	return "", ""
}

func (s *Set) hasKeyWith(beginning string) bool {
	for key := range s.keys {
		if strings.HasPrefix(key, beginning) {
			return true
		}
	}
	return false
}

// walk visits every command of a template.
func walk(node parse.Node, visit func(*parse.CommandNode)) {
	switch n := node.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				walk(child, visit)
			}
		}
	case *parse.ActionNode:
		walk(n.Pipe, visit)
	case *parse.IfNode:
		walkBranch(&n.BranchNode, visit)
	case *parse.RangeNode:
		walkBranch(&n.BranchNode, visit)
	case *parse.WithNode:
		walkBranch(&n.BranchNode, visit)
	case *parse.TemplateNode:
		walk(n.Pipe, visit)
	case *parse.PipeNode:
		if n != nil {
			for _, command := range n.Cmds {
				walk(command, visit)
			}
		}
	case *parse.CommandNode:
		visit(n)
		for _, argument := range n.Args {
			walk(argument, visit)
		}
	}
}

func walkBranch(branch *parse.BranchNode, visit func(*parse.CommandNode)) {
	walk(branch.Pipe, visit)
	walk(branch.List, visit)
	walk(branch.ElseList, visit)
}
