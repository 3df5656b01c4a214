package main

import (
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"wayleaf/finding"
	"wayleaf/locales"
	"wayleaf/review"
)

func newLanguages(s *streams) *cobra.Command {
	group := &cobra.Command{Use: "languages", Short: "See how far the wording of each language is, and what is wrong with it"}
	group.AddCommand(newStatus(s), newLint(s), newSign(s))
	demandCommand(group)
	return group
}

func newStatus(s *streams) *cobra.Command {
	var folder, languages string
	command := &cobra.Command{
		Use:   "status",
		Short: "Count the messages of each language by their sign-off",
		Long: `Count the messages of each language by their sign-off. A document is printed
without a DRAFT mark only when every message in it is approved; a message that
answers a safety-critical question needs two people and a back-translation. A
document that a reviewer has returned as a whole is a draft until that is settled:
` + "`wayleaf review list --open`" + ` tells which.`,
		Args: arguments(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			return status(s, folder, languages)
		},
	}
	addLanguageFlags(command, &folder, &languages)
	return command
}

func addLanguageFlags(command *cobra.Command, folder, languages *string) {
	command.Flags().StringVar(folder, "folder", ".", "working folder with your own locales")
	command.Flags().StringVarP(languages, "languages", "l", "all", "comma list of languages")
}

func status(s *streams, folder, list string) error {
	p, err := open(folder, nil)
	if err != nil {
		return err
	}
	tags, err := selectLanguages(p, list, nil)
	if err != nil {
		return err
	}
	log, err := review.New(folder).Read()
	if err != nil {
		return err
	}
	columns := []locales.Status{locales.Approved, locales.Reviewed, locales.Translated, locales.Draft,
		locales.Changed, locales.Stale, locales.Empty, locales.Missing}
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprint(table, "language\tname\tmessages")
	for _, column := range columns {
		fmt.Fprintf(table, "\t%s", column)
	}
	fmt.Fprintln(table, "\tcritical not approved\tdocuments returned")
	for _, tag := range tags {
		language, err := p.Catalogues.Language(tag)
		if err != nil {
			return err
		}
		progress := language.Progress()
		fmt.Fprintf(table, "%s\t%s\t%d", tag, language.EnglishName, progress.Messages)
		for _, column := range columns {
			fmt.Fprintf(table, "\t%d", progress.Counts[column])
		}
		fmt.Fprintf(table, "\t%d\t%d\n", len(progress.Critical), log.Holds(tag))
	}
	return errors.Join(table.Flush(), s.adrift(folder, nil))
}

func newLint(s *streams) *cobra.Command {
	var folder, languages string
	command := &cobra.Command{
		Use:   "lint",
		Short: "Find what a translation gets wrong without anyone noticing",
		Long: `Find messages that are missing, blank, extra or stale, values that were lost or
changed, plural forms that are missing or suspiciously identical, digits that
are not ASCII, and texts identical to the English.`,
		Args: arguments(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			return lint(s, folder, languages)
		},
	}
	addLanguageFlags(command, &folder, &languages)
	return command
}

func lint(s *streams, folder, list string) error {
	p, err := open(folder, nil)
	if err != nil {
		return err
	}
	tags, err := selectLanguages(p, list, nil)
	if err != nil {
		return err
	}
	findings := p.Catalogues.Lint(tags...)
	for _, f := range findings {
		fmt.Fprintln(s.out, f)
	}
	if findings.Err() != nil {
		return errFailed
	}
	fmt.Fprintf(s.err, "wayleaf: %s in %s\n", orNothing(findings), strings.Join(tags, ", "))
	return nil
}

func orNothing(findings finding.List) string {
	if len(findings) == 0 {
		return "nothing found"
	}
	return plural(len(findings), "warning")
}
