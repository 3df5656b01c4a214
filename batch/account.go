package batch

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"wayleaf/finding"
	"wayleaf/ledger"
	"wayleaf/recipient"
	"wayleaf/recipient/table"
)

// account writes what the run is answerable for: the manifest, the rows to be
// corrected and a page for the supervisor. Each can be made anew from the list
// and the ledger. They are written side by side.
func (r *run) account(ctx context.Context) error {
	if err := r.verify(); err != nil {
		return err
	}
	if _, err := r.summary(); err != nil {
		return err
	}
	accounts := []struct {
		name  string
		write func(w io.Writer) error
	}{
		{"manifest.csv", r.manifestCSV}, {"manifest.json", r.manifestJSON},
		{"rejected.csv", r.rejectedCSV}, {"remarks.csv", r.remarksCSV}, {"summary.html", r.summaryPage},
	}
	if ctx.Err() != nil {
		return ErrStopped
	}
	errs := make([]error, len(accounts))
	var writers sync.WaitGroup
	for i, account := range accounts {
		writers.Go(func() { errs[i] = r.folder.stream(account.name, account.write) })
	}
	writers.Wait()
	return errors.Join(errs...)
}

// verify demands every file that the ledger knows, and no other.
func (r *run) verify() error {
	known := map[string]bool{}
	prints, err := r.ledger.Prints(r.run)
	if err != nil {
		return err
	}
	check := func(files ...ledger.File) error {
		if name, gone := r.folder.missing(files); gone {
			return fmt.Errorf("%s is gone from the unfinished run, or has changed; begin anew with --start-over", name)
		}
		for _, file := range files {
			known[file.Name] = true
		}
		return nil
	}
	for _, p := range prints {
		if err := check(p.File); err != nil {
			return err
		}
	}
	for entry, err := range r.ledger.Entries(r.run) {
		if err != nil {
			return err
		}
		if err := check(entry.Files...); err != nil {
			return err
		}
	}
	return r.folder.clean(func(name string) bool { return known[name] })
}

// line is one file of a letter, or one row without a letter, in the manifest.
type line struct {
	Row      int           `json:"row"`
	Status   ledger.Status `json:"status"`
	Patient  string        `json:"patient,omitempty"` // keyed hash
	ID       string        `json:"letter_id,omitempty"`
	Language string        `json:"language,omitempty"`
	Wording  string        `json:"wording,omitempty"` // version of the catalogue of each language
	Print    string        `json:"print,omitempty"`
	Pages    int           `json:"pages,omitempty"`
	File     string        `json:"file,omitempty"`
	Position int           `json:"position,omitempty"` // in a print file
	SHA256   string        `json:"sha256,omitempty"`   // of the file
	Rules    []string      `json:"rules,omitempty"`    // why there is no letter
}

