package outside

import (
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Formulas are the formulas that LibreOffice finds in each CSV file when somebody opens
// it with these delimiters, and calculates what looks like one. Files need different
// names.
func Formulas(t testing.TB, delimiters string, files ...string) map[string][]string {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		Missing(t, err)
	}
	folder := t.TempDir()
	found := map[string][]string{}
	for _, delimiter := range delimiters {
		sheets := filepath.Join(folder, fmt.Sprint(delimiter))
		// The parts are the delimiter, the quotation mark, UTF-8, the first line; later
		// that cells in quotation marks are read like others, that numbers and dates
		// are found, and that formulas are calculated.
		filter := fmt.Sprintf("--infilter=CSV:%d,34,76,1,,0,false,true,false,false,false,-1,true", delimiter)
		_, err := output(program, append([]string{"--headless", "-env:UserInstallation=file://" + filepath.ToSlash(folder) + "/profile",
			filter, "--convert-to", "fods", "--outdir", sheets}, files...)...)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)) + ".fods"
			sheet, err := os.ReadFile(filepath.Join(sheets, name))
			if err != nil {
				t.Fatal(err)
			}
			for _, formula := range formulas.FindAllStringSubmatch(string(sheet), -1) {
				found[file] = append(found[file], fmt.Sprintf("%s with %q as delimiter", html.UnescapeString(formula[1]), delimiter))
			}
		}
	}
	return found
}

var formulas = regexp.MustCompile(`table:formula="([^"]*)"`)
