package preview

import "wayleaf/document"

// use is a document in which a message is said.
type use struct {
	Pathway, Name string
	Kind          document.Kind
	Recipient     string // as an address names one; empty if it is said to the usual one
	Values        string // the recipient in words
	Block         int
}

// uses are the documents in which a message is said, to any of the recipients.
func (s *state) uses(key string) []use {
	var all []use
	for _, e := range s.entries {
		all = append(all, e.uses()[key]...)
	}
	return all
}

// findUses looks through the outlines of a pathway's documents for each recipient. The
// size of print changes no outline, so one stands for all.
func (e *entry) findUses() map[string][]use {
	uses := map[string][]use{}
	if e.definition == nil {
		return uses
	}
	for _, kind := range kinds {
		noted := map[string]bool{}
		for _, r := range recipientsOf(kind) {
			one := use{Pathway: e.id(), Name: e.name(), Kind: kind}
			if r.Value != sampleOf(kind) {
				one.Recipient, one.Values = r.Value, r.Words
			}
			for i, keys := range e.said(choice{Kind: kind, Recipient: r.Value}) {
				one.Block = i + 1
				for _, key := range keys {
					if !noted[key] {
						uses[key] = append(uses[key], one)
					}
					noted[key] = true
				}
			}
		}
	}
	return uses
}

// said are the messages of a document, block by block, with all that can stand around
// the pages; none if there is no outline.
func (e *entry) said(c choice) [][]string {
	outline, err := e.wording.Templates.Outline(c.order(e.definition, e.day))
	if err != nil {
		return nil
	}
	var keys [][]string
	for _, b := range outline.Blocks {
		keys = append(keys, keysOf(b))
	}
	return append(keys, furnitureKeys(c.Kind, document.Furniture{Draft: []document.Inline{}}))
}
