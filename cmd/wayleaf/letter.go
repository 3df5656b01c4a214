package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"wayleaf/document"
	"wayleaf/pathway"
	"wayleaf/press"
	"wayleaf/recipient"
	"wayleaf/templates"
)

func newLetter(s *streams) *cobra.Command {
	var l letterChoices
	command := &cobra.Command{
		Use:   "letter PATHWAY --recipients FILE --row N",
		Short: "Write the letter to one recipient of a list",
		Long: `Write the letter to one recipient, for a look or for a single patient. Row 1 is
the first row under the header. The letter is in the recipient's own language
and size of print unless -l or --print say otherwise. Files are named
OUTPUT/<pathway>/letter.<language>.<format>: no personal data is in a name.`,
		Args: arguments(cobra.ExactArgs(1)),
		RunE: func(command *cobra.Command, args []string) error {
			return l.letter(command, s, args[0])
		},
	}
	l.addTo(command)
	command.Flags().StringVar(&l.recipients, "recipients", "", "list of recipients (CSV, XLSX, NDJSON or FHIR)")
	command.Flags().StringVar(&l.mapping, "mapping", "", "how the columns of the list are to be read (YAML)")
	command.Flags().IntVar(&l.row, "row", 0, "row of the recipient; 1 is the first under the header")
	return command
}

type letterChoices struct {
	choices
	recipients string
	mapping    string
	row        int
}

func (l *letterChoices) letter(command *cobra.Command, s *streams, name string) error {
	if l.recipients == "" || l.row < 1 {
		return &usageError{"a letter needs a recipient", "give --recipients FILE and --row N; row 1 is the first under the header"}
	}
	formats, err := l.formatsFor(command)
	if err != nil {
		return err
	}
	date, err := l.dateOf(s)
	if err != nil {
		return err
	}
	definitions, err := loadPathways([]string{name})
	if err != nil {
		return err
	}
	if len(definitions) != 1 {
		return &usageError{fmt.Sprintf("%s holds %d pathways", name, len(definitions)), "name one pathway file"}
	}
	r, err := l.recipient()
	if err != nil {
		return err
	}
	p, err := open(l.folder, []string{name})
	if err != nil {
		return err
	}
	if err := s.adrift(l.folder, []string{name}); err != nil {
		return err
	}
	languages, err := selectLanguages(p, l.languages, []string{r.Language})
	if err != nil {
		return err
	}
	order, err := l.order(command, definitions[0], r, date)
	if err != nil {
		return err
	}
	out := &output{folder: l.output}
	if err := (job{order, languages, formats, l.draft, press.Bilingual(l.bilingual)}).make(p, out); err != nil {
		return err
	}
	return s.finish(command.Context(), out)
}

// order is the letter wanted: in the recipient's own print unless the flag was given.
func (l *letterChoices) order(command *cobra.Command, p *pathway.Pathway, r *recipient.Recipient, date time.Time) (templates.Order, error) {
	print, err := l.sizeOfPrint()
	if err != nil {
		return templates.Order{}, err
	}
	sheets, err := l.sheets()
	if r.LargePrint && !command.Flags().Changed("print") {
		print = document.Large
	}
	return templates.Order{Kind: document.Letter, Pathway: p, Recipient: r, Date: date, Print: print, Sheets: sheets}, err
}

// recipient reads the whole list, because the end of it may tell that its dates
// are written month first, and returns the row that is wanted.
func (l *letterChoices) recipient() (*recipient.Recipient, error) {
	list, closer, err := openList(l.recipients, l.mapping)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	var wanted *recipient.Row
	rows := 0
	for {
		row, err := list.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if rows++; row.Number == l.row {
			wanted = &row
		}
	}
	if wanted == nil {
		return nil, &usageError{fmt.Sprintf("%s has no row %d", l.recipients, l.row), fmt.Sprintf("it has %s", plural(rows, "row"))}
	}
	if wanted.Outcome != recipient.Accepted {
		return nil, wanted.Findings
	}
	return &wanted.Recipient, list.Findings().Err()
}

// openList starts a list of recipients. Mapping may be empty.
func openList(file, mapping string) (*recipient.List, io.Closer, error) {
	options := recipient.Options{Rules: recipient.Rules{Twice: true}} // one letter is made, of one row
	if mapping != "" {
		data, err := os.ReadFile(filepath.Clean(mapping))
		if err != nil {
			return nil, nil, err
		}
		if options.Mapping, err = recipient.ReadMapping(mapping, data); err != nil {
			return nil, nil, err
		}
	}
	source, closer, err := openSource(file)
	if err != nil {
		return nil, nil, err
	}
	list, err := recipient.Open(source, options)
	if err != nil {
		closer.Close()
		return nil, nil, err
	}
	return list, closer, nil
}

// openSource opens a list. One that comes through a pipe is taken into memory,
// because the readers go back in it.
func openSource(file string) (recipient.Source, io.Closer, error) {
	f, err := os.Open(filepath.Clean(file))
	if err != nil {
		return recipient.Source{}, nil, err
	}
	info, err := f.Stat()
	if err == nil && info.Mode().IsRegular() {
		return recipient.Source{Name: file, Bytes: f, Size: info.Size()}, f, nil
	}
	defer f.Close()
	if err != nil {
		return recipient.Source{}, nil, err
	}
	data, err := io.ReadAll(f)
	return recipient.FromMemory(file, data), io.NopCloser(nil), err
}

func parseDate(text string) (time.Time, error) {
	t, err := time.ParseInLocation(time.DateOnly, text, pathway.London)
	if err != nil {
		return t, &usageError{fmt.Sprintf("%q is not a date", text), "write it like 2026-11-23"}
	}
	return t, nil
}
