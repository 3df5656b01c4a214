package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"wayleaf/finding"
	"wayleaf/pathway"
	"wayleaf/review"
)

func newReview(s *streams) *cobra.Command {
	group := &cobra.Command{Use: "review", Short: "See what reviewers have said of the wording, send them a pack, and take in what they have sent"}
	group.AddCommand(newReviewList(s), newReviewImport(s), newReviewPack(s))
	demandCommand(group)
	return group
}

func newReviewImport(s *streams) *cobra.Command {
	var folder string
	command := &cobra.Command{
		Use:   "import FILE",
		Short: "Take in the comments and approvals that a reviewer has saved",
		Long: `Take in a file that a reviewer has saved from a review pack: comments, returns
for a change, approvals. A file that is given again changes nothing. What cannot be
taken in is told, with exit code 1, and the rest is taken in: refused is what is
about a message that was removed, an approval of words that have changed since the
reviewer has read them, and a second one by the same person.`,
		Args: arguments(cobra.ExactArgs(1)),
		RunE: func(command *cobra.Command, args []string) error {
			return importReview(command.Context(), s, folder, args[0])
		},
	}
	command.Flags().StringVar(&folder, "folder", ".", "working folder")
	return command
}

func importReview(ctx context.Context, s *streams, folder, name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	pack, err := review.ReadPack(name, file)
	if err != nil {
		return err
	}
	p, err := open(folder, nil)
	if err != nil {
		return err
	}
	gone := without(folder, pack)
	result, err := review.New(folder).Import(ctx, p.Catalogues, pack)
	if err != nil {
		return err
	}
	result.Refused = append(gone, result.Refused...)
	for i := range result.Refused {
		if result.Refused[i].File == "" {
			result.Refused[i].Place = finding.Place{File: name}
		}
	}
	if result.Written+result.Known == 0 {
		if err := result.Refused.Err(); err != nil {
			return err
		}
	}
	if len(result.Refused) > 0 {
		fmt.Fprintln(s.err, result.Refused.Error())
	}
	fmt.Fprintf(s.err, "wayleaf: took in %s; %d there already, %d refused\n", plural(result.Written, "item"), result.Known, len(result.Refused))
	if len(result.Refused) > 0 {
		return errFailed
	}
	return nil
}

func newReviewList(s *streams) *cobra.Command {
	var folder, languages string
	var onlyOpen bool
	command := &cobra.Command{
		Use:   "list",
		Short: "List comments and returns for a change",
		Long: `List comments and returns for a change, the oldest first. A message with an open
return counts as translated at most: its documents carry the DRAFT mark, and so
does a document that was returned as a whole. What is about a block of a document
names the block by its first message, or by its kind.`,
		Args: arguments(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			return listReview(s, folder, languages, onlyOpen)
		},
	}
	addLanguageFlags(command, &folder, &languages)
	command.Flags().BoolVar(&onlyOpen, "open", false, "leave out what is settled")
	return command
}

func listReview(s *streams, folder, languages string, onlyOpen bool) error {
	p, err := open(folder, nil)
	if err != nil {
		return err
	}
	tags, err := selectLanguages(p, languages, nil)
	if err != nil {
		return err
	}
	log, err := review.New(folder).Read()
	if err != nil {
		return err
	}
	if len(log.Findings) > 0 {
		fmt.Fprintln(s.err, log.Findings.Error())
	}
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "id\tkind\tstate\tlanguage\tabout\tby\ton\tanswers\ttext")
	for _, t := range log.All() {
		if !slices.Contains(tags, t.Language) || onlyOpen && !t.Open() {
			continue
		}
		state := "settled"
		if t.Open() {
			state = "open"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d\t%s\n", t.ID, t.Kind, state, t.Language, t.Subject(), t.By,
			t.At.In(pathway.London).Format(time.DateOnly), len(t.Answers), beginning(t.Text))
	}
	return table.Flush()
}

// beginning is as much of a text as fits into a table.
func beginning(text string) string {
	const limit = 60
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	return string([]rune(text)[:limit-1]) + "…"
}
