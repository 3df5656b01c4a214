package batch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"wayleaf/ledger"
)

// folder is where the files of a run are until they are released. Only their
// owner may read them.
type folder struct {
	pending, final string
	seal           func(w io.Writer) (io.WriteCloser, error)
	made           sync.Map // folders that exist
}

func newFolder(name string, number int, seal func(w io.Writer) (io.WriteCloser, error)) *folder {
	run := fmt.Sprintf("run-%04d", number)
	return &folder{pending: filepath.Join(name, "."+run+".unfinished"), final: filepath.Join(name, run), seal: seal}
}

func makeFolder(name string) error { return os.MkdirAll(name, 0o700) }

func (f *folder) make() error {
	if _, err := os.Lstat(f.final); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(err, fmt.Errorf("%s is there already, but the ledger does not know it; move it away", f.final))
	}
	return makeFolder(f.pending)
}

func (f *folder) remove() error { return os.RemoveAll(f.pending) }

// write writes a file below the folder and returns what the ledger must know of
// it. A sealed file has ".age" after its name. The file is on the disk for good
// when sync has returned.
func (f *folder) write(name string, data []byte) (ledger.File, error) {
	if f.seal != nil {
		var sealed bytes.Buffer
		err := f.sealed(&sealed, func(w io.Writer) error { _, err := w.Write(data); return err })
		if err != nil {
			return ledger.File{}, fmt.Errorf("encrypting: %w", err)
		}
		name, data = name+".age", sealed.Bytes()
	}
	path := filepath.Join(f.pending, filepath.FromSlash(name))
	if err := f.folderOf(path); err != nil {
		return ledger.File{}, err
	}
	if err := writeFile(path, data); err != nil {
		return ledger.File{}, err
	}
	return ledger.File{Name: name, SHA256: digest(data), Bytes: int64(len(data))}, nil
}

func writeFile(path string, data []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, syncFile(file), file.Close())
}

func (f *folder) folderOf(path string) error {
	above := filepath.Dir(path)
	if _, known := f.made.Load(above); known {
		return nil
	}
	if err := makeFolder(above); err != nil {
		return err
	}
	f.made.Store(above, true)
	return nil
}

// sync returns when all that was written is on the disk.
func (f *folder) sync() error { return syncAll(f.pending) }

// missing returns the first of some files that is not there as it was written.
func (f *folder) missing(files []ledger.File) (string, bool) {
	for _, file := range files {
		info, err := os.Stat(filepath.Join(f.pending, filepath.FromSlash(file.Name)))
		if err != nil || info.Size() != file.Bytes {
			return file.Name, true
		}
	}
	return "", false
}

// clean removes files that do not belong to the run: those of rows that were in
// hand when it was stopped.
func (f *folder) clean(belongs func(name string) bool) error {
	return filepath.WalkDir(f.pending, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(f.pending, path)
		if err != nil || belongs(filepath.ToSlash(name)) {
			return err
		}
		return os.Remove(path)
	})
}

// release gives the folder its name.
func (f *folder) release() error {
	if _, err := os.Lstat(f.pending); errors.Is(err, fs.ErrNotExist) {
		_, err := os.Lstat(f.final)
		return err // it was released before the run was stopped
	}
	if err := f.sync(); err != nil {
		return err
	}
	if err := os.Rename(f.pending, f.final); err != nil {
		return err
	}
	return syncAll(filepath.Dir(f.final))
}

// touch makes a file that only its owner may read, if there is none.
func touch(name string) error {
	file, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return file.Close()
}

// stream writes a file piece by piece.
func (f *folder) stream(name string, write func(w io.Writer) error) error {
	if f.seal != nil {
		name += ".age"
	}
	file, err := os.OpenFile(filepath.Join(f.pending, name), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := f.sealed(file, write); err != nil {
		return err
	}
	return errors.Join(syncFile(file), file.Close())
}

// sealed encrypts what write writes, if the run is sealed.
func (f *folder) sealed(w io.Writer, write func(w io.Writer) error) error {
	if f.seal == nil {
		return write(w)
	}
	sealed, err := f.seal(w)
	if err != nil {
		return err
	}
	return errors.Join(write(sealed), sealed.Close())
}