// lines calls write for each line of the manifest.
func (r *run) lines(write func(line) error) error {
	wording := map[string]string{}
	for e, err := range r.ledger.Entries(r.run) {
		if err != nil {
			return err
		}
		l := line{Row: e.Row, Status: e.Status, ID: e.ID, Language: e.Language, Pages: e.Pages}
		if e.Patient != (ledger.Hash{}) {
			l.Patient = fmt.Sprintf("%x", e.Patient)
		}
		for _, reason := range e.Reasons {
			l.Rules = append(l.Rules, reason.Rule)
		}
		if e.Status == ledger.Made {
			l.Print = printName(e.Print)
			if l.Wording, err = r.wording(wording, e.Language); err != nil {
				return err
			}
		}
		if err := r.filesOf(e, l, write); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) filesOf(e ledger.Entry, l line, write func(line) error) error {
	if len(e.Files) == 0 && r.printed[e.Row] == (place{}) {
		return write(l)
	}
	for _, file := range e.Files {
		l.File, l.SHA256 = file.Name, file.SHA256
		if err := write(l); err != nil {
			return err
		}
	}
	if at := r.printed[e.Row]; at.file != "" {
		file := r.prints[at.file].File
		l.File, l.SHA256, l.Position = file.Name, file.SHA256, at.position
		return write(l)
	}
	return nil
}

// wording is the version of each language of a letter, English first; it is looked
// up once.
func (r *run) wording(known map[string]string, tag string) (string, error) {
	if versions, ok := known[tag]; ok {
		return versions, nil
	}
	var versions []string
	for _, tag := range r.Bilingual.Languages(tag) {
		language, err := r.Press.Catalogues.Language(tag)
		if err != nil {
			return "", err
		}
		versions = append(versions, language.Version())
	}
	known[tag] = strings.Join(versions, " ")
	return known[tag], nil
}

func printName(print string) string {
	if print == "" {
		return "standard"
	}
	return print
}

// manifestCSV holds nothing that a list has put into it.
func (r *run) manifestCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	err := out.Write([]string{"row", "status", "patient", "letter_id", "pathway", "pathway_version", "templates", "wording",
		"language", "print", "pages", "file", "position", "sha256", "rules"})
	if err != nil {
		return err
	}
	err = r.lines(func(l line) error {
		return out.Write([]string{strconv.Itoa(l.Row), string(l.Status), l.Patient, l.ID, r.Pathway.ID, r.Pathway.Version,
			r.Press.Templates.Version(), l.Wording, l.Language, l.Print, number(l.Pages), l.File, number(l.Position), l.SHA256, strings.Join(l.Rules, " ")})
	})
	out.Flush()
	return errors.Join(err, out.Error())
}

// number is empty for 0.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// head is what all letters of a manifest share.
type head struct {
	Run         int            `json:"run"`
	Fingerprint string         `json:"fingerprint"`
	Pathway     string         `json:"pathway"`
	Version     string         `json:"pathway_version"`
	Templates   string         `json:"templates"`
	Bilingual   string         `json:"bilingual,omitempty"` // how letters have English beside their language
	Date        string         `json:"date"`
	Counts      map[string]int `json:"counts"` // rows by status
	PrintFiles  []ledger.Print `json:"print_files,omitempty"`
}

func (r *run) manifestJSON(w io.Writer) error {
	summary, err := r.summary()
	if err != nil {
		return err
	}
	h := head{r.run.Number, r.Fingerprint, r.Pathway.ID, r.Pathway.Version, r.Press.Templates.Version(), string(r.Bilingual),
		r.Date.Format("2006-01-02"), summary.Status, summary.Prints}
	text, err := json.MarshalIndent(h, "", "  ")
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%s,\n  \"letters\": [", strings.TrimSuffix(string(text), "\n}"))
	separator := "\n"
	err = r.lines(func(l line) error {
		text, err := json.Marshal(l)
		if err == nil {
			_, err = fmt.Fprintf(out, "%s    %s", separator, text)
		}
		separator = ",\n"
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprint(out, "\n  ]\n}\n")
	return out.Flush()
}

// rejectedCSV holds each row that has no letter as it was read, with the reasons
// beside it: it can be corrected and given in again.
func (r *run) rejectedCSV(w io.Writer) error {
	list, err := r.Open()
	if err != nil {
		return err
	}
	returns, err := recipient.NewReturns(w, list)
	if err != nil {
		return err
	}
	for row, entry := range r.together() {
		if entry.err != nil {
			return entry.err
		}
		if entry.Status == ledger.Made {
			continue
		}
		row.Outcome, row.Findings = recipient.Outcome(entry.Status), nil
		for _, reason := range entry.Reasons {
			row.Findings = append(row.Findings, finding.Finding{Rule: reason.Rule, Level: finding.Error, What: reason.What, Hint: reason.Hint})
		}
		if err := returns.Write(row); err != nil {
			return err
		}
	}
	return returns.Flush()
}

// remarksCSV lists what was noticed in rows that have a letter.
func (r *run) remarksCSV(w io.Writer) error {
	out := table.NewWriter(w)
	if err := out.Write("row", "rule", "remark", "hint"); err != nil {
		return err
	}
	for entry, err := range r.ledger.Entries(r.run) {
		if err != nil {
			return err
		}
		for _, remark := range entry.Remarks {
			if err := out.Write(strconv.Itoa(entry.Row), remark.Rule, remark.What, remark.Hint); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}
