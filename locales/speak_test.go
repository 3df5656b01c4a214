package locales

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wayleaf/document"
	"wayleaf/finding"
)

// pack is a small catalogue in three languages.
func pack(t testing.TB) *Catalogues {
	return loadWith(t,
		"en/a.yaml", `
title: You do not have an appointment yet
greeting: Dear {{.Name}}
do-not-come: "**Do not come** on {{.Date}} at {{.Time}}."
phone: "Phone [us on {{.Phone}}](https://example.nhs.uk/phone) or {{.Phone}}."
call-us: Phone {{.Phone}}.
open: "Open: {{.Hours}}."
tries: {one: "We phone {{.Count}} time.", other: "We phone {{.Count}} times."}
app: It says {{.Text}}.
clinic: Skin clinic
from: From the {{.Clinic}}
one-form: "Tries: {{.Count}}"
empty: Not blank
untranslated: Only here
`,
		"ar/a.yaml", `
title: ليس لديكم موعد بعد
greeting: السيد/السيدة {{.Name}}
do-not-come: "**لا تأتوا** يوم {{.Date}} الساعة {{.Time}}."
phone: "اتصلوا [بنا على {{.Phone}}](https://example.nhs.uk/phone) أو {{.Phone}}."
call-us: اتصلوا على {{.Phone}}.
open: "ساعات العمل: {{.Hours}}."
tries: {zero: لن نتصل, one: سنتصل مرة واحدة, two: سنتصل مرتين, few: "سنتصل {{.Count}} مرات", many: "سنتصل {{.Count}} مرة", other: "سنتصل {{.Count}} مرة"}
app: يظهر {{.Text}}.
clinic: عيادة الجلد
from: من {{.Clinic}}
empty: " "
`,
		"pl/a.yaml", `
title: Nie mają Państwo jeszcze wizyty
greeting: Szanowni Państwo {{.Nazwisko}}
tries: {one: "{{.Count}} raz", few: "{{.Count}} razy"}
`)
}

var (
	wednesday = document.Date{Day: time.Date(2026, 8, 12, 0, 0, 0, 0, london())}
	office    = document.Hours{Spells: []document.Spell{
		{First: time.Monday, Last: time.Friday, Opens: document.Clock{Hour: 8, Minute: 30}, Closes: document.Clock{Hour: 17}},
		{First: time.Saturday, Last: time.Saturday, Opens: document.Clock{Hour: 9}, Closes: document.Clock{Hour: 12}},
	}}
)

func english(inlines ...document.Inline) document.Inline { return inEnglish(inlines) }

