package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"wayleaf/pathway"
	"wayleaf/press"
	"wayleaf/recipient"
)

// listChoices are the flags about a list, and the files that they name.
type listChoices struct {
	recipients, mapping, worklist string
	extracted                     string
	postDays, maxAge, childUnder  int
	scripts                       map[string]string

	files   []*os.File
	opened  []fs.FileInfo       // as they were at first
	sources [2]recipient.Source // the list and the worklist
	options recipient.Options
	digests []byte
}

func (c *listChoices) addTo(command *cobra.Command) {
	flags := command.Flags()
	flags.StringVar(&c.recipients, "recipients", "", "list of recipients: CSV, XLSX, JSON lines or FHIR")
	flags.StringVar(&c.mapping, "mapping", "", "file that says which of the list's columns is which, and what its codes mean")
	flags.StringVar(&c.worklist, "worklist", "", "worklist of the e-Referral Service (JSON), joined to the list by NHS number")
	flags.StringVar(&c.extracted, "extracted", "", "date on which the list was extracted, if no column says it")
	flags.IntVar(&c.maxAge, "max-age", 7, "hold back rows of an extract that is more days old; 0 is any age")
	flags.IntVar(&c.postDays, "post-days", 3, "working days that a letter is in the post: rows whose dates it would miss are held back")
	flags.IntVar(&c.childUnder, "child-under", 16, "hold back rows of younger patients that do not say whom the letter is for; 0 is none")
	flags.StringToStringVar(&c.scripts, "script", nil, "script of a language code that has several, like pa=pa-Guru; may be given again")
}

// open opens the files and settles how the list is judged.
func (c *listChoices) open(p *press.Press, definition *pathway.Pathway, date time.Time) error {
	if c.recipients == "" {
		return &usageError{"a batch needs a list", "give --recipients FILE"}
	}
	c.options.Rules = recipient.Rules{
		Pathway: definition, Issued: date, PostDays: c.postDays, MaxAge: c.maxAge, Languages: p.Catalogues.Tags(),
		Scripts: c.scripts, Formats: []pathway.Format{pathway.LargePrint}, ChildUnder: c.childUnder,
	}
	if c.extracted != "" {
		day, err := parseDate(c.extracted)
		if err != nil {
			return err
		}
		c.options.Rules.Extracted = day
	}
	if err := c.readMapping(); err != nil {
		return err
	}
	for i, name := range []string{c.recipients, c.worklist} {
		if name == "" {
			continue
		}
		if err := c.openSource(i, name); err != nil {
			return err
		}
	}
	c.options.Worklist = c.sources[1]
	return nil
}

func (c *listChoices) readMapping() error {
	if c.mapping == "" {
		return nil
	}
	data, err := os.ReadFile(c.mapping)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	c.digests = append(c.digests, sum[:]...)
	c.options.Mapping, err = recipient.ReadMapping(c.mapping, data)
	return err
}

func (c *listChoices) openSource(i int, name string) error {
	file, err := os.Open(filepath.Clean(name))
	if err != nil {
		return err
	}
	c.files = append(c.files, file)
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return &usageError{name + " is not a file", "give --recipients and --worklist files"}
	}
	c.opened = append(c.opened, info)
	c.sources[i] = recipient.Source{Name: name, Bytes: file, Size: info.Size()}
	return nil
}

// rows starts the list, if its files are as they were.
func (c *listChoices) rows() (*recipient.List, error) {
	for i, file := range c.files {
		info, err := file.Stat()
		if err != nil {
			return nil, err
		}
		if before := c.opened[i]; info.Size() != before.Size() || !info.ModTime().Equal(before.ModTime()) {
			return nil, &hinted{fmt.Errorf("%s was changed while letters were made from it", file.Name()),
				"put the list back as it was and give the same command again, or begin anew with --start-over"}
		}
	}
	return recipient.Open(c.sources[0], c.options)
}

// close closes the files; they were only read.
func (c *listChoices) close() {
	for _, file := range c.files {
		file.Close()
	}
}

// digest writes what the letters of the list depend on.
func (c *listChoices) digest(w io.Writer) error {
	fmt.Fprintf(w, "%x %q %d %d %d %q\n", c.digests, c.extracted, c.maxAge, c.postDays, c.childUnder, c.scripts)
	for _, source := range c.sources {
		if source.Bytes == nil {
			continue
		}
		sum := sha256.New()
		if _, err := io.Copy(sum, io.NewSectionReader(source.Bytes, 0, source.Size)); err != nil {
			return err
		}
		fmt.Fprintf(w, "%x\n", sum.Sum(nil))
	}
	return nil
}

