package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"wayleaf/document"
	"wayleaf/press"
	"wayleaf/templates"
)

func newLeaflet(s *streams) *cobra.Command {
	var c choices
	command := &cobra.Command{
		Use:   "leaflet PATHWAY...",
		Short: "Write the leaflet of each pathway",
		Long: `Write the leaflet of each pathway: how the real appointment will be arranged,
for everyone on the pathway, without personal data. PATHWAY is a definition
file or a folder of them. Files are named OUTPUT/<pathway>/leaflet.<language>.<format>.`,
		Args: onePathway,
		RunE: func(command *cobra.Command, args []string) error {
			return c.leaflets(command, s, args)
		},
	}
	c.addTo(command)
	command.Flags().BoolVar(&c.booklet, "booklet", false, "write PDFs of A5 pages for folded sheets, a multiple of four")
	return command
}

func (c *choices) leaflets(command *cobra.Command, s *streams, names []string) error {
	print, err := c.sizeOfPrint()
	if err != nil {
		return err
	}
	sheets, err := c.sheets()
	if err != nil {
		return err
	}
	formats, err := c.formatsFor(command)
	if err != nil {
		return err
	}
	date, err := c.dateOf(s)
	if err != nil {
		return err
	}
	pathways, err := loadPathways(names)
	if err != nil {
		return err
	}
	p, err := open(c.folder, names)
	if err != nil {
		return err
	}
	if err := s.adrift(c.folder, names); err != nil {
		return err
	}
	out := &output{folder: c.output}
	var jobs []job
	for _, definition := range pathways {
		languages, err := selectLanguages(p, c.languages, definition.Offer.Languages)
		if err != nil {
			return err
		}
		order := templates.Order{Kind: document.Leaflet, Pathway: definition, Date: date, Print: print, Sheets: sheets}
		jobs = append(jobs, job{order, languages, formats, c.draft, press.Bilingual(c.bilingual)})
	}
	if err := makeAll(command.Context(), p, jobs, out); err != nil {
		return err
	}
	return s.finish(command.Context(), out)
}

// tell says how many files went where.
func (s *streams) tell(out *output) {
	if out.folder != "-" {
		fmt.Fprintf(s.err, "wayleaf: wrote %s to %s\n", plural(len(out.files), "file"), out.folder)
	}
}
