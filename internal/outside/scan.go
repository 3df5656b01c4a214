package outside

import (
	"errors"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// Sight is what a reader sees of a file: one page of a PDF, counted from 1, or
// with page 0 the whole of an HTML page.
type Sight struct {
	File string
	Page int
}

// Codes are what zbar reads from the QR codes of each sight, as poppler draws it
// at 100 dots an inch or Chromium shows it on a plain screen: worse than print.
func Codes(t testing.TB, sights ...Sight) map[Sight][]string {
	t.Helper()
	for _, program := range []string{"pdftoppm", "chromium", "zbarimg"} {
		if _, err := exec.LookPath(program); err != nil {
			Missing(t, err)
		}
	}
	folder := t.TempDir()
	found := make([][]string, len(sights))
	errs := make([]error, len(sights))
	var workers sync.WaitGroup
	for w := range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := w; i < len(sights); i += runtime.GOMAXPROCS(0) {
				found[i], errs[i] = sights[i].codes(filepath.Join(folder, strconv.Itoa(i)))
			}
		})
	}
	workers.Wait()
	codes := map[Sight][]string{}
	for i, sight := range sights {
		if errs[i] != nil {
			t.Errorf("%s, page %d: %v", sight.File, sight.Page, errs[i])
		}
		codes[sight] = found[i]
	}
	return codes
}

// codes draws a sight into a file that begins with picture, and scans it.
func (s Sight) codes(picture string) ([]string, error) {
	if err := s.draw(picture); err != nil {
		return nil, err
	}
	text, err := output("zbarimg", "--nodbus", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture+".png")
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 4 { // no code found
		return nil, nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n"), err
}

func (s Sight) draw(picture string) error {
	if s.Page > 0 {
		page := strconv.Itoa(s.Page)
		_, err := output("pdftoppm", "-r", "100", "-gray", "-png", "-singlefile", "-f", page, "-l", page, s.File, picture)
		return err
	}
	_, err := output("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--hide-scrollbars", "--user-data-dir="+picture+".profile",
		"--window-size=800,12000", "--screenshot="+picture+".png", "file://"+s.File)
	return err
}