// checkTo judges every row and makes nothing: findings to standard error, the
// counts to standard output.
func (c *listChoices) checkTo(ctx context.Context, s *streams) error {
	list, err := c.rows()
	if err != nil {
		return err
	}
	counts := map[recipient.Outcome]int{}
	for {
		row, err := list.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err = errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		counts[row.Outcome]++
		if len(row.Findings) > 0 {
			fmt.Fprintln(s.err, row.Findings.Error())
		}
	}
	if found := list.Findings(); len(found) > 0 {
		fmt.Fprintln(s.err, found.Error())
	}
	for _, outcome := range []recipient.Outcome{recipient.Accepted, recipient.Held, recipient.Rejected} {
		fmt.Fprintf(s.out, "%7d  %s\n", counts[outcome], outcome)
	}
	if counts[recipient.Rejected] > 0 {
		return errFailed
	}
	return nil
}

// explained is how many rows --explain shows.
const explained = 3

// explainTo shows how each column is understood, and what the first rows became.
// It is the one place where patients' data is shown, because it was asked for.
func (c *listChoices) explainTo(s *streams) error {
	e, err := recipient.Explain(c.sources[0], c.options, explained)
	if err != nil {
		return err
	}
	out := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(out, "%s is read as %s\n\n", c.recipients, formOf(e))
	fmt.Fprint(out, "column\tin the list\tmeans\twhy\n")
	for _, column := range e.Columns {
		means := strings.Join(column.Means, ", ")
		if means == "" {
			means = "-"
		}
		fmt.Fprintf(out, "%d\t%s\t%s\t%s\n", column.At, printable(column.Header), means, column.How)
	}
	if len(e.Absent) > 0 {
		fmt.Fprintf(out, "\nnot in the list: %s\n", strings.Join(e.Absent, ", "))
	}
	if err := out.Flush(); err != nil {
		return err
	}
	for _, row := range e.Rows {
		fmt.Fprintf(s.out, "\nrow %d: %s\n", row.Number, row.Outcome)
		for _, line := range facts(row) {
			fmt.Fprintf(s.out, "  %s\n", printable(line))
		}
	}
	return e.Findings.Err()
}

func formOf(e recipient.Explanation) string {
	form := e.Form.Kind
	if e.Form.Encoding != "" {
		form += ", " + e.Form.Encoding
	}
	if e.Form.Delimiter != 0 {
		form += fmt.Sprintf(", cut at %q", e.Form.Delimiter)
	}
	if e.Form.Sheet != "" {
		form += fmt.Sprintf(", sheet %q", e.Form.Sheet)
	}
	if n := e.Form.HiddenRows + e.Form.HiddenColumns; n > 0 {
		form += fmt.Sprintf(", %s and %s passed over", plural(e.Form.HiddenRows, "hidden row"), plural(e.Form.HiddenColumns, "hidden column"))
	}
	return form
}

// facts are what a row became.
func facts(row recipient.Row) []string {
	r := row.Recipient
	var lines []string
	add := func(name, value string) {
		if value != "" {
			lines = append(lines, name+": "+value)
		}
	}
	if row.Outcome != recipient.Rejected {
		add("to", strings.Join(append(append([]string{r.DisplayName()}, r.Address...), r.Postcode), ", "))
		add("greeting", r.GreetingName())
		add("born", dayOf(r.BornOn))
		add("NHS number", r.SpacedNHSNumber())
		add("booking reference", r.SpacedReference())
		add("language", r.Language)
		add("format", string(r.Format))
		add("for", string(r.Reader))
		for _, event := range slices.Sorted(maps.Keys(r.Days)) {
			add(string(event), dayOf(r.Days[event]))
		}
		add("time", r.Time)
	}
	for _, f := range row.Findings {
		add(string(f.Level), f.What)
	}
	return lines
}

func dayOf(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format("Monday 2 January 2006")
}

// printable keeps what a list holds from steering a terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F || r >= 0x80 && r < 0xA0 || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return '\uFFFD'
		}
		return r
	}, text)
}
