package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"wayleaf/batch"
	"wayleaf/document"
	"wayleaf/ledger"
	"wayleaf/locales"
	"wayleaf/pathway"
	"wayleaf/press"
	"wayleaf/render"
	"wayleaf/templates"
)

func newBatch(s *streams) *cobra.Command {
	var b batchChoices
	command := &cobra.Command{
		Use:   "batch PATHWAY --recipients FILE",
		Short: "Write the letters to everybody on a list",
		Long: `Write the letters to everybody on a list: CSV in any encoding, XLSX, JSON lines or
FHIR. Every letter is made, proved and searched for words of other patients before
any is released. Rows without a letter are in rejected.csv with their reasons: correct
them there and give the file in again.

The letters of a run are in OUTPUT/run-0001, with manifest.csv, manifest.json and
summary.html. A run that was stopped, whatever stopped it, goes on when the same
command is given again. A letter that an earlier run released is not made again
without --again. No personal data is in a file name, in the manifest or on the
screen, except for what --explain shows.`,
		Args: arguments(cobra.ExactArgs(1)),
		RunE: func(command *cobra.Command, args []string) error {
			return b.batch(command, s, args[0])
		},
	}
	b.addTo(command)
	return command
}

type batchChoices struct {
	choices
	list      listChoices
	largest   string
	check     bool
	explain   bool
	again     bool
	startOver bool
	combine   int
	workers   int
	key       string
	seal      []string
}

func (b *batchChoices) addTo(command *cobra.Command) {
	flags := command.Flags()
	b.list.addTo(command)
	b.addCommon(command)
	flags.StringVarP(&b.formats, "formats", "f", "pdf", "comma list of formats: md, html, pdf")
	flags.StringVarP(&b.output, "output", "o", "out", "folder to write to; keep one for each pathway")
	flags.StringVar(&b.largest, "large-print", "large", "how letters in large print are set: large (16 pt) or extra-large (20 pt)")
	flags.BoolVar(&b.check, "check", false, "read and judge every row, and make no letter")
	flags.BoolVar(&b.explain, "explain", false, "show how each column is understood and what the first rows became, and make no letter")
	flags.BoolVar(&b.again, "again", false, "make letters again that an earlier run released")
	flags.BoolVar(&b.startOver, "start-over", false, "drop the run that was stopped in the folder and begin anew")
	flags.IntVar(&b.combine, "combine", 0, "put the PDFs into print files of so many letters of one length and print (default: a file each)")
	flags.IntVar(&b.workers, "workers", runtime.GOMAXPROCS(0), "letters in the making at once")
	flags.StringVar(&b.key, "key", "", "file of the secret that the manifest's patient hashes are made with (default: one made in the output folder)")
	flags.StringVar(&b.bilingual, "bilingual", "", `write each language but English with English (Welsh first in Wales): "facing" or "paired"`)
	flags.StringArrayVar(&b.seal, "seal", nil, "encrypt every file for this age recipient (age1... or ssh-...); may be given again")
}

func (b *batchChoices) batch(command *cobra.Command, s *streams, name string) error {
	order, err := b.order(command, s, name)
	if err != nil {
		return err
	}
	defer b.list.close()
	switch {
	case b.explain:
		return b.list.explainTo(s)
	case b.check:
		return b.list.checkTo(command.Context(), s)
	}
	if err := os.MkdirAll(b.output, 0o700); err != nil {
		return err
	}
	if order.Key, err = b.secret(); err != nil {
		return err
	}
	if b.startOver {
		if err := batch.Drop(b.output); err != nil {
			return err
		}
	}
	progress := s.progress()
	order.Tell = progress.tell
	summary, err := batch.Run(command.Context(), b.output, *order)
	progress.end()
	if err != nil {
		return b.stopped(err)
	}
	return s.account(summary)
}

// order is what the flags ask for.
func (b *batchChoices) order(command *cobra.Command, s *streams, name string) (*batch.Order, error) {
	if b.combine < 0 || b.workers < 1 {
		return nil, &usageError{"--combine and --workers take numbers from 1", "leave them out for the usual way"}
	}
	formats, err := b.formatsFor(command)
	if err != nil {
		return nil, err
	}
	if b.combine > 0 && !slices.ContainsFunc(formats, func(f render.Format) bool { return f.Name == "pdf" }) {
		return nil, &usageError{"--combine puts PDFs into print files, and no PDF is ordered", "add pdf to --formats, or leave --combine out"}
	}
	sheets, err := b.sheets()
	if err != nil {
		return nil, err
	}
	b.print = b.largest
	large, err := b.sizeOfPrint()
	if err != nil || large == document.Standard {
		return nil, &usageError{fmt.Sprintf("large print cannot be %q", b.largest), "use large or extra-large"}
	}
	date, err := b.dateOf(s)
	if err != nil {
		return nil, err
	}
	seal, err := sealFor(b.seal)
	if err != nil {
		return nil, err
	}
	definition, data, err := onlyPathway(name)
	if err != nil {
		return nil, err
	}
	p, err := open(b.folder, []string{name})
	if err != nil {
		return nil, err
	}
	if err := s.adrift(b.folder, []string{name}); err != nil {
		return nil, err
	}
	if err := b.list.open(p, definition, date); err != nil {
		return nil, err
	}
	order := &batch.Order{Press: p, Pathway: definition, Open: b.list.rows, Date: date, Formats: formats, Sheets: sheets, Large: large,
		Bilingual: press.Bilingual(b.bilingual), Draft: b.draft, Again: b.again, Combine: b.combine, Workers: b.workers, Seal: seal}
	order.Fingerprint, err = b.fingerprint(order, data)
	return order, errors.Join(err, preflight(order))
}

