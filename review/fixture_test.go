package review

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wayleaf/finding"
	"wayleaf/locales"
)

// monday is when reviewers of the tests begin; minute is so much later.
var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func minute(n int) time.Time { return monday.Add(time.Duration(n) * time.Minute) }

// desktop is a working folder whose words are few: two of them are of no risk
// (x.thanks, x.visits), one answers a safety-critical question (x.come).
type desktop struct {
	t      testing.TB
	folder string
	*Store
}

func newDesktop(t testing.TB) *desktop {
	folder := t.TempDir()
	d := &desktop{t, folder, New(folder)}
	for _, tag := range []string{"en", "pl", "ur"} {
		data, err := fs.ReadFile(locales.FS(), tag+"/language.yaml")
		if err != nil {
			t.Fatal(err)
		}
		d.write("locales/"+tag+"/language.yaml", string(data))
	}
	d.write("locales/en/x.yaml", "x.thanks: Thank you.\nx.come: Do not come on that day.\nx.visits:\n  one: You have {{.Count}} visit.\n  other: You have {{.Count}} visits.\n")
	d.write("locales/ur/x.yaml", "x.thanks: شکریہ۔\nx.come: اس دن نہ آئیں۔\nx.visits:\n  one: آپ کی {{.Count}} ملاقات ہے۔\n  other: آپ کی {{.Count}} ملاقاتیں ہیں۔\n")
	return d
}

func (d *desktop) write(name, text string) {
	d.t.Helper()
	name = filepath.Join(d.folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desktop) text(name string) string {
	d.t.Helper()
	data, err := os.ReadFile(filepath.Join(d.folder, filepath.FromSlash(name)))
	if err != nil {
		d.t.Fatal(err)
	}
	return string(data)
}

// words loads the words as they stand now.
func (d *desktop) words() *locales.Catalogues {
	d.t.Helper()
	c, err := locales.Load(os.DirFS(filepath.Join(d.folder, "locales")))
	if err != nil {
		d.t.Fatal(err)
	}
	c.Critical = func(key string) bool { return key == "x.come" }
	c.Returned = d.log().Returned
	return c
}

func (d *desktop) log() *Log {
	d.t.Helper()
	log, err := d.Read()
	if err != nil {
		d.t.Fatal(err)
	}
	return log
}

// add stores entries and wants none refused.
func (d *desktop) add(entries ...Entry) Result {
	d.t.Helper()
	result, err := d.Add(d.t.Context(), d.words(), entries...)
	if err != nil || len(result.Refused) > 0 {
		d.t.Fatal(err, result.Refused)
	}
	return result
}

// approval is one of the words as they stand now.
func (d *desktop) approval(tag, key, by string, at time.Time) Approval {
	c := d.words()
	return Approval{Language: tag, Key: key, Text: hash(c, tag, key), Source: hash(c, "en", key), By: by, At: at}
}

func hash(c *locales.Catalogues, tag, key string) string {
	b := newBook(c, tag)
	return locales.Hash(b.words[key].Forms)
}

func (d *desktop) status(tag, key string) locales.Status {
	d.t.Helper()
	l, err := d.words().Language(tag)
	if err != nil {
		d.t.Fatal(err)
	}
	return l.Status(key)
}

func comment(n int, text string) Entry {
	return Entry{Kind: Comment, At: minute(n), By: "Ann Specimen", Language: "ur", Key: "x.thanks", Text: text}
}

// onBlock is a comment on a block of a letter in Urdu.
func onBlock(n int, pathway, block, text string) Entry {
	return Entry{Kind: Comment, At: minute(n), By: "Ann Specimen", Language: "ur", Pathway: pathway, Document: "letter", Block: block,
		Quote: "Ms Alex Sample / ZZ9 9ZZ", Text: text}
}

// returnOf is a return of a whole letter in Urdu.
func returnOf(n int, pathway, text string) Entry {
	return Entry{Kind: Return, At: minute(n), By: "Ann Specimen", Language: "ur", Pathway: pathway, Document: "letter", Text: text}
}

// rules are the rules of findings, in their order.
func rules(list finding.List) string {
	var rules []string
	for _, f := range list {
		rules = append(rules, f.Rule)
	}
	return strings.Join(rules, " ")
}

// asWriter is the folder in which a test binary is to write, instead of testing:
// entries until it is killed, or as many as asCount says, with a line for each
// once it is stored.
const (
	asWriter = "WAYLEAF_TEST_REVIEW_FOLDER"
	asCount  = "WAYLEAF_TEST_REVIEW_COUNT"
	asName   = "WAYLEAF_TEST_REVIEW_NAME"
)

func TestMain(m *testing.M) {
	folder := os.Getenv(asWriter)
	if folder == "" {
		os.Exit(m.Run())
	}
	count := 1 << 30
	fmt.Sscan(os.Getenv(asCount), &count)
	c, err := locales.Load(os.DirFS(filepath.Join(folder, "locales")))
	for n := 0; err == nil && n < count; n++ {
		e := comment(n, "process "+strings.Repeat("word ", n%700))
		e.By = os.Getenv(asName)
		var result Result
		if result, err = New(folder).Add(context.Background(), c, e); err == nil {
			err = result.Refused.Err()
		}
		fmt.Println("stored", n)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
