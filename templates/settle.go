package templates

import "text/template/parse"

// settle puts the markers of messages without values, which are most of them,
// into the text of the templates, where they need not be asked for with each
// document.
func (s *Set) settle() {
	for _, t := range s.templates.Templates() {
		if t.Tree != nil {
			settleList(t.Tree.Root)
		}
	}
}

func settleList(list *parse.ListNode) {
	if list == nil {
		return
	}
	for i, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.ActionNode:
			if key := bareKey(n.Pipe); key != "" {
				text := string(markerOpen) + key + string(markerClose)
				list.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos, Text: []byte(text)}
			}
		case *parse.IfNode:
			settleList(n.List)
			settleList(n.ElseList)
		case *parse.RangeNode:
			settleList(n.List)
			settleList(n.ElseList)
		case *parse.WithNode:
			settleList(n.List)
			settleList(n.ElseList)
		}
	}
}

// bareKey returns the key of {{say "key"}}, or nothing for any other action.
func bareKey(pipe *parse.PipeNode) string {
	if len(pipe.Decl) > 0 || len(pipe.Cmds) != 1 || len(pipe.Cmds[0].Args) != 2 {
		return ""
	}
	key, _ := literalKey(pipe.Cmds[0])
	return key
}
