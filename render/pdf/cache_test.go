package pdf

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"

	"wayleaf/document"
)

// distinct are documents in every script, each with words of its own, and some
// with a logo.
func distinct(n int) []*document.Document {
	var all []*document.Document
	languages := []string{"en", "ar", "ur", "bn", "pl"}
	for i := range n {
		d := kitchenSink(languages[i%len(languages)])
		d.Blocks = append(d.Blocks, document.Paragraph{Inlines: fill(fmt.Sprintf("Number %d of %d.", i, n))})
		switch i % 3 {
		case 1:
			d = with(d, shapesLogo(100, float64(20+i)))
		case 2:
			d = with(d, imageLogo(document.PNG, i%2 == 0))
		}
		all = append(all, d)
	}
	return all
}

// The bytes of a file do not depend on what was made before it, in which
// order, or by how many at once.
func TestCachesDoNotShow(t *testing.T) {
	documents := distinct(60)
	want := make([][]byte, len(documents))
	for i, d := range documents {
		file, err := newSetter(d.Language, newShaper()).write(nil, d)
		if err != nil {
			t.Fatal(err)
		}
		want[i] = file
	}
	for _, workers := range []int{1, 2, 16} {
		inTurns(workers, len(documents), func(i int) {
			var out bytes.Buffer
			if err := Write(&out, documents[i]); err != nil || !bytes.Equal(out.Bytes(), want[i]) {
				t.Errorf("document %d, %d workers: other bytes than alone; error %v", i, workers, err)
			}
		})
	}
}

// Nor does what is read from a file, or whether it is refused.
func TestReadersDoNotShow(t *testing.T) {
	var files [][]byte
	for i, d := range distinct(20) {
		file := written(t, d)
		damaged := bytes.Clone(file)
		damaged[(i+1)*len(file)/22] ^= 0x20
		files = append(files, file, damaged)
	}
	want := make([][]Page, len(files))
	for i, file := range files {
		var err error
		if want[i], err = newReader().read(file); err != nil && i%2 == 0 {
			t.Fatalf("document %d: %v", i/2, err)
		}
	}
	for _, workers := range []int{1, 2, 16} {
		inTurns(workers, len(files), func(i int) {
			if pages, err := Read(files[i]); !reflect.DeepEqual(pages, want[i]) || (err == nil) != (want[i] != nil) {
				t.Errorf("file %d, %d workers: other words than alone; error %v", i, workers, err)
			}
		})
	}
}

// inTurns does n things, shuffled, with a number of workers.
func inTurns(workers, n int, do func(i int)) {
	turns := make(chan int)
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for i := range turns {
				do(i)
			}
		})
	}
	for _, i := range rand.New(rand.NewPCG(uint64(workers), 1)).Perm(n) {
		turns <- i
	}
	close(turns)
	group.Wait()
}

func TestCacheKeepsWhatIsAskedFor(t *testing.T) {
	c := newCache[int, int](10)
	for i := range 1000 {
		c.put(i, -i)
		if v, ok := c.find(0); i > 0 && (!ok || v != 0) {
			t.Fatalf("0 was dropped after %d though it was asked for each time", i)
		}
		if len(c.young)+len(c.old) > 20 {
			t.Fatalf("%d entries are kept, twice 10 are the limit", len(c.young)+len(c.old))
		}
	}
	if _, ok := c.find(500); ok {
		t.Error("500 is still kept")
	}
}
