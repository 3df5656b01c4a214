package review

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"wayleaf/finding"
)

// Pack is what a reviewer saves who works without a server: a JSON file.
//
//	{"wayleaf-review": 1, "entries": [...], "approvals": [...]}
//
// An entry may have an "id" of any form, so that others after it can be about
// it. Entries of the store that it replies to are named by their own IDs.
type Pack struct {
	Version   int        `json:"wayleaf-review"` // 1
	Entries   []Entry    `json:"entries,omitempty"`
	Approvals []Approval `json:"approvals,omitempty"`
}

const (
	maxPack      = 8 << 20 // bytes
	maxPackItems = 5000
)

// ReadPack reads a review pack. The name is for places in findings; the error is
// a [finding.List].
func ReadPack(name string, r io.Reader) (*Pack, error) {
	refuse := func(format string, args ...any) (*Pack, error) {
		return nil, finding.List{complaint(finding.Place{File: name}, "review/pack", "give the file as the review pack has saved it", format, args...)}
	}
	data, err := io.ReadAll(io.LimitReader(r, maxPack+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxPack {
		return refuse("the file is larger than %d MB", maxPack>>20)
	}
	var p Pack
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&p); err != nil {
		return refuse("it is not a review pack: %v", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return refuse("something follows the review pack")
	}
	switch n := len(p.Entries) + len(p.Approvals); {
	case p.Version != 1:
		return refuse("it is a review pack of version %d; this Wayleaf reads version 1", p.Version)
	case n > maxPackItems:
		return refuse("it holds %d entries and approvals; at most %d are taken", n, maxPackItems)
	}
	if err := p.twice(name); err != nil {
		return nil, err
	}
	return &p, nil
}

// twice finds names that two different entries have.
func (p *Pack) twice(name string) error {
	ids := map[string]bool{}
	for i, e := range p.Entries {
		if e.ID != "" && ids[e.ID] {
			return finding.List{complaint(finding.Place{File: name}, "review/pack", "", "entry %d has the id %q of another", i+1, e.ID)}
		}
		ids[e.ID] = true
	}
	return nil
}
