package table

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestJSONLines(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"flat", `{"a":"x","b":12}` + "\n" + `{"b":true,"c":null}` + "\n", "1: [a@1][b@1][c@1]\n1: [x@8][12@15][@0]\n2: [@0][true@9][@18]\n"},
		{"numbers as written", `{"a":9995260182,"b":1.50,"c":7e4}`, "1: [a@1][b@1][c@1]\n1: [9995260182@15][1.50@24][7e4@32]\n"},
		{"nested", `{"name":[{"family":"Wójcik","given":["Anna","Maria"]}]}`,
			"1: [name.0.family@1][name.0.given.0@1][name.0.given.1@1]\n1: [Wójcik@27][Anna@43][Maria@51]\n"},
		{"empty lines", "\n{\"a\":\"x\"}\r\n\r\n", "1: [a@1]\n2: [x@8]\n"},
		{"not JSON", "{\"a\":\"x\"}\n{\"a\":\n{\"a\":\"y\"}\n", "1: [a@1]\n1: [x@8]\n2: {2:1-0 the line is not JSON, or is cut off}\n3: [y@8]\n"},
		{"two objects", `{"a":"x"}{"a":"y"}`, "1: [a@1]\n1: {1:1-0 something stands after the JSON object of the line}\n"},
		{"a list", `["a"]`, "1: {1:1-0 the line is not a JSON object}\n"},
		{"member twice", `{"a":"x","a":"y"}`, "1: [a@1]\n1: {1:1-0 a member is given twice}\n"},
		{"deep", `{"a":` + strings.Repeat("[", 20) + strings.Repeat("]", 20) + "}", "1: {1:1-0 members lie more than 16 deep in each other}\n"},
		{"half a pair", `{"a":"\ud800"}`, "1: [a@1]\n1: [\ufffd@13]\n"},
		{"long", `{"a":"` + strings.Repeat("x", 200) + `"}` + "\n{\"a\":\"y\"}", "1: [a@1]\n1: {1:1-0 the row is longer than 0 KB}\n2: [y@8]\n"},
	} {
		rows, err := OpenJSONLines(strings.NewReader(c.text), int64(len(c.text)), Form{}, Limits{Row: 128, Columns: 5})
		if err != nil {
			t.Fatal(c.name, err)
		}
		if got := show(t, rows); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestJSONLinesBoundsColumns(t *testing.T) {
	text := `{"a":1,"b":2,"c":3}`
	_, err := OpenJSONLines(strings.NewReader(text), int64(len(text)), Form{}, Limits{Columns: 2})
	if !isUnreadable(err) {
		t.Errorf("err = %v", err)
	}
}

func FuzzJSONLines(f *testing.F) {
	f.Add([]byte(`{"a":"x","b":[1,{"c":null}]}` + "\n{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := OpenJSONLines(bytes.NewReader(data), int64(len(data)), Form{}, Limits{Row: 256, Columns: 8})
		if isUnreadable(err) {
			return
		}
		for err == nil {
			var row Row
			row, err = rows.Next()
			if isUnreadable(err) {
				err = nil
			}
			if len(row.Cells) > 8 {
				t.Fatalf("%d cells", len(row.Cells))
			}
		}
		if !errors.Is(err, io.EOF) {
			t.Fatal(err)
		}
	})
}
