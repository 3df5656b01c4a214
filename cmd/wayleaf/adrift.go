package main

import (
	"fmt"
	"path/filepath"

	"wayleaf/finding"
	"wayleaf/review"
)

// pathwayIDs are the ids of the pathways of a working folder. They are not known if
// it has none, or one that cannot be read.
func pathwayIDs(folder string) (ids map[string]bool, known bool) {
	below := filepath.Join(folder, "pathways")
	if folder == "" || !isFolder(below) {
		return nil, false
	}
	definitions, err := loadPathways([]string{below})
	if err != nil {
		return nil, false
	}
	ids = map[string]bool{}
	for _, definition := range definitions {
		ids[definition.ID] = true
	}
	return ids, true
}

// adrift warns of returns of whole documents that hold nothing: the working folder
// has no pathway of that id, or none any longer.
func (s *streams) adrift(folder string, pathways []string) error {
	if folder == "" && len(pathways) > 0 {
		folder = workingFolder(pathways[0])
	}
	ids, known := pathwayIDs(folder)
	if !known || !isFolder(filepath.Join(folder, "review")) {
		return nil
	}
	log, err := review.New(folder).Read()
	if err != nil {
		return err
	}
	for _, id := range log.HeldPathways() {
		if !ids[id] {
			fmt.Fprintln(s.err, finding.Finding{Place: finding.Place{File: filepath.Join(folder, "review", "comments.tsv")}, Rule: "review/adrift", Level: finding.Warning,
				What: fmt.Sprintf("a document of pathway %q is returned for a change, but no pathway has that id: the return holds nothing", id),
				Hint: "if the pathway has another id now, return its document anew"})
		}
	}
	return nil
}

// without takes out of a review pack what is about documents of pathways that the
// folder does not have, and tells of it: a return of them would hold nothing.
func without(folder string, pack *review.Pack) (refused finding.List) {
	ids, known := pathwayIDs(folder)
	if !known {
		return nil
	}
	var kept []review.Entry
	for i, e := range pack.Entries {
		if e.Key != "" || e.About != "" || e.Pathway == "" || ids[e.Pathway] {
			kept = append(kept, e)
			continue
		}
		refused = append(refused, finding.Finding{Rule: "review/gone", Level: finding.Error,
			What: fmt.Sprintf("entry %d, %s: there is no pathway %q", i+1, e.Subject(), e.Pathway),
			Hint: "if it has another id now, read in the file what the reviewer has said, and say it of that pathway"})
	}
	pack.Entries = kept
	return refused
}
