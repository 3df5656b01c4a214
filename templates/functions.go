package templates

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"time"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/pathway"
)

// A marker stands in the Markdown for something that is no Markdown: a
// message, or a block of values. It is the number of an item of the run, or the
// key of a message without values, between two private-use characters, which no
// template may hold.
const (
	markerOpen  = '\uE000'
	markerClose = '\uE001'
)

// run executes templates, one at a time. Its functions are the whole language of
// templates; each leaves a marker or makes an argument.
type run struct {
	keys      map[string]bool
	templates *template.Template          // whose functions are those of the run
	blocks    map[string][]document.Block // of Markdown that was read before

	// Of the execution in hand.
	view     *view
	items    []any // document.Message or document.Block, by marker number
	markdown bytes.Buffer
}

// newRun returns a run of templates.
func newRun(templates *template.Template, keys map[string]bool) (*run, error) {
	clone, err := templates.Clone()
	if err != nil {
		return nil, err
	}
	r := &run{keys: keys, blocks: map[string][]document.Block{}}
	r.templates = clone.Funcs(r.functions())
	return r, nil
}

// runError is a mistake of a template or definition, told to its writer.
type runError struct{ what, hint string }

func (e *runError) Error() string { return e.what }

func (r *run) functions() template.FuncMap {
	return template.FuncMap{
		"say": r.say, "show": r.show, "key": key,
		"letterhead": r.letterhead, "address": r.address, "extra": extra,
		"date": date, "placeholder": placeholder, "clock": clock, "count": count, "hours": hours,
		"words": words, "bothwords": bothWords, "english": english, "name": name, "code": code,
		"phone": phone, "text": textMessage, "relay": relay, "email": email, "website": website,
	}
}

// execute returns the Markdown of a document. It holds until the next one.
func (r *run) execute(name string, v *view) ([]byte, error) {
	r.view, r.items = v, r.items[:0]
	r.markdown.Reset()
	err := r.templates.ExecuteTemplate(&r.markdown, name, v)
	return r.markdown.Bytes(), err
}

// mostMarkdown is how much Markdown a run keeps the blocks of. A value is never
// part of it, so the letters of a pathway have few forms of it.
const mostMarkdown = 64

// read returns the blocks of Markdown, with their markers.
func (r *run) read(file string, markdown []byte) ([]document.Block, finding.List) {
	if known, ok := r.blocks[string(markdown)]; ok {
		return known, nil
	}
	source := bytes.Clone(markdown)
	blocks, findings := readMarkdown(file, source)
	if len(findings) > 0 {
		return nil, findings
	}
	if len(r.blocks) == mostMarkdown {
		clear(r.blocks)
	}
	r.blocks[string(source)] = blocks
	return blocks, nil
}

func (r *run) mark(item any) string {
	r.items = append(r.items, item)
	return string(markerOpen) + strconv.Itoa(len(r.items)-1) + string(markerClose)
}

// say leaves the message of a key with its values, given as name and argument
// in turn. When the reader is a parent or carer and the message has a form for
// them (key ".child"), it is that one.
func (r *run) say(messageKey any, pairs ...any) (string, error) {
	key := plain(messageKey)
	if !r.keys[key] {
		return "", &runError{fmt.Sprintf("there is no message %q", key), nearestKey(key, r.keys)}
	}
	message := document.Message{Key: r.forReader(key)}
	if len(pairs)%2 != 0 {
		return "", &runError{fmt.Sprintf("say %q: values must come as name and value in turn", key), ""}
	}
	for i := 0; i < len(pairs); i += 2 {
		argument, ok := pairs[i+1].(document.Argument)
		if !ok {
			return "", &runError{fmt.Sprintf("say %q: the value of %v is not made by one of date, phone, count ...", key, pairs[i]), ""}
		}
		if message.Values == nil {
			message.Values = make(map[string]document.Argument, len(pairs)/2)
		}
		message.Values[plain(pairs[i])] = argument
	}
	return r.mark(message), nil
}

// plain is the text of a key or name.
func plain(v any) string {
	if text := reflect.ValueOf(v); text.Kind() == reflect.String {
		return text.String()
	}
	return fmt.Sprint(v)
}

// forReader is the key of a message for the reader of the document.
func (r *run) forReader(key string) string {
	if r.view.Child && r.keys[key+".child"] {
		return key + ".child"
	}
	return key
}

// show leaves a value on its own.
func (r *run) show(argument document.Argument) (string, error) {
	field := reflect.TypeOf(argument).Name()
	return r.say("show."+strings.ToLower(field), field, argument)
}

func (r *run) letterhead() string { return r.mark(r.view.letterhead()) }

func (r *run) address() (string, error) {
	if !r.view.Letter {
		return "", &runError{"a leaflet has no address", "use {{address}} in letter.md only"}
	}
	return r.mark(r.view.address()), nil
}

func nearestKey(key string, known map[string]bool) string {
	names := make([]string, 0, len(known))
	for name := range known {
		names = append(names, name)
	}
	slices.Sort(names)
	if near := finding.Nearest(key, names); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "add it to the English catalogue"
}

func key(parts ...any) string {
	var b strings.Builder
	for _, part := range parts {
		b.WriteString(plain(part))
	}
	return b.String()
}

func extra(v *view, section pathway.Section) []pathway.Key { return v.extras[section] }

func date(day *time.Time) document.Argument { return document.Date{Day: *day} }

func placeholder(day *time.Time) document.Argument {
	return document.Date{Day: *day, Placeholder: true}
}

func clock(hhmm string) (document.Argument, error) {
	t, err := time.Parse("15:04", hhmm)
	if err != nil {
		return nil, &runError{fmt.Sprintf("%q is not a time of day", hhmm), `write it like "09:30"`}
	}
	return document.Clock{Hour: t.Hour(), Minute: t.Minute()}, nil
}

func count(n int) document.Argument { return document.Count{N: n} }

func hours(spells []document.Spell) document.Argument { return document.Hours{Spells: spells} }

func words(key pathway.Key) document.Argument { return document.Words{Key: string(key)} }

func bothWords(key pathway.Key) document.Argument {
	return document.Words{Key: string(key), WithEnglish: true}
}

func english(text, field string) document.Argument {
	return document.English{Text: text, Field: field}
}

func name(text, field string) document.Argument { return document.Name{Text: text, Field: field} }

func code(text, field string) document.Argument { return document.Code{Text: text, Field: field} }

func phone(number string) document.Argument {
	return document.Code{Text: number, Field: "phone", URL: "tel:" + digits(number)}
}

func textMessage(number string) document.Argument {
	return document.Code{Text: number, Field: "text", URL: "sms:" + digits(number)}
}

// relay is the number to dial through Relay UK, which takes 18001 before any number.
func relay(number string) document.Argument { return phone("18001 " + number) }

func email(address string) document.Argument {
	return document.Code{Text: address, Field: "email", URL: "mailto:" + address}
}

func website(address string) document.Argument {
	return document.Code{Text: address, Field: "website", URL: "https://" + address}
}

func digits(number string) string { return strings.ReplaceAll(number, " ", "") }
