// Package workbook reads the rows of an Excel workbook (XLSX, ECMA-376) as they
// stand in the file, one by one.
//
// The first sheet that is not hidden is read, without its hidden rows and
// columns. A cell is what a person sees in it: a date as 2026-11-23 whatever its
// format, leading zeros where the cell is text or its format has them, any other
// number in full. A cell that holds a formula is marked as wrong: its stored
// result may be older than the cells it was worked out from.
//
// Memory holds the texts that the rows share and the styles, up to the limits,
// and nothing else that grows with the sheet. Nothing is written to the disk:
// github.com/xuri/excelize, which the tests make workbooks with, unpacks large
// sheets into temporary files, and tells of no formula as it goes row by row.
package workbook

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"wayleaf/recipient/table"
)

// Open starts a list in a workbook. Form may name the Sheet; otherwise it is the
// first one that is not hidden. An error that is a [*table.Unreadable] says what
// is wrong with the file.
func Open(r io.ReaderAt, size int64, form table.Form, limits table.Limits) (*Sheet, error) {
	limits = limits.OrSane()
	if size > limits.File {
		return nil, refuse(fmt.Sprintf("the file is larger than %d MB", limits.File>>20), "is this the right file? split the list")
	}
	b, err := openZip(r, size, limits)
	if err != nil {
		return nil, err
	}
	part, name, err := b.findSheet(form.Sheet)
	if err != nil {
		return nil, broken(err)
	}
	s := &Sheet{limits: limits, form: table.Form{Kind: "XLSX", Encoding: "UTF-8", Sheet: name}, epoch1904: b.epoch1904}
	if s.words, err = b.readWords(); err != nil {
		return nil, broken(err)
	}
	if s.looks, err = b.readLooks(); err != nil {
		return nil, broken(err)
	}
	if s.xml, err = b.open(part); err != nil {
		return nil, broken(err)
	}
	return s, s.readColumns()
}

func refuse(what, hint string) *table.Unreadable {
	return &table.Unreadable{Line: 1, Column: 1, What: what, Hint: hint, Stop: true}
}

const resave = "open it in the spreadsheet program and save it as .xlsx or as CSV UTF-8"

// broken turns what is wrong inside a workbook into words for its user.
func broken(err error) error {
	var known *table.Unreadable
	if err == nil || errors.As(err, &known) {
		return err
	}
	if errors.Is(err, errTooLong) || errors.Is(err, errUnpacked) || errors.Is(err, errWords) {
		return refuse(err.Error(), resave)
	}
	return refuse("the workbook is damaged", resave)
}

// book is the file: a ZIP archive of XML parts.
type book struct {
	parts     map[string]*zip.File // by name in lower case
	limits    table.Limits
	home      string            // the folder of the workbook part
	targets   map[string]string // the parts by relationship id
	kinds     map[string]string // the parts by the last word of their relationship type
	epoch1904 bool
}

// directory is how many bytes the list of parts of an archive may have. An
// honest workbook has some 20 parts; an archive of a million empty ones would
// fill the memory before the first is opened.
const directory = 1 << 20

var errDirectory = errors.New("the workbook holds far too many parts")

// metered lets only so many bytes through until it is opened.
type metered struct {
	from io.ReaderAt
	left int
	open bool
}

func (m *metered) ReadAt(p []byte, at int64) (int, error) {
	n, err := m.from.ReadAt(p, at)
	if m.left -= n; m.left < 0 && !m.open {
		return 0, errDirectory
	}
	return n, err
}

func openZip(r io.ReaderAt, size int64, limits table.Limits) (*book, error) {
	meter := &metered{from: r, left: directory}
	archive, err := zip.NewReader(meter, size)
	if errors.Is(err, errDirectory) {
		return nil, refuse(err.Error(), "is this the right file?")
	}
	if err != nil {
		return nil, refuse("the workbook is damaged or cut off", resave)
	}
	meter.open = true
	b := &book{parts: map[string]*zip.File{}, limits: limits}
	for _, part := range archive.File {
		name := strings.ToLower(strings.TrimPrefix(part.Name, "/"))
		if b.parts[name] != nil {
			return nil, refuse("the workbook holds a part twice", resave)
		}
		b.parts[name] = part
	}
	return b, b.checkKind()
}

