package logo

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Nothing out of the folder is read, whatever leads there.
func TestLoad(t *testing.T) {
	folder := t.TempDir()
	inside := filepath.Join(folder, "pathways")
	for name, data := range map[string]string{"pathways/logos/good.svg": in(`<path d="M0 0h9v9z"/>`), "secret.svg": in(`<path d="M0 0h9v9z"/>`)} {
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(data), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join("..", "secret.svg"), filepath.Join(inside, "link.svg")); err != nil {
		t.Skip(err)
	}
	root, err := os.OpenRoot(inside)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for name, what := range map[string]string{
		"logos/good.svg": "", "logos/none.svg": "it does not exist", "logos": "it is no file",
		"link.svg": "escapes", "../secret.svg": "invalid", "/etc/passwd": "invalid",
	} {
		l, found := Load(root.FS(), name)
		if what == "" && l == nil || what != "" && (l != nil || len(found) != 1 || !strings.Contains(found[0].What, what)) {
			t.Errorf("%s: logo %v, findings %v, want %q", name, l, found, what)
		}
	}
}
