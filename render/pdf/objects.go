package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// objectFile assembles a PDF of numbered objects. Dictionaries go into
// compressed object streams and a cross-reference stream (ISO 32000-1, 7.5.7
// and 7.5.8): the structure tree of a letter is hundreds of small objects.
type objectFile struct {
	out     bytes.Buffer
	places  []objectPlace // by number; 0 is free
	waiting []ref
	bodies  bytes.Buffer
	starts  []int // of each waiting body
}

type ref int

func (r ref) String() string { return fmt.Sprintf("%d 0 R", int(r)) }

// objectPlace is a row of the cross-reference stream.
type objectPlace struct {
	kind          byte // 1: at an offset, 2: in an object stream
	offset, index uint32
}

// objectsPerStream bounds how much a reader must inflate to find one object.
const objectsPerStream = 200

func newObjectFile() *objectFile {
	f := &objectFile{places: make([]objectPlace, 1)}
	f.out.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	return f
}

// reserve gives a number to an object that is written later.
func (f *objectFile) reserve() ref {
	f.places = append(f.places, objectPlace{})
	return ref(len(f.places) - 1)
}

// put writes an object that is not a stream.
func (f *objectFile) put(r ref, format string, args ...any) {
	f.waiting = append(f.waiting, r)
	f.starts = append(f.starts, f.bodies.Len())
	fmt.Fprintf(&f.bodies, format, args...)
	f.bodies.WriteByte(' ')
	if len(f.waiting) == objectsPerStream {
		f.flush()
	}
}

func (f *objectFile) add(format string, args ...any) ref {
	r := f.reserve()
	f.put(r, format, args...)
	return r
}

// stream writes a compressed stream; entries are the rest of its dictionary.
func (f *objectFile) stream(r ref, entries string, content []byte) {
	f.deflated(r, entries, deflate(content))
}

func (f *objectFile) deflated(r ref, entries string, content []byte) {
	f.raw(r, entries+" /Filter /FlateDecode", content)
}

// raw writes a stream as it is.
func (f *objectFile) raw(r ref, entries string, content []byte) {
	f.places[r] = objectPlace{kind: 1, offset: uint32(f.out.Len())}
	fmt.Fprintf(&f.out, "%d 0 obj\n<<%s /Length %d>>\nstream\n", int(r), entries, len(content))
	f.out.Write(content)
	f.out.WriteString("\nendstream\nendobj\n")
}

// flush writes the waiting objects as one object stream.
func (f *objectFile) flush() {
	if len(f.waiting) == 0 {
		return
	}
	holder := f.reserve()
	var content bytes.Buffer
	for i, r := range f.waiting {
		f.places[r] = objectPlace{kind: 2, offset: uint32(holder), index: uint32(i)}
		fmt.Fprintf(&content, "%d %d ", int(r), f.starts[i])
	}
	first := content.Len()
	content.Write(f.bodies.Bytes())
	f.stream(holder, fmt.Sprintf("/Type /ObjStm /N %d /First %d", len(f.waiting), first), content.Bytes())
	f.waiting, f.starts = f.waiting[:0], f.starts[:0]
	f.bodies.Reset()
}

// close writes the cross-reference stream and returns the file. Its ID is the
// hash of all that stands before.
func (f *objectFile) close(root, info ref) []byte {
	f.flush()
	table := f.reserve()
	start := f.out.Len()
	f.places[table] = objectPlace{kind: 1, offset: uint32(start)}
	hash := sha256.Sum256(f.out.Bytes())
	var rows []byte
	for i, p := range f.places {
		rows = append(rows, p.kind)
		rows = binary.BigEndian.AppendUint32(rows, p.offset)
		if i == 0 {
			p.index = 0xFFFF
		}
		rows = binary.BigEndian.AppendUint16(rows, uint16(p.index))
	}
	f.stream(table, fmt.Sprintf("/Type /XRef /Size %d /W [1 4 2] /Root %s /Info %s /ID [<%X> <%X>]",
		len(f.places), root, info, hash[:16], hash[:16]), rows)
	fmt.Fprintf(&f.out, "startxref\n%d\n%%%%EOF\n", start)
	return f.out.Bytes()
}

// deflaters are costly to make.
var deflaters = sync.Pool{New: func() any {
	w, err := zlib.NewWriterLevel(nil, 6)
	if err != nil {
		panic(err)
	}
	return w
}}

// deflate compresses; the result depends on the content alone.
func deflate(content []byte) []byte {
	var out bytes.Buffer
	w := deflaters.Get().(*zlib.Writer)
	defer deflaters.Put(w)
	w.Reset(&out)
	w.Write(content) // a bytes.Buffer takes everything
	w.Close()
	return out.Bytes()
}
