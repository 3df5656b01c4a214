package review

import (
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"wayleaf/finding"
)

// maxFile is how large a file of the store may grow: a hundred thousand entries
// of usual length.
const maxFile = 32 << 20

// change reads the store with the lock held and lets the writer work on it.
func (s *Store) change(ctx context.Context, work func(*desk) error) error {
	root, err := os.OpenRoot(s.folder)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := root.MkdirAll("review", 0o755); err != nil {
		return err
	}
	release, err := lock(ctx, root)
	if err != nil {
		return err
	}
	defer release()
	if err := prepare(root); err != nil {
		return err
	}
	d := &desk{root: root, folder: s.folder}
	if err := d.read(); err != nil {
		return err
	}
	return work(d)
}

// prepare writes the files that git needs beside those of the store, where they
// are missing.
func prepare(root *os.Root) error {
	attributes := Attributes()
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		if info, err := root.Stat(name); err == nil && info.Size() > 0 {
			continue
		}
		if err := root.WriteFile(name, []byte(attributes[name]), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// lock waits until no other writer has the store. The system ends the lock of a
// process that dies.
func lock(ctx context.Context, root *os.Root) (release func(), err error) {
	file, err := root.OpenFile("review/.lock", os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	for {
		if err := ctx.Err(); err != nil {
			return nil, errors.Join(err, file.Close())
		}
		switch taken, err := tryLock(file); {
		case err != nil:
			return nil, errors.Join(&os.PathError{Op: "lock", Path: file.Name(), Err: err}, file.Close())
		case taken:
			return func() { file.Close() }, nil
		}
		select {
		case <-ctx.Done():
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// load reads a file, which may be missing.
func (d *desk) load(name string) (contents, error) {
	c := contents{name: name, place: path.Join(d.folder, name)}
	file, err := d.root.Open(name)
	if missing(err) {
		return c, nil
	} else if err != nil {
		return c, err
	}
	defer file.Close()
	if c.data, err = io.ReadAll(io.LimitReader(file, maxFile+1)); err == nil && len(c.data) > maxFile {
		err = full(c)
	}
	return c, err
}

func full(c contents) error {
	return finding.List{complaint(finding.Place{File: c.place}, "review/full", "delete the lines of entries that were settled long ago; git has them still",
		"the file would be larger than %d MB", maxFile>>20)}
}

// append adds lines to the end of a file in one write, after what is whole of it.
// They are on the disk when it returns; if they cannot be, none is in the file.
func (d *desk) append(c *contents, header string, lines []string) error {
	if len(lines) == 0 {
		return nil
	}
	text := strings.Join(lines, "")
	switch {
	case c.whole == 0:
		text = header + text
	case c.data[c.whole-1] != '\n':
		text = "\n" + text
	}
	if c.whole+len(text) > maxFile {
		return full(*c)
	}
	if c.whole < len(c.data) {
		if err := d.cut(c.name, c.whole); err != nil {
			return err
		}
	}
	file, err := d.root.OpenFile(c.name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return errors.Join(err, d.cut(c.name, c.whole))
	}
	if c.data == nil {
		err = d.syncFolder(path.Dir(c.name))
	}
	c.data = append(c.data[:c.whole:c.whole], text...)
	c.whole = len(c.data)
	return err
}

// cut takes off what follows the first bytes of a file.
func (d *desk) cut(name string, size int) error {
	file, err := d.root.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Truncate(int64(size)), file.Sync(), file.Close())
}

// replace puts a file in the place of another, whole or not at all.
func (d *desk) replace(name string, data []byte) error {
	if err := d.root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	fresh := "review/" + path.Base(name) + ".new" // only who has the lock writes it
	file, err := d.root.OpenFile(fresh, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err = errors.Join(err, file.Sync(), file.Close()); err == nil {
		err = d.root.Rename(fresh, name)
	}
	if err != nil {
		return errors.Join(err, d.root.Remove(fresh))
	}
	return d.syncFolder(path.Dir(name))
}
