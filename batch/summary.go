package batch

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"wayleaf/finding"
	"wayleaf/ledger"
)

// Summary counts what became of the rows of a run.
type Summary struct {
	Run      int
	Folder   string // where the files are when the run is done
	Rows     int
	Letters  int
	Pages    int            // of all letters
	Status   map[string]int // rows, by status
	Language map[string]int // letters, by tag
	Print    map[string]int // letters, by size of print
	Length   map[int]int    // letters, by pages
	Rules    map[string]int // rows without a letter, by the rule that stopped them
	Prints   []ledger.Print
	Remarks  finding.List // on the whole list
}

// summary counts from the ledger, once: when every letter is recorded.
func (r *run) summary() (*Summary, error) {
	if r.counted != nil {
		return r.counted, nil
	}
	s := &Summary{Run: r.run.Number, Folder: r.folder.final, Status: map[string]int{}, Language: map[string]int{},
		Print: map[string]int{}, Length: map[int]int{}, Rules: map[string]int{}}
	for e, err := range r.ledger.Entries(r.run) {
		if err != nil {
			return nil, err
		}
		s.count(e)
	}
	s.Remarks = r.remarks
	var err error
	s.Prints, err = r.ledger.Prints(r.run)
	r.counted = s
	return s, err
}

func (s *Summary) count(e ledger.Entry) {
	s.Rows++
	s.Status[string(e.Status)]++
	seen := map[string]bool{}
	for _, reason := range e.Reasons {
		if !seen[reason.Rule] {
			s.Rules[reason.Rule]++
		}
		seen[reason.Rule] = true
	}
	if e.Status == ledger.Made {
		s.Letters++
		s.Pages += e.Pages
		s.Language[e.Language]++
		s.Print[printName(e.Print)]++
		s.Length[e.Pages]++
	}
}

//go:embed summary.html
var summarySource string

var summaryTemplate = template.Must(template.New("summary").Parse(summarySource))

// summaryPage writes the page for the supervisor: numbers and rules, no patients.
func (r *run) summaryPage(w io.Writer) error {
	s, err := r.summary()
	if err != nil {
		return err
	}
	return summaryTemplate.Execute(w, map[string]any{
		"Summary": s, "Pathway": r.Pathway, "Date": r.Date.Format("Monday 2 January 2006"),
		"Title": fmt.Sprintf("Letters of run %d", s.Run),
	})
}
