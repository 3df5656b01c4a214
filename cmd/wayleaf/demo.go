package main

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/locales"
	"wayleaf/pathway"
	"wayleaf/press"
	"wayleaf/recipient"
	"wayleaf/render"
	"wayleaf/samples"
	"wayleaf/templates"
)

// demoDate is the date of the sample letters, so that a demo gives the same
// bytes on every day.
var demoDate = pathway.Date(2026, time.November, 23)

func newDemo(s *streams) *cobra.Command {
	var folder string
	command := &cobra.Command{
		Use:   "demo",
		Short: "Write every sample pathway in every language and format",
		Long: `Write the letter and the leaflet of every sample pathway in every language, as
Markdown, HTML and PDF. The PDFs are in large and extra-large print too, the
letters with English, and all letters in one file. Everything in them is
fictional. Languages that are not approved carry a DRAFT mark.`,
		Args: arguments(cobra.NoArgs),
		RunE: func(command *cobra.Command, args []string) error {
			return demo(command.Context(), s, folder)
		},
	}
	command.Flags().StringVarP(&folder, "output", "o", "out", "folder to write to")
	return command
}

func demo(ctx context.Context, s *streams, folder string) error {
	p, jobs, err := demoJobs()
	if err != nil {
		return err
	}
	out := &output{folder: folder}
	if err := makeAll(ctx, p, jobs, out); err != nil {
		return err
	}
	combined, err := demoCombined(p, jobs)
	if err != nil {
		return err
	}
	out.add("letters.pdf", combined.Bytes)
	return s.finish(ctx, out)
}

// demoCombined is one file of all letters in standard print, as for a print
// house.
func demoCombined(p *press.Press, jobs []job) (*press.Print, error) {
	copies, err := demoCopies(p, jobs)
	if err != nil {
		return nil, err
	}
	return p.Combine("Sample letters", copies)
}

func demoCopies(p *press.Press, jobs []job) ([]press.Copy, error) {
	var copies []press.Copy
	for _, j := range jobs {
		if j.order.Kind != document.Letter || j.order.Print != document.Standard || j.bilingual != press.Alone {
			continue
		}
		order := j.order
		order.Sheets.Duplex = true
		outline, err := p.Outline(order, j.languages...)
		if err != nil {
			return nil, err
		}
		copies = append(copies, press.Copy{Order: order, Outline: outline, Language: j.languages[0]})
	}
	return copies, nil
}

// demoJobs are all documents of the samples.
func demoJobs() (*press.Press, []job, error) {
	wording, err := fs.Sub(samples.FS, "locales")
	if err != nil {
		return nil, nil, err
	}
	p, err := press.Open(press.Layers{Locales: locales.Named("samples/locales", wording)})
	if err != nil {
		return nil, nil, err
	}
	pathways, err := samplePathways()
	if err != nil {
		return nil, nil, err
	}
	list, err := sampleRecipients()
	if err != nil {
		return nil, nil, err
	}
	var jobs []job
	for _, definition := range pathways {
		for _, tag := range p.Catalogues.Tags() {
			r, err := sampleRecipient(list, definition.ID, tag)
			if err != nil {
				return nil, nil, err
			}
			jobs = append(jobs, demoDocuments(definition, r, tag)...)
		}
	}
	return p, jobs, nil
}

// demoDocuments are the letter and the leaflet in one language: standard print
// in every format, the larger prints as PDF, the letter with English on sheets of
// its own for a printer of both sides, the leaflet with English block by block,
// and as a booklet.
func demoDocuments(p *pathway.Pathway, r *recipient.Recipient, tag string) []job {
	var jobs []job
	pdf := slices.DeleteFunc(slices.Clone(render.Formats), func(f render.Format) bool { return f.Name != "pdf" })
	letter := templates.Order{Kind: document.Letter, Pathway: p, Recipient: r, Date: demoDate}
	leaflet := templates.Order{Kind: document.Leaflet, Pathway: p, Date: demoDate}
	for _, order := range []templates.Order{letter, leaflet} {
		jobs = append(jobs, job{order, []string{tag}, render.Formats, true, ""})
		for _, order.Print = range []document.Print{document.Large, document.ExtraLarge} {
			jobs = append(jobs, job{order, []string{tag}, pdf, true, ""})
		}
	}
	duplex, booklet := letter, leaflet
	duplex.Sheets.Duplex, booklet.Sheets.Booklet = true, true
	jobs = append(jobs, job{booklet, []string{tag}, pdf, true, ""})
	if tag != locales.Source {
		jobs = append(jobs, job{duplex, []string{tag}, pdf, true, press.Facing}, job{leaflet, []string{tag}, render.Formats, true, press.Paired})
	}
	return jobs
}

func samplePathways() ([]*pathway.Pathway, error) {
	names, err := fs.Glob(samples.FS, "pathways/*.yaml")
	if err != nil {
		return nil, err
	}
	var pathways []*pathway.Pathway
	for _, name := range names {
		p, err := pathway.Load(samples.FS, name)
		if err != nil {
			return nil, err
		}
		pathways = append(pathways, p)
	}
	return pathways, nil
}

func sampleRecipients() ([]recipient.Recipient, error) {
	f, err := samples.FS.Open("recipients.csv")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return recipient.Read(f, "samples/recipients.csv")
}

// sampleRecipient is the first recipient of a pathway who reads the language,
// else the first of the pathway.
func sampleRecipient(list []recipient.Recipient, id, tag string) (*recipient.Recipient, error) {
	var first *recipient.Recipient
	for i := range list {
		if list[i].Pathway != id {
			continue
		}
		if list[i].Language == tag {
			return &list[i], nil
		}
		if first == nil {
			first = &list[i]
		}
	}
	if first == nil {
		return nil, finding.List{{Rule: "samples/no-recipient", Level: finding.Error,
			What: fmt.Sprintf("the sample list has no recipient for pathway %s", id)}}
	}
	return first, nil
}