// preflight makes the letter to a fictional recipient, so that a fault of the
// pathway is told once and not for every row.
func preflight(order *batch.Order) error {
	return prove(order.Press, newSpecimenOrder(order.Pathway, document.Letter, order.Date), []string{locales.Source}).Err()
}

// onlyPathway loads the one pathway of a batch, and its bytes.
func onlyPathway(name string) (*pathway.Pathway, []byte, error) {
	definitions, err := loadPathways([]string{name})
	if err != nil {
		return nil, nil, err
	}
	if len(definitions) != 1 {
		return nil, nil, &usageError{fmt.Sprintf("%s holds %d pathways", name, len(definitions)), "name one pathway file"}
	}
	data, err := os.ReadFile(name)
	return definitions[0], data, err
}

// fingerprint is all that the files of a run depend on: a run that was stopped
// may go on only if nothing of it has changed.
func (b *batchChoices) fingerprint(order *batch.Order, definition []byte) (string, error) {
	sum := sha256.New()
	fmt.Fprintf(sum, "%q %q %q %q\n", version(), definition, order.Press.Templates.Version(), order.Date.Format(time.DateOnly))
	for _, tag := range order.Press.Catalogues.Tags() {
		language, err := order.Press.Catalogues.Language(tag)
		if err != nil {
			return "", err
		}
		held := order.Press.Held(templates.Order{Kind: document.Letter, Pathway: order.Pathway}, tag, press.Alone)
		fmt.Fprintf(sum, "%s %s %q\n", tag, language.Version(), held)
	}
	fmt.Fprintf(sum, "%q %q %+v %q %v %v %d %q\n", b.formats, b.bilingual, order.Sheets, order.Large, b.draft, b.again, b.combine, b.seal)
	if err := b.list.digest(sum); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// stopped says how a run that was stopped goes on.
func (b *batchChoices) stopped(err error) error {
	var mixUp *batch.MixUp
	switch {
	case errors.Is(err, ledger.ErrOtherKey):
		return &hinted{err, "put back the secret.key of the folder, or name the file that --key named before; with another secret no letter would be known again"}
	case errors.Is(err, ledger.ErrInUse):
		return &hinted{err, "wait until it has ended, or choose another folder with -o DIR"}
	case errors.Is(err, ledger.ErrUnfinished):
		return &hinted{err, "to finish it give its command again, on another day with --date and the date of its letters; to drop it, --start-over"}
	case errors.As(err, &mixUp):
		return &hinted{err, "look at both rows; if the list is right, this is a fault of Wayleaf: please report it, without the list"}
	}
	return err
}

// hinted is an error with what to do about it.
type hinted struct {
	error
	hint string
}

func (h *hinted) Unwrap() error { return h.error }

// account tells what became of the list. Rejected rows are a failure, and so are
// letters that were not made because of their wording, so that no script takes the
// list for sent.
func (s *streams) account(summary *batch.Summary) error {
	fmt.Fprintf(s.err, "wayleaf: %s and %s in %s\n", plural(summary.Letters, "letter"), plural(summary.Pages, "page"), summary.Folder)
	if len(summary.Remarks) > 0 {
		fmt.Fprintln(s.err, summary.Remarks.Error())
	}
	without := summary.Rows - summary.Letters
	if without == 0 {
		return nil
	}
	fmt.Fprintf(s.err, "wayleaf: %s without a letter, with the reasons in %s\n", plural(without, "row"), filepath.Join(summary.Folder, "rejected.csv"))
	for _, rule := range slices.Sorted(maps.Keys(summary.Rules)) {
		fmt.Fprintf(s.err, "  %6d  %s\n", summary.Rules[rule], rule)
	}
	if summary.Status[string(ledger.Rejected)] > 0 || summary.Rules["batch/not-approved"]+summary.Rules["batch/returned"] > 0 {
		return errFailed
	}
	return nil
}
