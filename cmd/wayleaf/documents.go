package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/locales"
	"wayleaf/press"
	"wayleaf/render"
	"wayleaf/templates"
)

// choices are the flags that leaflets and letters share.
type choices struct {
	folder    string
	languages string
	formats   string
	output    string
	print     string
	date      string
	draft     bool
	bilingual string
	booklet   bool
	duplex    bool
	most      int
	reserved  []string
}

func (c *choices) addTo(command *cobra.Command) {
	flags := command.Flags()
	flags.StringVarP(&c.languages, "languages", "l", "", `comma list of languages, or "all" (default: those the pathway offers)`)
	flags.StringVarP(&c.formats, "formats", "f", "md,html,pdf", "comma list of formats")
	flags.StringVarP(&c.output, "output", "o", "out", `folder to write to, or "-" for standard output`)
	flags.StringVar(&c.print, "print", "standard", "size of print: standard, large or extra-large")
	flags.StringVar(&c.bilingual, "bilingual", "", `write each language with English (Welsh first in Wales): "facing" has them on sheets of
their own in one PDF, "paired" has each block in both`)
	c.addCommon(command)
	_ = command.RegisterFlagCompletionFunc("formats", cobra.FixedCompletions([]string{"md", "html", "pdf"}, cobra.ShellCompDirectiveNoFileComp))
	_ = command.RegisterFlagCompletionFunc("print", cobra.FixedCompletions(prints, cobra.ShellCompDirectiveNoFileComp))
	_ = command.RegisterFlagCompletionFunc("bilingual", cobra.FixedCompletions(bilinguals, cobra.ShellCompDirectiveNoFileComp))
	_ = command.RegisterFlagCompletionFunc("languages", cobra.FixedCompletions([]string{"all", "ar", "bn", "cy", "en", "pl", "ur"}, cobra.ShellCompDirectiveNoFileComp))
}

// addCommon adds the flags of every command that makes documents.
func (c *choices) addCommon(command *cobra.Command) {
	flags := command.Flags()
	flags.BoolVar(&c.duplex, "duplex", false, "give each PDF an even number of pages, the last one blank if need be")
	flags.IntVar(&c.most, "max-pages", 0, "refuse a PDF of more pages (default: any number)")
	flags.StringArrayVar(&c.reserved, "keep-clear", nil, "zone of each page for the printer's marks: x,y,width,height in mm; may be given again")
	flags.StringVar(&c.date, "date", "", "date of the document, 2026-11-23 (default: today in London)")
	flags.BoolVar(&c.draft, "draft", false, "write languages that are not approved too, with a DRAFT mark on every page")
	flags.StringVar(&c.folder, "folder", "", "working folder with your own locales and templates (default: found above the pathway)")
}

var prints = []string{"standard", "large", "extra-large"}

func (c *choices) sizeOfPrint() (document.Print, error) {
	switch c.print {
	case "standard":
		return document.Standard, nil
	case "large", "extra-large":
		return document.Print(c.print), nil
	}
	return "", &usageError{fmt.Sprintf("there is no print %q", c.print), finding.OneOf(c.print, prints)}
}

var bilinguals = []string{string(press.Facing), string(press.Paired)}

// sheets is what the flags ask of the pages.
func (c *choices) sheets() (document.Sheets, error) {
	sheets := document.Sheets{Booklet: c.booklet, Duplex: c.duplex, Most: c.most}
	if c.most < 0 {
		return sheets, &usageError{fmt.Sprintf("a document cannot have %d pages", c.most), "give --max-pages a number from 1"}
	}
	for _, text := range c.reserved {
		zone, err := parseZone(text)
		if err != nil {
			return sheets, err
		}
		sheets.Reserved = append(sheets.Reserved, zone)
	}
	return sheets, nil
}

func parseZone(text string) (document.Zone, error) {
	var numbers [4]float64
	parts := strings.Split(text, ",")
	for i, part := range parts {
		n, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || len(parts) != len(numbers) || !(n >= 0 && n <= 297) {
			return document.Zone{}, &usageError{fmt.Sprintf("%q is not a zone of the page", text), "write x,y,width,height in millimetres, like 0,100,15,60"}
		}
		numbers[i] = n
	}
	return document.Zone{X: numbers[0], Y: numbers[1], Width: numbers[2], Height: numbers[3]}, nil
}

