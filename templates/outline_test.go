package templates_test

import (
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wayleaf/document"
	"wayleaf/locales"
	"wayleaf/pathway"
	"wayleaf/recipient"
	"wayleaf/samples"
	"wayleaf/templates"
)

var update = flag.Bool("update", false, "write the golden outlines anew")

// keys are the message keys of the English catalogue with the samples' own.
func keys(t *testing.T) []string {
	t.Helper()
	wording, err := fs.Sub(samples.FS, "locales")
	if err != nil {
		t.Fatal(err)
	}
	catalogues, err := locales.Load(locales.FS(), wording)
	if err != nil {
		t.Fatal(err)
	}
	english, err := catalogues.Language("en")
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, entry := range english.Entries() {
		keys = append(keys, entry.Key)
	}
	return keys
}

// TestOutlines holds what each sample document says, whatever the language:
// the messages in reading order with their values.
func TestOutlines(t *testing.T) {
	set, err := templates.Load(keys(t), templates.FS())
	if err != nil {
		t.Fatal(err)
	}
	list := sampleList(t)
	want := map[string]bool{}
	for _, p := range samplePathways(t) {
		i := slices.IndexFunc(list, func(r recipient.Recipient) bool { return r.Pathway == p.ID })
		for _, order := range []templates.Order{
			{Kind: document.Letter, Pathway: p, Recipient: &list[i], Date: pathway.Date(2026, time.November, 23)},
			{Kind: document.Leaflet, Pathway: p, Date: pathway.Date(2026, time.November, 23)},
		} {
			outline, err := set.Outline(order)
			if err != nil {
				t.Fatalf("%s of %s: %v", order.Kind, p.ID, err)
			}
			name := filepath.Join("testdata", "outlines", fmt.Sprintf("%s.%s.txt", p.ID, order.Kind))
			want[name] = true
			golden(t, name, describe(outline))
		}
	}
	files, err := filepath.Glob(filepath.Join("testdata", "outlines", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !want[file] {
			t.Errorf("%s belongs to no sample: delete it", file)
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatalf("%v (go test ./templates -update writes it)", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func samplePathways(t *testing.T) []*pathway.Pathway {
	t.Helper()
	names, err := fs.Glob(samples.FS, "pathways/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var pathways []*pathway.Pathway
	for _, name := range names {
		p, err := pathway.Load(samples.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		pathways = append(pathways, p)
	}
	return pathways
}

func sampleList(t *testing.T) []recipient.Recipient {
	t.Helper()
	f, err := samples.FS.Open("recipients.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	list, err := recipient.Read(f, "recipients.csv")
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// describe prints an outline, one block or message a line.
func describe(d *document.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s of %s %s, ID %s\n", d.Kind, d.Pathway, d.Version, d.ID)
	for _, block := range d.Blocks {
		describeBlock(&b, "", block)
	}
	return b.String()
}

func describeBlock(b *strings.Builder, indent string, block document.Block) {
	line := func(format string, args ...any) { fmt.Fprintf(b, indent+format+"\n", args...) }
	switch n := block.(type) {
	case document.Letterhead:
		line("letterhead %s", describeRun(n.Name))
		for _, run := range n.Lines {
			line("  %s", describeRun(run))
		}
		if n.Logo != nil {
			line("  with a logo")
		}
	case document.Address:
		line("address %q", n.Name.Text)
		for _, value := range n.Lines {
			line("  %q", value.Text)
		}
	case document.Heading:
		line("heading %d %s", n.Level, describeRun(n.Inlines))
	case document.Paragraph:
		line("paragraph %s", describeRun(n.Inlines))
	case document.List:
		line("list, ordered %v", n.Ordered)
		for _, item := range n.Items {
			line("  %s", describeRun(item))
		}
	case document.KeyFacts:
		line("facts")
		for _, fact := range n.Facts {
			line("  %s = %s", describeRun(fact.Label), describeRun(fact.Value))
		}
	case document.Callout:
		line("callout")
		for _, inner := range n.Blocks {
			describeBlock(b, indent+"  ", inner)
		}
	case document.Path:
		line("path %s", describeRun(n.Alt))
		for _, stop := range n.Stops {
			line("  %s %s", stop.State, describeRun(stop.Label))
		}
	case document.QRCode:
		line("qrcode %s", describeRun(n.Inlines))
		line("  %s", describeRun(n.Scan))
	default:
		line("unknown %T", block)
	}
}

func describeRun(run []document.Inline) string {
	var parts []string
	for _, inline := range run {
		switch n := inline.(type) {
		case document.Message:
			parts = append(parts, describeMessage(n))
		case document.Text:
			if n != " " {
				parts = append(parts, fmt.Sprintf("%q", string(n)))
			}
		default:
			parts = append(parts, fmt.Sprintf("%T", inline))
		}
	}
	return strings.Join(parts, " ")
}

func describeMessage(m document.Message) string {
	if len(m.Values) == 0 {
		return m.Key
	}
	var values []string
	for _, name := range slices.Sorted(maps.Keys(m.Values)) {
		values = append(values, name+"="+describeArgument(m.Values[name]))
	}
	return m.Key + "(" + strings.Join(values, ", ") + ")"
}

func describeArgument(argument document.Argument) string {
	switch a := argument.(type) {
	case document.Date:
		placeholder := ""
		if a.Placeholder {
			placeholder = " placeholder"
		}
		return a.Day.Format("Mon 2 Jan 2006") + placeholder
	case document.Clock:
		return fmt.Sprintf("%02d:%02d", a.Hour, a.Minute)
	case document.Count:
		return fmt.Sprint(a.N)
	case document.Words:
		return a.Key
	case document.Name:
		return fmt.Sprintf("name %q", a.Text)
	case document.English:
		return fmt.Sprintf("english %q", a.Text)
	case document.Code:
		return fmt.Sprintf("code %q %s", a.Text, a.URL)
	case document.Hours:
		return fmt.Sprint(a.Spells)
	}
	return fmt.Sprintf("%T", argument)
}
