package pdf

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestWriteKitchenSink(t *testing.T) {
	for _, language := range languages {
		var out bytes.Buffer
		if err := Write(&out, kitchenSink(language)); err != nil {
			t.Errorf("%s: %v", language, err)
			continue
		}
		if dir := os.Getenv("WAYLEAF_PDF_OUT"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, language+".pdf"), out.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
