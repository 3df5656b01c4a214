package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/locales"
	"wayleaf/preview"
	"wayleaf/review"
)

// packing is the flags of `wayleaf review pack`.
type packing struct{ folder, pathway, language, kind, output, date string }

func newReviewPack(s *streams) *cobra.Command {
	var c packing
	command := &cobra.Command{
		Use:   "pack",
		Short: "Write a page that a reviewer reads, comments on and saves without a server",
		Long: `Write one page, to be sent by e-mail: the documents of a pathway in a language
beside English, block by block, with the messages they are made of. Opened in a
web browser it lets the reviewer comment, return and approve, and saves a file
for ` + "`wayleaf review import`" + `. It holds fictional recipients only and asks for nothing
from anywhere.`,
		Args: arguments(cobra.NoArgs),
		RunE: func(command *cobra.Command, _ []string) error {
			return c.write(command.Context(), s)
		},
	}
	flags := command.Flags()
	flags.StringVar(&c.folder, "folder", ".", "working folder")
	flags.StringVar(&c.pathway, "pathway", "", "pathway: its id, or its definition file in the working folder")
	flags.StringVarP(&c.language, "language", "l", locales.Source, "language to review")
	flags.StringVar(&c.kind, "kind", "both", "document: letter, leaflet or both")
	flags.StringVarP(&c.output, "output", "o", "", `file to write, or "-" for standard output (default: a name that tells what is in it)`)
	flags.StringVar(&c.date, "date", "", "date of the documents, 2026-11-23 (default: today in London)")
	_ = command.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions(packKinds, cobra.ShellCompDirectiveNoFileComp))
	return command
}

var packKinds = []string{"letter", "leaflet", "both"}

func (c *packing) kinds() ([]document.Kind, error) {
	switch {
	case c.pathway == "":
		return nil, &usageError{"no pathway was named", "name it with --pathway, by its id or its definition file"}
	case !slices.Contains(packKinds, c.kind):
		return nil, &usageError{fmt.Sprintf("there is no kind %q", c.kind), finding.OneOf(c.kind, packKinds)}
	case c.kind == "both":
		return []document.Kind{document.Letter, document.Leaflet}, nil
	}
	return []document.Kind{document.Kind(c.kind)}, nil
}

func (c *packing) write(ctx context.Context, s *streams) error {
	pack, err := c.make(s)
	if unknown, is := errors.AsType[*preview.UnknownError](err); is {
		return &usageError{unknown.What, unknown.Hint}
	}
	if err != nil {
		return err
	}
	out := &output{folder: "-"}
	name := pack.Name
	if c.output != "-" {
		if c.output != "" {
			name = c.output
		}
		out.folder = filepath.Dir(name)
	}
	out.add(filepath.Base(name), pack.Page)
	if err := out.write(ctx, s.out); err != nil {
		return err
	}
	s.tell(out)
	return nil
}

func (c *packing) make(s *streams) (*preview.Pack, error) {
	kinds, err := c.kinds()
	if err != nil {
		return nil, err
	}
	id, err := c.id()
	if err != nil {
		return nil, err
	}
	day := s.today()
	if c.date != "" {
		if day, err = parseDate(c.date); err != nil {
			return nil, err
		}
	}
	root, err := os.OpenRoot(c.folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	p, err := preview.Open(preview.Options{Files: root.FS(), Folder: c.folder, Today: func() time.Time { return day }, Reviews: review.New(c.folder)})
	if err != nil {
		return nil, err
	}
	return p.Pack(id, c.language, kinds...)
}

// id is that of the pathway, which may be named by its file.
func (c *packing) id() (string, error) {
	if e := filepath.Ext(c.pathway); e != ".yaml" && e != ".yml" {
		return c.pathway, nil
	}
	definition, err := loadPathway(c.pathway)
	if err != nil {
		return "", err
	}
	return definition.ID, nil
}
