package recipient

import (
	"bytes"
	"fmt"
	"io"

	"wayleaf/recipient/fhir"
	"wayleaf/recipient/table"
	"wayleaf/recipient/workbook"
)

// Source is a file, opened by its user. Its bytes may not change while it is
// read.
type Source struct {
	Name  string // for findings
	Bytes io.ReaderAt
	Size  int64
}

// FromMemory is a Source of bytes at hand.
func FromMemory(name string, data []byte) Source {
	return Source{Name: name, Bytes: bytes.NewReader(data), Size: int64(len(data))}
}

// What a file is shows at its start, whatever its name says.
var foreignFiles = []struct{ start, what, hint string }{
	{"\xd0\xcf\x11\xe0", "the file is an old Excel workbook (.xls), or one with a password", "save it as .xlsx without a password, or as CSV UTF-8"},
	{"%PDF", "the file is a PDF", "save the list as CSV UTF-8 or .xlsx"},
	{"{\\rtf", "the file is a text document", "save the list as CSV UTF-8 or .xlsx"},
	{"<", "the file is XML or HTML", "save the list as CSV UTF-8 or .xlsx"},
	{"\x1f\x8b", "the file is compressed", "unpack it first"},
}

// open finds out what kind of list a source is, and starts it.
func (s Source) open(o Options) (table.Reader, error) {
	start := make([]byte, 64<<10)
	n, err := s.Bytes.ReadAt(start, 0)
	if err != nil && err != io.EOF {
		return nil, err
	}
	start = start[:n]
	bare := bytes.TrimLeft(bytes.TrimPrefix(start, []byte("\xef\xbb\xbf")), " \t\r\n")
	for _, f := range foreignFiles {
		if bytes.HasPrefix(bare, []byte(f.start)) {
			return nil, &table.Unreadable{Line: 1, Column: 1, What: f.what, Hint: f.hint, Stop: true}
		}
	}
	form := o.Mapping.form()
	switch {
	case bytes.HasPrefix(start, []byte("PK")) && n > 3 && start[2] < 9:
		return workbook.Open(s.Bytes, s.Size, form, o.Limits)
	case bytes.HasPrefix(bare, []byte("{")) && bytes.Contains(start, []byte(`"resourceType"`)):
		return fhir.Open(s.Bytes, s.Size, o.Rules.Issued, o.Limits)
	case bytes.HasPrefix(bare, []byte("{")):
		return table.OpenJSONLines(s.Bytes, s.Size, form, o.Limits)
	case bytes.HasPrefix(bare, []byte("[")):
		return nil, &table.Unreadable{Line: 1, Column: 1, What: "the file is one JSON list", Hint: "write one object on each line", Stop: true}
	}
	return table.OpenText(s.Bytes, s.Size, form, o.Limits)
}

// readAll takes a whole reader into memory, up to the limit of a file.
func readAll(r io.Reader, limits table.Limits) ([]byte, error) {
	most := limits.OrSane().File
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(data)) > most {
		err = fmt.Errorf("the list is larger than %d MB", most>>20)
	}
	return data, err
}