func (b *book) checkKind() error {
	switch {
	case b.parts["mimetype"] != nil:
		return refuse("the file is not an Excel workbook but of another program", resave)
	case b.parts["xl/workbook.bin"] != nil:
		return refuse("the file is a binary workbook (XLSB)", resave)
	case b.parts["_rels/.rels"] == nil:
		return refuse("the file is an archive but no workbook", "unpack it first, or choose another file")
	}
	return nil
}

var errUnpacked = errors.New("the workbook unpacks to far more than any list")

// open starts a part.
func (b *book) open(name string) (*scanner, error) {
	part := b.parts[strings.ToLower(name)]
	const encrypted = 1
	switch {
	case part == nil || part.Flags&encrypted != 0:
		return nil, errXML
	case part.UncompressedSize64 > uint64(b.limits.Unpacked):
		return nil, errUnpacked
	}
	unpacked, err := part.Open()
	if err != nil {
		return nil, err
	}
	return newScanner(&bounded{unpacked, b.limits.Unpacked}, max(b.limits.Row, 4<<10)), nil
}

// bounded ends with an error after so many bytes, whatever the archive said of
// the size.
type bounded struct {
	from io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.from.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, errUnpacked
	}
	return n, err
}

// each calls do for every element of a part that opens.
func (b *book) each(part string, do func(*scanner)) error {
	s, err := b.open(part)
	if err != nil {
		return err
	}
	for {
		e, err := s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if e == start {
			do(s)
		}
	}
}

// maxSheets is far above what people look through.
const maxSheets = 1000

type sheetEntry struct {
	name, id string
	hidden   bool
}

// findSheet returns the part and the name of the sheet to read.
func (b *book) findSheet(wanted string) (part, name string, err error) {
	main, err := b.mainPart()
	if err != nil {
		return "", "", err
	}
	var sheets []sheetEntry
	err = b.each(main, func(s *scanner) {
		switch {
		case s.is("workbookPr"):
			b.epoch1904 = s.yes("date1904")
		case s.is("sheet") && len(sheets) < maxSheets:
			sheets = append(sheets, sheetEntry{s.words("name"), s.words("id"), strings.Contains(strings.ToLower(s.words("state")), "hidden")})
		}
	})
	if err != nil {
		return "", "", err
	}
	if err := b.readTargets(main); err != nil {
		return "", "", err
	}
	for _, sheet := range sheets {
		part := b.targets[sheet.id]
		if part == "" || wanted != "" && sheet.name != wanted || wanted == "" && sheet.hidden {
			continue
		}
		return part, sheet.name, nil
	}
	if wanted != "" {
		return "", "", refuse("the workbook has no sheet of the name that was asked for", "look at the names at the foot of the workbook")
	}
	return "", "", refuse("the workbook has no sheet that is not hidden", "show the sheet that holds the list")
}

func (b *book) mainPart() (string, error) {
	main := ""
	err := b.each("_rels/.rels", func(s *scanner) {
		if s.is("Relationship") && path.Base(s.words("Type")) == "officeDocument" {
			main = strings.TrimPrefix(s.words("Target"), "/")
		}
	})
	if err == nil && b.parts[strings.ToLower(main)] == nil {
		err = refuse("the file is not an Excel workbook", resave)
	}
	b.home = path.Dir(main)
	return main, err
}

// readTargets finds the sheets by their ids, and the other parts by what they are.
func (b *book) readTargets(main string) error {
	b.targets, b.kinds = map[string]string{}, map[string]string{}
	rels := path.Join(b.home, "_rels", path.Base(main)+".rels")
	return b.each(rels, func(s *scanner) {
		if !s.is("Relationship") || len(b.targets) > maxSheets || s.words("TargetMode") == "External" {
			return
		}
		target := s.words("Target")
		if rooted, ok := strings.CutPrefix(target, "/"); ok {
			target = rooted
		} else {
			target = path.Join(b.home, target)
		}
		kind := path.Base(s.words("Type"))
		if kind == "worksheet" {
			b.targets[s.words("Id")] = target
		}
		b.kinds[kind] = target
	})
}