func (c *choices) selectFormats() ([]render.Format, error) {
	var formats []render.Format
	for _, name := range unique(strings.Split(c.formats, ",")) {
		format, err := render.Lookup(name)
		if err != nil {
			return nil, &usageError{fmt.Sprintf("there is no format %q", name), finding.OneOf(name, []string{"md", "html", "pdf"})}
		}
		formats = append(formats, format)
	}
	return formats, nil
}

func (c *choices) dateOf(s *streams) (time.Time, error) {
	if c.date == "" {
		return s.today(), nil
	}
	return parseDate(c.date)
}

// formatsFor are the formats wanted. Only PDF has sheets and pages.
func (c *choices) formatsFor(command *cobra.Command) ([]render.Format, error) {
	if c.bilingual != "" && !slices.Contains(bilinguals, c.bilingual) {
		return nil, &usageError{fmt.Sprintf("there is no bilingual form %q", c.bilingual), finding.OneOf(c.bilingual, bilinguals)}
	}
	paper := ""
	switch {
	case c.booklet:
		paper = "--booklet"
	case c.bilingual == string(press.Facing):
		paper = "--bilingual facing"
	}
	if paper != "" && !command.Flags().Changed("formats") {
		c.formats = "pdf"
	}
	formats, err := c.selectFormats()
	if err == nil && paper != "" && (len(formats) != 1 || formats[0].Name != "pdf") {
		return nil, &usageError{"only a PDF has the sheets that " + paper + " asks for", "choose -f pdf, or leave " + paper + " out"}
	}
	return formats, err
}

// job is one document to be made in some languages and formats.
type job struct {
	order     templates.Order
	languages []string
	formats   []render.Format
	draft     bool            // languages that are not approved may be written
	bilingual press.Bilingual // each language but English with English
}

// print makes one file of the job.
func (j job) print(p *press.Press, outline *document.Document, tag string, format render.Format) (*press.Print, error) {
	return p.Make(j.order, outline, tag, format, j.bilingual)
}

// make runs the job and adds its files to the output.
func (j job) make(p *press.Press, out *output) error {
	languages := j.languages
	if j.bilingual != press.Alone {
		languages = unique(append([]string{locales.Source}, languages...))
	}
	outline, err := p.Outline(j.order, languages...)
	if err != nil {
		return err
	}
	var findings finding.List
	for _, tag := range j.languages {
		for _, format := range j.formats {
			print, err := j.print(p, outline, tag, format)
			if list, ok := err.(finding.List); ok {
				findings = append(findings, list...)
				continue
			} else if err != nil {
				return err
			}
			if print.Draft && !j.draft {
				findings = append(findings, j.unapproved(p, tag))
				break
			}
			out.add(j.fileName(tag, format), print.Bytes)
		}
	}
	return slices.Clip(findings).Sort().Err()
}

// unapproved tells why a document may not be written without a DRAFT mark.
func (j job) unapproved(p *press.Press, tag string) finding.Finding {
	if held := p.Held(j.order, tag, j.bilingual); len(held) > 0 {
		return finding.Finding{Place: j.order.Pathway.Place("id"), Rule: "sign-off/returned", Level: finding.Error,
			What: fmt.Sprintf("a reviewer has returned the %s %s in language %q for a change", j.order.Kind, j.order.Pathway.ID, strings.Join(held, ", ")),
			Hint: "see `wayleaf review list --open`; --draft writes it with a DRAFT mark on every page"}
	}
	return finding.Finding{Place: j.order.Pathway.Place("id"), Rule: "sign-off/not-approved", Level: finding.Error,
		What: fmt.Sprintf("the wording of the %s %s is not approved in language %q", j.order.Kind, j.order.Pathway.ID, tag),
		Hint: "see `wayleaf languages status`; --draft writes it with a DRAFT mark on every page"}
}

// fileName is "<pathway-id>/<document>.<language>[.<variant>].<ext>".
func (j job) fileName(tag string, format render.Format) string {
	name := fmt.Sprintf("%s/%s.%s", j.order.Pathway.ID, j.order.Kind, tag)
	if j.order.Print != document.Standard {
		name += "." + string(j.order.Print)
	}
	if j.bilingual != press.Alone && tag != locales.Source {
		name += "." + string(j.bilingual)
	}
	if j.order.Sheets.Booklet {
		name += ".booklet"
	}
	return name + format.Extension
}
