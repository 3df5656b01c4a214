package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// output is a set of finished files that are put in place together: first all
// are written whole under temporary names, then all are renamed. Whatever
// stops it, no half-written file is left.
type output struct {
	folder string
	files  []outputFile
}

type outputFile struct {
	name  string // below the folder, with slashes
	bytes []byte
}

func (o *output) add(name string, bytes []byte) {
	o.files = append(o.files, outputFile{name, bytes})
}

// write puts the files in place. A folder of "-" writes the one file to out.
func (o *output) write(ctx context.Context, out io.Writer) (err error) {
	if o.folder == "-" {
		if len(o.files) != 1 {
			return &usageError{fmt.Sprintf("%d files cannot go to standard output", len(o.files)), "choose one language and one format with -l and -f, or a folder with -o DIR"}
		}
		_, err := out.Write(o.files[0].bytes)
		return err
	}
	var temporary, made []string
	defer func() {
		for _, name := range temporary {
			os.Remove(name)
		}
		if err != nil {
			for i := len(made) - 1; i >= 0; i-- {
				os.Remove(made[i]) // only folders made here, only if empty
			}
		}
	}()
	for _, file := range o.files {
		if err := ctx.Err(); err != nil {
			return err
		}
		folder := filepath.Dir(filepath.Join(o.folder, filepath.FromSlash(file.name)))
		if made, err = makeFolder(folder, made); err != nil {
			return err
		}
		name, err := writeTemporary(folder, file.bytes)
		temporary = append(temporary, name)
		if err != nil {
			return fmt.Errorf("%s: %w", filepath.Join(o.folder, file.name), err)
		}
	}
	for i, file := range o.files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := os.Rename(temporary[i], filepath.Join(o.folder, filepath.FromSlash(file.name))); err != nil {
			return err
		}
	}
	temporary = nil
	return nil
}

// writeTemporary writes a file under a temporary name in the folder it is for.
// The name is given back even with an error, so that it can be removed.
func writeTemporary(folder string, data []byte) (string, error) {
	file, err := os.CreateTemp(folder, ".wayleaf-*")
	if err != nil {
		return "", err
	}
	_, err = file.Write(data)
	err = errors.Join(err, file.Chmod(0o644))
	return file.Name(), errors.Join(err, file.Close())
}

// makeFolder makes a folder and those above it that do not exist, and adds
// each to the list of those made.
func makeFolder(folder string, made []string) ([]string, error) {
	var missing []string
	for name := folder; ; name = filepath.Dir(name) {
		if _, err := os.Stat(name); err == nil || name == filepath.Dir(name) {
			break
		}
		missing = append(missing, name)
	}
	for i := len(missing) - 1; i >= 0; i-- {
		if err := os.Mkdir(missing[i], 0o755); err != nil && !errors.Is(err, os.ErrExist) {
			return made, err
		}
		made = append(made, missing[i])
	}
	if info, err := os.Stat(folder); err != nil {
		return made, err
	} else if !info.IsDir() {
		return made, &os.PathError{Op: "mkdir", Path: folder, Err: errors.New("not a folder")}
	}
	return made, nil
}
