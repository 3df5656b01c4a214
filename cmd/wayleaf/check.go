package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"wayleaf/check"
	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/pathway"
	"wayleaf/press"
	"wayleaf/render"
	"wayleaf/templates"
)

func newCheck(s *streams) *cobra.Command {
	var c checkChoices
	command := &cobra.Command{
		Use:   "check PATHWAY...",
		Short: "Prove that every question of a patient is answered",
		Long: `Check pathway definitions: their form and meaning, advice on them, and the
explanation contract: the letter and the leaflet of each pathway must answer
every question a patient has, in every language, proved on the outline and
again on the text of the finished Markdown, HTML and PDF. Letters are checked
for a fictional recipient. Nothing is written.`,
		Args: onePathway,
		RunE: func(command *cobra.Command, args []string) error {
			return c.run(s, args)
		},
	}
	command.Flags().StringVar(&c.format, "format", "text", "text or json")
	command.Flags().StringVarP(&c.languages, "languages", "l", "", `comma list of languages, or "all" (default: those the pathway offers)`)
	command.Flags().StringVar(&c.folder, "folder", "", "working folder with your own locales and templates (default: found above the pathway)")
	command.Flags().StringVar(&c.date, "date", "", "day of the check, 2026-11-23 (default: today in London)")
	_ = command.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp))
	return command
}

type checkChoices struct {
	format, languages, folder, date string
}

// verdict is what check says of one pathway.
type verdict struct {
	Pathway   string       `json:"pathway"`
	File      string       `json:"file"`
	Languages []string     `json:"languages"`
	Documents int          `json:"documents"` // proved in each language and format
	Passed    bool         `json:"passed"`
	Findings  finding.List `json:"findings"`
}

func (c *checkChoices) run(s *streams, names []string) error {
	if c.format != "text" && c.format != "json" {
		return &usageError{fmt.Sprintf("there is no report format %q", c.format), finding.OneOf(c.format, []string{"text", "json"})}
	}
	date := s.today()
	if c.date != "" {
		var err error
		if date, err = parseDate(c.date); err != nil {
			return err
		}
	}
	files, err := pathwayFiles(names)
	if err != nil {
		return err
	}
	p, err := open(c.folder, files)
	if err != nil {
		return err
	}
	if err := s.adrift(c.folder, files); err != nil {
		return err
	}
	var verdicts []verdict
	for _, file := range files {
		v, err := c.checkFile(p, file, date)
		if err != nil {
			return err
		}
		verdicts = append(verdicts, v)
	}
	if err := report(s.out, c.format, verdicts); err != nil {
		return err
	}
	if slices.ContainsFunc(verdicts, func(v verdict) bool { return !v.Passed }) {
		return errFailed
	}
	return nil
}

// errFailed ends a check whose findings have been reported already.
var errFailed = errors.New("the check found problems")

func (c *checkChoices) checkFile(p *press.Press, file string, date time.Time) (verdict, error) {
	v := verdict{File: file, Languages: []string{}, Findings: finding.List{}}
	definition, err := loadPathway(file)
	var found finding.List
	if errors.As(err, &found) {
		v.Findings = found
		return v, nil
	} else if err != nil {
		return v, err
	}
	v.Pathway = definition.ID
	if v.Languages, err = selectLanguages(p, c.languages, definition.Offer.Languages); err != nil {
		return v, err
	}
	v.Findings = append(v.Findings, definition.Warnings...)
	v.Findings = append(v.Findings, check.Advice(definition, date)...)
	v.Findings = append(v.Findings, check.Words(definition, p.Keys)...)
	if v.Findings.Err() == nil {
		for _, kind := range []document.Kind{document.Letter, document.Leaflet} {
			v.Documents++
			v.Findings = append(v.Findings, prove(p, newSpecimenOrder(definition, kind, date), v.Languages)...)
		}
	}
	v.Findings = v.Findings.Sort()
	v.Passed = v.Findings.Err() == nil
	return v, nil
}

func newSpecimenOrder(p *pathway.Pathway, kind document.Kind, date time.Time) templates.Order {
	order := templates.Order{Kind: kind, Pathway: p, Date: date}
	if kind == document.Letter {
		order.Recipient = check.Specimen(p, date)
	}
	return order
}

// prove makes the document in each language and format and returns what is
// wrong with it.
func prove(p *press.Press, order templates.Order, languages []string) finding.List {
	outline, err := p.Outline(order, languages...)
	if err != nil {
		return asFindings(order, err)
	}
	var findings finding.List
	for _, tag := range languages {
		for _, format := range render.Formats {
			if _, err := p.Print(order, outline, tag, format); err != nil {
				findings = append(findings, asFindings(order, err)...)
			}
		}
	}
	return findings
}

func asFindings(order templates.Order, err error) finding.List {
	var list finding.List
	if errors.As(err, &list) {
		return list
	}
	return finding.List{{Place: order.Pathway.Place("id"), Rule: "document/not-made", Level: finding.Error, What: err.Error()}}
}

func report(out io.Writer, format string, verdicts []verdict) error {
	if format == "json" {
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "  ")
		encoder.SetEscapeHTML(false)
		return encoder.Encode(map[string]any{"verdicts": verdicts})
	}
	for _, v := range verdicts {
		for _, f := range v.Findings {
			fmt.Fprintln(out, f)
		}
		word := "failed"
		if v.Passed {
			word = fmt.Sprintf("passed: letter and leaflet answer every question in %s", plural(len(v.Languages), "language"))
		}
		if _, err := fmt.Fprintf(out, "%s: %s\n", v.File, word); err != nil {
			return err
		}
	}
	return nil
}
