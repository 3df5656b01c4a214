package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"wayleaf/finding"
	"wayleaf/pathway"
)

// newCommand returns the whole command tree.
func newCommand(s *streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "wayleaf",
		Short: "Letters and leaflets that say how the real appointment will be arranged",
		Long: `Wayleaf turns a pathway definition, dummy appointments included, into letters
and leaflets in the patient's language, as Markdown, HTML and PDF.

  wayleaf demo -o out                 every sample, language and format
  wayleaf init DIR                    a working folder to start from
  wayleaf check DIR/pathways/*.yaml   is every question of a patient answered?
  wayleaf leaflet DIR/pathways/x.yaml leaflets
  wayleaf letter  DIR/pathways/x.yaml --recipients DIR/recipients.csv --row 1
  wayleaf batch   DIR/pathways/x.yaml --recipients DIR/recipients.csv
  wayleaf preview DIR                 read, compare and sign off in a browser`,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetOut(s.out)
	root.SetErr(s.err)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return misuse(c, err) })
	root.AddCommand(newDemo(s), newInit(s), newCheck(s), newLeaflet(s), newLetter(s), newBatch(s), newLanguages(s), newReview(s),
		newPreview(s), newVersion(s))
	demandCommand(root)
	return root
}

// demandCommand makes a command that only groups others refuse anything else,
// with the nearest name as a hint.
func demandCommand(group *cobra.Command) {
	group.RunE = func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return c.Help()
		}
		hint := "see `" + c.CommandPath() + " --help`"
		var names []string
		for _, command := range c.Commands() {
			names = append(names, command.Name())
		}
		if near := finding.Nearest(args[0], names); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		return &usageError{fmt.Sprintf("there is no command %q", c.CommandPath()+" "+args[0]), hint}
	}
	group.Args = cobra.ArbitraryArgs
}

func misuse(c *cobra.Command, err error) error {
	var usage *usageError
	if errors.As(err, &usage) {
		return err
	}
	return &usageError{strings.TrimSpace(err.Error()), "see `" + c.CommandPath() + " --help`"}
}

// onePathway demands at least one argument.
func onePathway(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return &usageError{"no pathway was named", "name definition files or the folder that holds them; see `" + c.CommandPath() + " --help`"}
	}
	return nil
}

// arguments wraps a cobra check of positional arguments as wrong usage.
func arguments(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if err := check(c, args); err != nil {
			return misuse(c, err)
		}
		return nil
	}
}

func today() time.Time {
	now := time.Now().In(pathway.London)
	return pathway.Date(now.Year(), now.Month(), now.Day())
}
