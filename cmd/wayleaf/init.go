package main

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"wayleaf/review"
	"wayleaf/samples"
)

func newInit(s *streams) *cobra.Command {
	return &cobra.Command{
		Use:   "init DIR",
		Short: "Make a working folder to start from",
		Long: `Make a working folder: ten fictional pathways, the logos they name, the
wording they need in six languages, a list of fictional recipients, and the JSON
Schema that lets an editor complete a definition. DIR must be new or empty.`,
		Args: arguments(cobra.ExactArgs(1)),
		RunE: func(command *cobra.Command, args []string) error {
			return initialise(command, s, args[0])
		},
	}
}

func initialise(command *cobra.Command, s *streams, folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	if len(entries) > 0 {
		return &usageError{fmt.Sprintf("folder %s is not empty", folder), "name a new folder; nothing of yours is ever written over"}
	}
	out := &output{folder: folder}
	err = fs.WalkDir(samples.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(samples.FS, name)
		out.add(name, data)
		return err
	})
	if err != nil {
		return err
	}
	attributes := review.Attributes()
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		out.add(name, []byte(attributes[name]))
	}
	if err := s.finish(command.Context(), out); err != nil {
		return err
	}
	fmt.Fprintf(s.err, "next: wayleaf check %[1]s/pathways\n      wayleaf leaflet %[1]s/pathways -o out --draft\n", folder)
	return nil
}
