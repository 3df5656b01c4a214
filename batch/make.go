package batch

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/ledger"
	"wayleaf/press"
	"wayleaf/recipient"
	"wayleaf/render"
	"wayleaf/templates"
)

// makeOne makes the letter of a row in all formats, if no run has released it
// before. An error is one of the machine; what is wrong with the row is in its entry.
func (r *run) makeOne(row recipient.Row, before int) (ledger.Entry, error) {
	p := &row.Recipient
	entry := ledger.Entry{Row: row.Number, Status: ledger.Made, Language: p.Language}
	if row.Outcome != recipient.Accepted {
		entry.Status = statuses[row.Outcome]
		entry.Reasons = reasons(row.Findings, finding.Error)
		if row.Outcome == recipient.Held {
			entry.Patient = r.patient(p)
		}
		return entry, nil
	}
	entry.Patient, entry.Letter = r.patient(p), r.letter(p)
	entry.Remarks = reasons(row.Findings, finding.Warning, finding.Note)
	if before > 0 {
		return reject(entry, ledger.Sent, "batch/sent-before", fmt.Sprintf("run %d released this letter", before), "--again makes it again"), nil
	}
	return r.letters(entry, row)
}

var statuses = map[recipient.Outcome]ledger.Status{recipient.Held: ledger.Held, recipient.Rejected: ledger.Rejected}

// reasons are findings of some levels, as the ledger keeps them.
func reasons(found finding.List, levels ...finding.Level) []ledger.Reason {
	var reasons []ledger.Reason
	for _, f := range found {
		if slices.Contains(levels, f.Level) {
			reasons = append(reasons, ledger.Reason{Rule: f.Rule, What: f.What, Hint: f.Hint})
		}
	}
	return reasons
}

func reject(entry ledger.Entry, status ledger.Status, rule, what, hint string) ledger.Entry {
	entry.Status = status
	entry.Reasons = append(entry.Reasons, ledger.Reason{Rule: rule, What: what, Hint: hint})
	return entry
}

// letters makes the files of a letter that may go: all of its formats, or none.
func (r *run) letters(entry ledger.Entry, row recipient.Row) (ledger.Entry, error) {
	order, language := r.orderFor(row), row.Recipient.Language
	entry.Print = string(order.Print)
	outline, err := r.Press.Outline(order, r.Bilingual.Languages(language)...)
	if err != nil {
		return complained(entry, err)
	}
	entry.ID = outline.ID
	prints := make([]*press.Print, len(r.Formats))
	for i, format := range r.Formats {
		print, err := r.Press.Make(order, outline, language, format, r.Bilingual)
		if err != nil {
			return complained(entry, err)
		}
		if print.Draft && !r.Draft {
			return r.hold(entry, order, language), nil
		}
		if leaks := r.others.Find(print.Text, person(row)); len(leaks) > 0 {
			return entry, &MixUp{row.Number, leaks[0].Row, leaks[0].What}
		}
		prints[i], entry.Pages = print, max(entry.Pages, print.Pages)
	}
	return r.keep(entry, prints)
}

// hold keeps back a letter that would be a draft.
func (r *run) hold(entry ledger.Entry, order templates.Order, language string) ledger.Entry {
	if held := r.Press.Held(order, language, r.Bilingual); len(held) > 0 {
		return reject(entry, ledger.Held, "batch/returned", "a reviewer has returned the letter in language "+strings.Join(held, ", "), "see `wayleaf review list --open`")
	}
	return reject(entry, ledger.Held, "batch/not-approved", "the wording is not approved in language "+language, "see `wayleaf languages status`")
}

// keep writes the files of a letter that is proved in every format. A PDF for a
// print file is made again in it.
func (r *run) keep(entry ledger.Entry, prints []*press.Print) (ledger.Entry, error) {
	for i, format := range r.Formats {
		if r.Combine > 0 && format.Name == "pdf" {
			continue
		}
		file, err := r.folder.write(fileName(entry.Row, entry.Language, format), prints[i].Bytes)
		if err != nil {
			return entry, err
		}
		entry.Files = append(entry.Files, file)
	}
	return entry, nil
}

// orderFor is the letter to a row, in the print that the recipient asked for.
func (r *run) orderFor(row recipient.Row) templates.Order {
	order := templates.Order{Kind: document.Letter, Pathway: r.Pathway, Recipient: &row.Recipient, Date: r.Date, Sheets: r.Sheets}
	if row.Recipient.LargePrint {
		if order.Print = r.Large; order.Print == document.Standard {
			order.Print = document.Large
		}
	}
	return order
}

// perFolder keeps folders small enough for every file manager.
const perFolder = 1000

// fileName holds the row and nothing of the patient.
func fileName(row int, language string, format render.Format) string {
	return fmt.Sprintf("letters/%04d/%07d.%s%s", row/perFolder, row, language, format.Extension)
}

// complained rejects a row for what its letter was refused for; other errors
// are of the machine.
func complained(entry ledger.Entry, err error) (ledger.Entry, error) {
	var list finding.List
	if !errors.As(err, &list) {
		return entry, err
	}
	entry.Status, entry.Reasons = ledger.Rejected, reasons(list, finding.Error)
	return entry, nil
}

// MixUp is the error of a letter that holds something of another patient. The
// run stops, since the fault may be in every letter.
type MixUp struct {
	Row, Other int
	What       string
}

func (m *MixUp) Error() string {
	return fmt.Sprintf("the letter of row %d holds the %s of row %d: no letter is released", m.Row, m.What, m.Other)
}
