package qr

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
)

const skin = "https://www.tarnbeck.example/skin"

// addresses are of every length that a code can hold.
func addresses() []string {
	all := []string{skin, "https://www.nhs.uk/referrals"}
	random := rand.New(rand.NewPCG(1, 2))
	for n := 1; n <= Longest; n++ {
		var b strings.Builder
		for range n {
			b.WriteByte(" abcdefghijklmnopqrstuvwxyzABC0123456789-._~/:"[random.IntN(45)])
		}
		all = append(all, b.String())
	}
	return all
}

func TestCodesAreRead(t *testing.T) {
	for _, address := range addresses() {
		code, err := Encode(address)
		if err != nil {
			t.Errorf("%q: %v", address, err)
			continue
		}
		if got, err := decode(code); err != nil || got != address {
			t.Errorf("%q is read as %q, %v", address, got, err)
		}
	}
}

// A code that is one module wrong is read as something else: the decoder of
// these tests looks at every module.
func TestTheDecoderNoticesAModule(t *testing.T) {
	code, err := encode(skin)
	if err != nil {
		t.Fatal(err)
	}
	code.Rows[28][28] = !code.Rows[28][28]
	if got, err := decode(code); err == nil && got == skin {
		t.Error("a wrong module is not noticed")
	}
}

func TestEdgesFillWhatIsDark(t *testing.T) {
	for _, address := range addresses() {
		code, err := Encode(address)
		if err != nil {
			t.Fatal(err)
		}
		for y := range code.Size() {
			for x := range code.Size() {
				if inside(code.Edges, x, y) != code.Rows[y][x] {
					t.Fatalf("%q: the edges fill module %d %d wrongly", address, x, y)
				}
			}
		}
	}
}

// inside counts the upright edges to the left of the middle of a module.
func inside(edges [][]Point, x, y int) bool {
	dark := false
	for _, edge := range edges {
		for i, to := range edge {
			from := edge[(i+len(edge)-1)%len(edge)]
			if from.X == to.X && from.X <= x && min(from.Y, to.Y) <= y && y < max(from.Y, to.Y) {
				dark = !dark
			}
		}
	}
	return dark
}

func TestEncodeRefuses(t *testing.T) {
	for _, address := range []string{"", skin + strings.Repeat("x", Longest)} {
		if _, err := Encode(address); err == nil {
			t.Errorf("%q has a code", address)
		}
	}
}

// What is kept does not show, and does not grow.
func TestCodesAreKept(t *testing.T) {
	first, err := Encode(skin)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := Encode(skin); again != first {
		t.Error("the same address is encoded twice in a row")
	}
	var workers sync.WaitGroup
	for w := range 4 {
		workers.Go(func() {
			for i := range mostKept {
				if _, err := Encode(fmt.Sprintf("%s/%d/%d", skin, w, i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	workers.Wait()
	if len(kept.codes) > mostKept {
		t.Errorf("%d codes are kept", len(kept.codes))
	}
	anew, err := Encode(skin)
	if err != nil || !slices.EqualFunc(anew.Rows, first.Rows, slices.Equal[[]bool]) {
		t.Errorf("a second code differs: %v", err)
	}
}

func BenchmarkEncode(b *testing.B) {
	for _, bench := range []struct {
		name   string
		encode func(string) (*Code, error)
	}{{"anew", encode}, {"kept", Encode}} {
		b.Run(bench.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := bench.encode(skin); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
