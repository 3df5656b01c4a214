package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/klauspost/compress/zlib"
)

// file is a PDF that is read through its cross-reference stream: an object is
// looked up when it is asked for, and no other stream is inflated.
type file struct {
	buf     []byte
	places  []objectPlace
	trailer dict
	holders map[ref]*holder // object streams looked into so far
	left    int             // bytes that may still be read
	*inflater
}

// holder is an object stream.
type holder struct {
	data   []byte
	places []heldPlace
}

// heldPlace is where an object stands in the data of its stream.
type heldPlace struct {
	number     ref
	start, end int
}

// Bounds on hostile files: how much is inflated, looked up and said in all. It is
// below 6 bytes for each byte of a file that Write or Combine makes.
const (
	mostRead        = 64 << 20
	mostReadPerByte = 32
)

var errTooLarge = errors.New("a PDF that holds too much for its size")

// openFile looks where the objects of a file are.
func openFile(buf []byte) (*file, error) { return newInflater().open(buf) }

func (i *inflater) open(buf []byte) (*file, error) {
	f := &file{buf: buf, holders: map[ref]*holder{}, inflater: i, left: mostRead + mostReadPerByte*len(buf)}
	return f, f.open()
}

// open reads the cross-reference stream.
func (f *file) open() error {
	start, err := f.tableStart()
	if err != nil {
		return err
	}
	table, data, err := f.objectAt(start, anyNumber)
	if err != nil {
		return err
	}
	if f.trailer, err = table.dict(nil); err != nil {
		return err
	}
	if err := f.trailer.deflated(); err != nil || string(f.trailer.get("W")) != "[1 4 2]" {
		return errSyntax
	}
	if f.rowMemory, err = f.inflate(f.rowMemory[:0], data); err != nil {
		return err
	}
	f.readRows(f.rowMemory)
	return nil
}

func (f *file) tableStart() (int, error) {
	const keyword = "startxref"
	at := bytes.LastIndex(f.buf, []byte(keyword))
	if at < 0 {
		return 0, errSyntax
	}
	l := lexer{buf: f.buf, at: at + len(keyword)}
	v, err := l.next()
	start, ok := v.int()
	if err != nil || !ok {
		return 0, errSyntax
	}
	return start, nil
}

func (f *file) readRows(rows []byte) {
	f.places = f.placeMemory[:0]
	for ; len(rows) >= rowSize; rows = rows[rowSize:] {
		f.places = append(f.places, objectPlace{rows[0], binary.BigEndian.Uint32(rows[1:]), uint32(binary.BigEndian.Uint16(rows[5:]))})
	}
	f.placeMemory = f.places
}

// spend takes note that n bytes are read.
func (f *file) spend(n int) error {
	if f.left -= n; f.left < 0 {
		return errTooLarge
	}
	return nil
}

// anyNumber stands for an object whose number is not known.
const anyNumber = 0

// objectAt returns the object of a number that begins at an offset. If it is a
// stream its data follow.
func (f *file) objectAt(offset int, number ref) (v value, data []byte, err error) {
	l := lexer{buf: f.buf, at: min(offset, len(f.buf))}
	for i := range 3 { // number, generation, "obj"
		word, err := l.next()
		if err != nil {
			return nil, nil, errSyntax
		}
		if n, _ := word.int(); i == 0 && number != anyNumber && ref(n) != number {
			return nil, nil, errSyntax
		}
	}
	if v, err = l.next(); err != nil {
		return nil, nil, errSyntax
	}
	if err := f.spend(l.at - offset); err != nil {
		return nil, nil, err
	}
	l.skipSpace()
	if !v.isDict() || !l.take("stream\n") {
		return v, nil, nil
	}
	d, err := v.dict(nil)
	if err != nil {
		return nil, nil, err
	}
	length, ok := d.get("Length").int()
	if !ok || length > len(f.buf)-l.at {
		return nil, nil, errSyntax
	}
	return v, f.buf[l.at : l.at+length], nil
}

// object follows a reference to an object, and to its data if it is a stream. A
// missing object is nil.
func (f *file) object(v value) (value, []byte, error) {
	r, ok := v.ref()
	if !ok {
		return v, nil, nil
	}
	if int(r) >= len(f.places) {
		return nil, nil, nil
	}
	switch p := f.places[r]; p.kind {
	case 1:
		return f.objectAt(int(p.offset), r)
	case 2:
		v, err := f.held(ref(p.offset), int(p.index), r)
		return v, nil, err
	}
	return nil, nil, nil
}

// held returns an object of an object stream.
func (f *file) held(in ref, index int, number ref) (value, error) {
	h, err := f.holder(in)
	if err != nil {
		return nil, err
	}
	if index >= len(h.places) || h.places[index].number != number {
		return nil, errSyntax
	}
	place := h.places[index]
	return bytes.TrimRight(h.data[place.start:place.end], " \n"), f.spend(place.end - place.start)
}