func TestSay(t *testing.T) {
	phone := document.Code{Text: "01632 960001", Field: "contact.phone", URL: "tel:+441632960001"}
	number := document.Value{Text: "01632 960001", Direction: "ltr", Whole: true, Field: "contact.phone"}
	for _, test := range []struct {
		name, tag string
		say       document.Message
		want      []document.Inline
	}{
		{"plain", "en", say("title"), []document.Inline{document.Text("You do not have an appointment yet")}},
		{"name", "ar", say("greeting", "Name", document.Name{Text: "*[x](y)* {{.}} <b>", Field: "recipient.name"}),
			[]document.Inline{document.Text("السيد/السيدة "), document.Value{Text: "*[x](y)* {{.}} <b>", Field: "recipient.name"}}},
		{"date and time", "en", say("do-not-come", "Date", wednesday, "Time", document.Clock{Hour: 14, Minute: 30}), []document.Inline{
			document.Strong{Inlines: []document.Inline{document.Text("Do not come")}}, document.Text(" on "),
			document.Value{Text: "Wednesday 12 August 2026", Direction: "ltr"}, document.Text(" at "),
			document.Value{Text: "2:30pm", Direction: "ltr"}, document.Text(".")}},
		{"date and time beside the English", "ar", say("do-not-come", "Date", wednesday, "Time", document.Clock{Hour: 14, Minute: 30}), []document.Inline{
			document.Strong{Inlines: []document.Inline{document.Text("لا تأتوا")}}, document.Text(" يوم "),
			document.Value{Text: "الأربعاء 12 أغسطس 2026", Direction: "rtl"}, document.Text(" ("),
			english(document.Value{Text: "Wednesday 12 August 2026", Direction: "ltr"}), document.Text(") الساعة "),
			document.Value{Text: "2:30 بعد الظهر", Direction: "rtl"}, document.Text(" ("),
			english(document.Value{Text: "2:30pm", Direction: "ltr"}), document.Text(").")}},
		{"code in a link and by itself", "en", say("phone", "Phone", phone), []document.Inline{
			document.Text("Phone "),
			document.Link{URL: "https://example.nhs.uk/phone", Inlines: []document.Inline{document.Text("us on "), number}},
			document.Text(" or "), document.Link{URL: phone.URL, Inlines: []document.Inline{number}}, document.Text(".")}},
		{"hours", "en", say("open", "Hours", office), []document.Inline{
			document.Text("Open: "), document.Value{Text: "Monday to Friday, 8:30am to 5pm, and Saturday, 9am to midday", Direction: "ltr"}, document.Text(".")}},
		{"English stays English", "ar", say("app", "Text", document.English{Text: "Gastro Triage", Field: "f"}), []document.Inline{
			document.Text("يظهر "), english(document.Value{Text: "Gastro Triage", Direction: "ltr", Field: "f"}), document.Text(".")}},
		{"English in English", "en", say("app", "Text", document.English{Text: "Gastro Triage", Field: "f"}), []document.Inline{
			document.Text("It says "), document.Value{Text: "Gastro Triage", Direction: "ltr", Field: "f"}, document.Text(".")}},
		{"words", "ar", say("from", "Clinic", document.Words{Key: "clinic"}), []document.Inline{
			document.Text("من عيادة الجلد")}},
		{"words beside the English", "ar", say("from", "Clinic", document.Words{Key: "clinic", WithEnglish: true}), []document.Inline{
			document.Text("من عيادة الجلد ("), english(document.Text("Skin clinic")), document.Text(")")}},
		{"a number in the word", "ar", say("tries", "Count", document.Count{N: 2}), []document.Inline{document.Text("سنتصل مرتين")}},
		{"a large number", "en", say("tries", "Count", document.Count{N: 1234567}), []document.Inline{
			document.Text("We phone "), document.Value{Text: "1,234,567", Direction: "ltr", Whole: true}, document.Text(" times.")}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := languageOf(t, pack(t), test.tag).Say(test.say)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestSayFindings(t *testing.T) {
	name := document.Name{Text: "Test", Field: "recipient.name"}
	for _, test := range []struct {
		name, tag string
		say       document.Message
		want      string // rule of the finding
		place     string
	}{
		{"unknown key", "en", say("titel"), "message/unknown", "locales/en"},
		{"not translated", "ar", say("untranslated"), "message/missing", "locales/ar"},
		{"blank", "ar", say("empty"), "message/empty", "locales/ar/a.yaml:12:1"},
		{"plural form missing", "pl", say("tries", "Count", document.Count{N: 5}), "message/plural-form", "locales/pl/a.yaml:4:1"},
		{"count without plural forms", "en", say("one-form", "Count", document.Count{N: 5}), "message/plural-form", "locales/en/a.yaml:12:1"},
		{"plural forms without count", "en", say("tries"), "message/value-type", "locales/en/a.yaml:8:1"},
		{"two counts", "en", say("tries", "Count", document.Count{N: 5}, "More", document.Count{N: 1}), "message/value-type", "locales/en/a.yaml:8:1"},
		{"value missing", "en", say("greeting"), "message/value-missing", "locales/en/a.yaml:3:11"},
		{"value nil", "en", say("greeting", "Name", nil), "message/value-missing", "locales/en/a.yaml:3:11"},
		{"wrong placeholder", "pl", say("greeting", "Name", name), "message/value-missing", "locales/pl/a.yaml:3:11"},
		{"value unused", "en", say("title", "Name", name), "message/value-unused", "locales/en/a.yaml:2:8"},
		{"words with values", "en", say("from", "Clinic", document.Words{Key: "from"}), "message/value-missing", "locales/en/a.yaml:11:7"},
		{"private use", "en", say("greeting", "Name", document.Name{Text: "A\uE000", Field: "f"}), "value/character", ""},
		{"bidi override", "en", say("greeting", "Name", document.Name{Text: "A\u202EB", Field: "f"}), "value/character", ""},
		{"isolate closed", "en", say("call-us", "Phone", document.Code{Text: "1\u2069", Field: "f"}), "value/character", ""},
		{"line break", "en", say("greeting", "Name", document.Name{Text: "A\nB", Field: "f"}), "value/character", ""},
		{"not UTF-8", "en", say("greeting", "Name", document.Name{Text: "A\xff", Field: "f"}), "value/character", ""},
		{"blank value", "en", say("greeting", "Name", document.Name{Text: " ", Field: "f"}), "value/empty", ""},
		{"dangerous link", "en", say("call-us", "Phone", document.Code{Text: "1", Field: "f", URL: "javascript:x"}), "value/link", ""},
		{"no day", "en", say("do-not-come", "Date", document.Date{}, "Time", document.Clock{}), "message/value-type", "locales/en/a.yaml:4:1"},
		{"no time of day", "en", say("do-not-come", "Date", wednesday, "Time", document.Clock{Hour: 24}), "message/value-type", "locales/en/a.yaml:4:1"},
		{"no hours", "en", say("open", "Hours", document.Hours{}), "message/value-type", "locales/en/a.yaml:7:1"},
		{"below zero", "en", say("tries", "Count", document.Count{N: -1}), "message/value-type", "locales/en/a.yaml:8:1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			words, err := languageOf(t, pack(t), test.tag).Say(test.say)
			findings, _ := err.(finding.List)
			if words != nil || len(findings) == 0 {
				t.Fatalf("got %v, %v", words, err)
			}
			if got := findings[0]; got.Rule != test.want || got.Place.String() != test.place {
				t.Errorf("got %v", got)
			}
			if strings.Contains(err.Error(), name.Text) {
				t.Errorf("the error quotes a value: %v", err)
			}
		})
	}
}

func outline() *document.Document {
	words := func(key string, values ...any) []document.Inline { return []document.Inline{say(key, values...)} }
	return &document.Document{
		Kind: document.Letter, ID: "WL-2", Pathway: "p", Version: "1",
		Blocks: []document.Block{
			document.Letterhead{Name: []document.Inline{document.Value{Text: "Tarnbeck General"}}, Lines: [][]document.Inline{words("call-us", "Phone", document.Code{Text: "01632 960001"})}},
			document.Address{Name: document.Value{Text: "A Person"}, Lines: []document.Value{{Text: "1 Road"}, {Text: "AA1 1AA"}}},
			document.Heading{Level: 1, Inlines: words("title")},
			document.Paragraph{Inlines: append(words("title"), document.Text(" "), say("tries", "Count", document.Count{N: 3}))},
			document.Callout{Blocks: []document.Block{document.Paragraph{Inlines: words("do-not-come", "Date", wednesday, "Time", document.Clock{})}}},
			document.List{Ordered: true, Items: [][]document.Inline{words("open", "Hours", office)}},
			document.KeyFacts{Facts: []document.Fact{{Label: words("clinic"), Value: words("from", "Clinic", document.Words{Key: "clinic"})}}},
			document.QRCode{Inlines: words("title"), Scan: words("call-us", "Phone", document.Code{Text: "01632 960001"})},
			document.Path{Alt: words("title"), Stops: []document.Stop{{State: document.Now, Label: words("clinic")}}},
		},
	}
}

func TestSpeak(t *testing.T) {
	given, before := outline(), outline()
	spoken, err := languageOf(t, pack(t), "ar").Speak(given)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, given); diff != "" {
		t.Errorf("the outline has changed: %s", diff)
	}
	if spoken.Language != "ar" || spoken.Direction != "rtl" || spoken.Title != "ليس لديكم موعد بعد" || spoken.ID != "WL-2" {
		t.Errorf("got %q %q %q %q", spoken.Language, spoken.Direction, spoken.Title, spoken.ID)
	}
	if messages(reflect.ValueOf(spoken.Blocks)) > 0 {
		t.Error("a message is left unspoken")
	}
	f := spoken.Furniture
	want := []document.Inline{document.Text("صفحة "), document.PageNumber{}, document.Text(" من "), document.PageCount{}}
	if diff := cmp.Diff(want, f.Page); diff != "" {
		t.Errorf("page: %s", diff)
	}
	want = []document.Inline{document.Text("معرّف الرسالة: "), document.Value{Text: "WL-2", Direction: "ltr", Whole: true, Field: "document.ID"}}
	if diff := cmp.Diff(want, f.Reference); diff != "" {
		t.Errorf("reference: %s", diff)
	}
	if span, ok := f.Draft[len(f.Draft)-1].(document.Span); !ok || !strings.HasPrefix(document.Plain(span.Inlines), "DRAFT.") {
		t.Errorf("the draft mark does not say DRAFT in English: %v", f.Draft)
	}
	if len(f.Continues) == 0 || len(f.End) == 0 {
		t.Errorf("got %v", f)
	}
}

// messages counts the Message nodes in a tree.
func messages(v reflect.Value) (n int) {
	if v.Type() == reflect.TypeFor[document.Message]() {
		return 1
	}
	switch v.Kind() {
	case reflect.Interface:
		return messages(v.Elem())
	case reflect.Slice:
		for i := range v.Len() {
			n += messages(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			n += messages(v.Field(i))
		}
	}
	return n
}

func TestSpeakReportsEverything(t *testing.T) {
	given := outline()
	given.Kind = document.Leaflet
	given.ID = ""
	given.Blocks = append(given.Blocks[:2], document.Paragraph{Inlines: []document.Inline{
		document.Text("Untranslated words"), say("untranslated"), say("empty"), document.Value{Text: ""},
	}})
	spoken, err := languageOf(t, pack(t), "ar").Speak(given)
	if spoken != nil {
		t.Error("there is a document")
	}
	for _, rule := range []string{"outline/words", "message/missing", "message/empty", "value/empty", "outline/title"} {
		if !strings.Contains(err.Error(), rule) {
			t.Errorf("no finding %s in\n%v", rule, err)
		}
	}
}

func TestSpokenWordsAreShared(t *testing.T) {
	l := languageOf(t, pack(t), "en")
	first, _ := l.Say(say("title"))
	_ = append(first, document.Text("mine"))
	second, _ := l.Say(say("title"))
	if cap(second) != len(second) || document.Plain(second) != "You do not have an appointment yet" {
		t.Errorf("got %v", second)
	}
}

// No value can become markup: it comes back letter for letter, or as an error,
// and all around it stays the same.
func FuzzName(f *testing.F) {
	for _, name := range []string{"Anna", "*[x](y)*", "{{.Name}}", "<b>", "\uE000", "\u2067", "عمر", "a\nb", "&amp;", "**"} {
		f.Add(name)
	}
	l := languageOf(f, pack(f), "ar")
	f.Fuzz(func(t *testing.T, name string) {
		words, err := l.Say(say("greeting", "Name", document.Name{Text: name, Field: "recipient.name"}))
		if err != nil {
			return
		}
		want := []document.Inline{document.Text("السيد/السيدة "), document.Value{Text: name, Field: "recipient.name"}}
		if !cmp.Equal(want, words) {
			t.Errorf("%q became %v", name, words)
		}
	})
}

// Whatever stands in a message file, it is either read or complained about.
func FuzzCatalogue(f *testing.F) {
	for _, text := range []string{"a: b", "a: {one: x, other: '{{.Count}}'}", "a: '{{.X}} **b** [c](https://d)'", "- a", "a:\n  waive: {link: x}\n  other: b", "a: |\n  b\\\n  c"} {
		f.Add(text)
	}
	base := layer("en/language.yaml", string(ground(f)["en/language.yaml"].Data))
	f.Fuzz(func(t *testing.T, text string) {
		c, err := Load(base, layer("en/a.yaml", text))
		if err != nil {
			return
		}
		c.Lint("en")
		l := languageOf(t, c, "en")
		for _, entry := range l.Entries() {
			l.Say(say(entry.Key))
		}
	})
}

func BenchmarkSpeak(b *testing.B) {
	c := pack(b)
	for _, tag := range []string{"en", "ar"} {
		b.Run(tag, func(b *testing.B) {
			l, given := languageOf(b, c, tag), outline()
			b.ReportAllocs()
			for b.Loop() {
				if _, err := l.Speak(given); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(FS()); err != nil {
			b.Fatal(err)
		}
	}
}
