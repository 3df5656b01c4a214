package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"wayleaf/finding"
	"wayleaf/locales"
	"wayleaf/pathway"
	"wayleaf/press"
	"wayleaf/review"
)

// open loads the templates and catalogues for pathway files: the built-in ones
// with those of the working folder over them, and what its reviewers have
// returned. The working folder is the one
// given, else the nearest folder above the first pathway that has a "locales"
// or "templates" folder.
func open(folder string, pathways []string) (*press.Press, error) {
	if folder == "" && len(pathways) > 0 {
		folder = workingFolder(pathways[0])
	}
	var layers press.Layers
	if folder != "" {
		if isFolder(filepath.Join(folder, "locales")) {
			layers.Locales = locales.Named(filepath.Join(folder, "locales"), os.DirFS(filepath.Join(folder, "locales")))
		}
		if isFolder(filepath.Join(folder, "templates")) {
			layers.Templates = os.DirFS(filepath.Join(folder, "templates"))
		}
		if isFolder(filepath.Join(folder, "review")) {
			log, err := review.New(folder).Read()
			if err != nil {
				return nil, err
			}
			layers.Returned, layers.Held = log.Returned, log.Held
		}
	}
	return press.Open(layers)
}

func workingFolder(file string) string {
	folder := filepath.Dir(file)
	if isFolder(file) {
		folder = file
	}
	for {
		if isFolder(filepath.Join(folder, "locales")) || isFolder(filepath.Join(folder, "templates")) {
			return folder
		}
		parent := filepath.Dir(folder)
		if absolute, err := filepath.Abs(folder); err == nil && folder == "." {
			parent = filepath.Dir(absolute)
		}
		if parent == folder || parent == "" {
			return ""
		}
		folder = parent
	}
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// loadPathways loads each file, and each .yaml file of each folder, and
// reports the problems of all of them together.
func loadPathways(names []string) ([]*pathway.Pathway, error) {
	files, err := pathwayFiles(names)
	if err != nil {
		return nil, err
	}
	var pathways []*pathway.Pathway
	var findings finding.List
	ids := map[string]string{}
	for _, file := range files {
		p, err := loadPathway(file)
		var found finding.List
		switch {
		case errors.As(err, &found):
			findings = append(findings, found...)
			continue
		case err != nil:
			return nil, err
		}
		if other, twice := ids[p.ID]; twice {
			findings = append(findings, finding.Finding{Place: p.Place("id"), Rule: "pathway/id-twice", Level: finding.Error,
				What: fmt.Sprintf("id %q is that of %s too", p.ID, other), Hint: "give each pathway its own id: it names the output folder"})
		}
		ids[p.ID] = file
		pathways = append(pathways, p)
	}
	return pathways, findings.Sort().Err()
}

// loadPathway loads one file under the name the user gave it. The files it names
// cannot lie out of its folder, not even by a link.
func loadPathway(file string) (*pathway.Pathway, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	folder, err := os.OpenRoot(filepath.Dir(file))
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	return pathway.Parse(folder.FS(), file, data)
}

func pathwayFiles(names []string) ([]string, error) {
	var files []string
	for _, name := range names {
		if !isFolder(name) {
			files = append(files, name)
			continue
		}
		if below := filepath.Join(name, "pathways"); isFolder(below) {
			name = below // a working folder
		}
		entries, err := os.ReadDir(name)
		if err != nil {
			return nil, err
		}
		before := len(files)
		for _, entry := range entries {
			if e := filepath.Ext(entry.Name()); !entry.IsDir() && (e == ".yaml" || e == ".yml") {
				files = append(files, filepath.Join(name, entry.Name()))
			}
		}
		if len(files) == before {
			return nil, &usageError{fmt.Sprintf("folder %s holds no .yaml file", name), "name a pathway file, or the folder that holds them"}
		}
	}
	slices.Sort(files)
	return slices.Compact(files), nil
}

// selectLanguages reads a comma list of tags, or "all", or when empty takes
// the languages that the pathway offers.
func selectLanguages(p *press.Press, list string, offered []string) ([]string, error) {
	switch list {
	case "":
		if len(offered) == 0 {
			return []string{locales.Source}, nil
		}
		return offered, nil
	case "all":
		return p.Catalogues.Tags(), nil
	}
	tags := unique(strings.Split(list, ","))
	for _, tag := range tags {
		if !slices.Contains(p.Catalogues.Tags(), tag) {
			return nil, &usageError{fmt.Sprintf("there is no language %q", tag), finding.OneOf(tag, append(p.Catalogues.Tags(), "all"))}
		}
	}
	return tags, nil
}

// unique drops repeats and keeps the order.
func unique(names []string) []string {
	var once []string
	for _, name := range names {
		if !slices.Contains(once, name) {
			once = append(once, name)
		}
	}
	return once
}