// holder inflates an object stream, the first time, and reads where in it the
// objects are.
func (f *file) holder(number ref) (*holder, error) {
	if h, ok := f.holders[number]; ok {
		return h, nil
	}
	if int(number) >= len(f.places) || f.places[number].kind != 1 {
		return nil, errSyntax
	}
	v, data, err := f.objectAt(int(f.places[number].offset), number)
	if err != nil {
		return nil, err
	}
	d, err := v.dict(nil)
	if err != nil {
		return nil, err
	}
	first, ok := d.get("First").int()
	if err := d.deflated(); err != nil || !ok {
		return nil, errSyntax
	}
	h, err := f.unpack(data, first)
	if err != nil {
		return nil, err
	}
	f.holders[number] = h
	return h, nil
}

// unpack returns an object stream whose objects begin at first. The letters of a
// batch have most of theirs in common: the same elements in the same places.
func (f *file) unpack(data []byte, first int) (*holder, error) {
	key := holderKey{sha256.Sum256(data), first}
	if known, ok := f.unpacked.find(key); ok {
		return known, f.spend(len(known.data))
	}
	content, err := f.inflate(nil, data)
	if err != nil {
		return nil, err
	}
	if first > len(content) {
		return nil, errSyntax
	}
	h := &holder{data: content}
	if h.places, err = heldPlaces(content[:first], first, len(content)); err != nil {
		return nil, err
	}
	if len(content) <= mostKeptStream {
		f.unpacked.put(key, h)
	}
	return h, nil
}

// heldPlaces reads the head of an object stream: number and place of each object,
// counted from the first. Each object ends where the next one begins.
func heldPlaces(head []byte, first, size int) ([]heldPlace, error) {
	var places []heldPlace
	for l := (lexer{buf: head}); ; {
		number, err := l.next()
		if err == io.EOF {
			return places, nil
		}
		if err != nil {
			return nil, err
		}
		place, err := l.next()
		n, isNumber := number.int()
		at, isPlace := place.int()
		at += first
		if err != nil || !isNumber || !isPlace || at > size {
			return nil, errSyntax
		}
		if last := len(places) - 1; last >= 0 {
			if at < places[last].start {
				return nil, errSyntax
			}
			places[last].end = at
		}
		places = append(places, heldPlace{ref(n), at, size})
	}
}

// dictAt follows a reference to a dictionary, or to that of a stream.
func (f *file) dictAt(v value) (dict, error) { return f.dictInto(nil, v) }

// dictInto is dictAt in the memory of another dictionary.
func (f *file) dictInto(memory dict, v value) (dict, error) {
	v, _, err := f.object(v)
	if err != nil {
		return nil, err
	}
	return v.dict(memory)
}

// inflater undoes the compression of streams. It is costly to make. It keeps the
// object streams that were read last.
type inflater struct {
	source   bytes.Reader
	zlib     io.ReadCloser
	unpacked *cache[holderKey, *holder]

	// Of the file in hand.
	rowMemory   []byte
	placeMemory []objectPlace
}

// holderKey is all that the objects of a stream depend on: itself, and where they
// begin.
type holderKey struct {
	streamHash
	first int
}

func newInflater() *inflater { return &inflater{unpacked: newCache[holderKey, *holder](16)} }

// mostKeptStream is the size in bytes, inflated, of a stream that is kept for the
// next file.
const mostKeptStream = 64 << 10

// deflated follows a reference to a compressed stream.
func (f *file) deflated(v value) ([]byte, error) {
	v, data, err := f.object(v)
	if err != nil {
		return nil, err
	}
	d, err := v.dict(nil)
	if err != nil {
		return nil, err
	}
	if err := d.deflated(); err != nil {
		return nil, err
	}
	return data, f.spend(len(data))
}

// deflated is an error for a stream that is not deflated, or more than that.
func (d dict) deflated() error {
	if string(d.get("Filter").name()) != "FlateDecode" || d.get("DecodeParms") != nil {
		return errSyntax
	}
	return nil
}

// inflate appends the content of a stream to memory.
func (f *file) inflate(memory, data []byte) ([]byte, error) {
	before := len(memory)
	content, err := f.inflater.append(memory, data, f.left)
	if err != nil {
		return nil, err
	}
	return content, f.spend(len(content) - before)
}

// mostGrown is how much memory is asked for before anything is found to need it.
const mostGrown = 1 << 20

// append appends at most a little more than most bytes.
func (i *inflater) append(memory, data []byte, most int) ([]byte, error) {
	i.source.Reset(data)
	var err error
	if i.zlib == nil {
		i.zlib, err = zlib.NewReader(&i.source)
	} else {
		err = i.zlib.(zlib.Resetter).Reset(&i.source, nil)
	}
	for before := len(memory); err == nil && len(memory)-before <= most; {
		if len(memory) == cap(memory) {
			memory = slices.Grow(memory, min(4*len(data)+512, mostGrown))
		}
		var n int
		n, err = i.zlib.Read(memory[len(memory):cap(memory)])
		memory = memory[:len(memory)+n]
	}
	if err == io.EOF {
		return memory, nil
	}
	if err != nil {
		return nil, fmt.Errorf("broken stream: %w", err)
	}
	return nil, errTooLarge
}
