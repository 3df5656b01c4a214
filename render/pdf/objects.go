package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// objectFile assembles a PDF of numbered objects. Dictionaries go into
// compressed object streams and a cross-reference stream (ISO 32000-1, 7.5.7
// and 7.5.8): the structure tree of a letter is hundreds of small objects.
//
// An object is written between begin and end, through the appending methods.
type objectFile struct {
	out     []byte
	places  []objectPlace // by number; 0 is free
	waiting []ref
	body    []byte // of the waiting objects
	starts  []int  // of each waiting body
	content []byte // of the object stream in hand
	packed  *cache[string, []byte]
}

type ref int

// objectPlace is a row of the cross-reference stream.
type objectPlace struct {
	kind          byte // 1: at an offset, 2: in an object stream
	offset, index uint32
}

// rowSize is that of a row in the file, in bytes: /W [1 4 2].
const rowSize = 1 + 4 + 2

// objectsPerStream bounds how much a reader must inflate to find one object.
const objectsPerStream = 200

func newObjectFile(s *shaper) *objectFile {
	m := &s.memory
	f := &objectFile{places: append(m.places[:0], objectPlace{}), body: m.body[:0], content: m.content[:0], packed: s.packed}
	f.out = append(m.file[:0], "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"...)
	return f
}

// reserve gives a number to an object that is written later.
func (f *objectFile) reserve() ref {
	f.places = append(f.places, objectPlace{})
	return ref(len(f.places) - 1)
}

// begin opens an object that is not a stream.
func (f *objectFile) begin(r ref) {
	f.waiting = append(f.waiting, r)
	f.starts = append(f.starts, len(f.body))
}

func (f *objectFile) end() {
	f.body = append(f.body, ' ')
	if len(f.waiting) == objectsPerStream {
		f.flush()
	}
}

func (f *objectFile) text(s string) { f.body = append(f.body, s...) }

func (f *objectFile) int(n int) { f.body = strconv.AppendInt(f.body, int64(n), 10) }

func (f *objectFile) ref(r ref) { f.body = append(appendRef(f.body, r), ' ') }

func appendRef(b []byte, r ref) []byte { return append(strconv.AppendInt(b, int64(r), 10), " 0 R"...) }

func (f *objectFile) add(body string) ref {
	r := f.reserve()
	f.begin(r)
	f.text(body)
	f.end()
	return r
}

// stream writes a compressed stream; entries are the rest of its dictionary.
func (f *objectFile) stream(r ref, entries string, content []byte) {
	d := fast.Get().(*deflater)
	defer fast.Put(d)
	f.deflated(r, entries, d.deflate(content))
}

func (f *objectFile) deflated(r ref, entries string, content []byte) {
	f.raw(r, entries+" /Filter /FlateDecode", content)
}

// raw writes a stream as it is.
func (f *objectFile) raw(r ref, entries string, content []byte) {
	f.places[r] = objectPlace{kind: 1, offset: uint32(len(f.out))}
	b := append(strconv.AppendInt(f.out, int64(r), 10), " 0 obj\n<<"...)
	b = append(append(b, entries...), " /Length "...)
	b = append(strconv.AppendInt(b, int64(len(content)), 10), ">>\nstream\n"...)
	f.out = append(append(b, content...), "\nendstream\nendobj\n"...)
}

// flush writes the waiting objects as one object stream.
func (f *objectFile) flush() {
	if len(f.waiting) == 0 {
		return
	}
	holder := f.reserve()
	content := f.content[:0]
	for i, r := range f.waiting {
		f.places[r] = objectPlace{kind: 2, offset: uint32(holder), index: uint32(i)}
		content = append(strconv.AppendInt(content, int64(r), 10), ' ')
		content = append(strconv.AppendInt(content, int64(f.starts[i]), 10), ' ')
	}
	entries := fmt.Sprintf("/Type /ObjStm /N %d /First %d", len(f.waiting), len(content))
	f.content = append(content, f.body...)
	f.deflated(holder, entries, f.pack(f.content))
	f.waiting, f.starts, f.body = f.waiting[:0], f.starts[:0], f.body[:0]
}

// pack deflates an object stream or a passage of a page. The letters of a batch have
// most of theirs in common: the same elements, the same words in the same places.
func (f *objectFile) pack(content []byte) []byte {
	packed, ok := findText(f.packed, content)
	if !ok {
		packed = fast.deflate(content)
		f.packed.put(string(content), packed)
	}
	return packed
}

// close writes the cross-reference stream and returns the file. Its ID is the
// hash of all that stands before.
func (f *objectFile) close(root, info ref, m *memory) []byte {
	f.flush()
	table := f.reserve()
	start := len(f.out)
	f.places[table] = objectPlace{kind: 1, offset: uint32(start)}
	hash := sha256.Sum256(f.out)
	rows := make([]byte, 0, rowSize*len(f.places))
	for i, p := range f.places {
		rows = append(rows, p.kind)
		rows = binary.BigEndian.AppendUint32(rows, p.offset)
		if i == 0 {
			p.index = 0xFFFF
		}
		rows = binary.BigEndian.AppendUint16(rows, uint16(p.index))
	}
	f.stream(table, fmt.Sprintf("/Type /XRef /Size %d /W [1 4 2] /Root %d 0 R /Info %d 0 R /ID [<%X> <%X>]",
		len(f.places), int(root), int(info), hash[:16], hash[:16]), rows)
	f.out = fmt.Appendf(f.out, "startxref\n%d\n%%%%EOF\n", start)
	m.file, m.body, m.content, m.places = f.out, f.body, f.content, f.places
	return f.out
}

// deflater is costly to make.
type deflater struct {
	writer *zlib.Writer
	out    bytes.Buffer
}

type deflaters struct{ sync.Pool }

// Pages are deflated fast, and fonts, which many letters share, thoroughly.
var fast, thorough = newDeflaters(1), newDeflaters(9)

func newDeflaters(level int) *deflaters {
	return &deflaters{sync.Pool{New: func() any {
		w, err := zlib.NewWriterLevel(nil, level)
		if err != nil {
			panic(err)
		}
		return &deflater{writer: w}
	}}}
}

// deflate compresses; the result depends on the content alone.
func (pool *deflaters) deflate(content []byte) []byte {
	d := pool.Get().(*deflater)
	defer pool.Put(d)
	return bytes.Clone(d.deflate(content))
}

// deflate compresses. What it returns holds until the next time.
func (d *deflater) deflate(content []byte) []byte {
	d.out.Reset()
	d.writer.Reset(&d.out)
	d.writer.Write(content) // a bytes.Buffer takes everything
	d.writer.Close()
	return d.out.Bytes()
}
