package templates_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"wayleaf/finding"
	"wayleaf/templates"
)

// TestTemplatesAreRefused has one vector for each thing a template cannot hold.
// A "∑" stands where the finding must point; it is taken out before the test.
func TestTemplatesAreRefused(t *testing.T) {
	vectors := []struct{ name, source, rule, what string }{
		{"words", "# {{say \"title.booked\"}}\n\n∑You have an appointment.\n", "template/construct", "words belong in a message"},
		{"words in a fact", "{{say \"fact.clinic\"}}\n: ∑Skin clinic\n", "template/construct", "words belong in a message"},
		{"image", "∑![{{say \"title.booked\"}}](x.png)\n", "template/construct", "Image"},
		{"html", "∑<div>{{say \"title.booked\"}}</div>\n", "template/construct", "HTMLBlock"},
		{"code", "∑```go\n{{say \"title.booked\"}}\n```\n", "template/construct", "a fenced block that is not a path or a QR code"},
		{"emphasis", "∑*{{say \"title.booked\"}}*\n", "template/construct", "italics"},
		{"rule", "{{say \"title.booked\"}}\n\n∑***\n", "template/construct", "ThematicBreak"},
		{"heading level", "∑#### {{say \"title.booked\"}}\n", "template/construct", "a heading of level 4"},
		{"state", "```path {{say \"path.alt-none\"}}\n∑gone: {{say \"path.goal\"}}\n```\n", "template/construct", `a stop "gone"`},
		{"words in a QR code", "∑```qrcode {{say \"path.goal\"}}\nOur website\n```\n", "template/construct", `the words "Our website"`},
		{"words of a QR code", "∑```qrcode Scan {{say \"path.goal\"}}\n{{say \"path.goal\"}}\n```\n", "template/construct", `the words "Scan"`},
		{"unknown message", "\n\n∑{{say \"title.bokked\"}}\n", "template/unknown-message", `did you mean "title.booked"?`},
		{"unknown beginning", "\n∑{{say (key \"titel.\" .How)}}\n", "template/unknown-message", `"titel."`},
		{"broken action", "\n{{say \"title.booked\"\n∑", "template/broken", "unclosed action"},
		{"unknown function", "\n\n\n∑{{shout \"title.booked\"}}\n", "template/broken", `function "shout" not defined`},
		{"private use", "∑\uE000 {{say \"title.booked\"}}\n", "template/private-use", "U+E000"},
	}
	known := keys(t)
	for _, v := range vectors {
		before, after, _ := strings.Cut(v.source, "∑")
		line := 1 + strings.Count(before, "\n")
		layer := fstest.MapFS{"letter.md": {Data: []byte(before + after)}}
		_, err := templates.Load(known, templates.FS(), layer)
		var list finding.List
		if !errors.As(err, &list) {
			t.Errorf("%s: %v, want a finding", v.name, err)
			continue
		}
		f := list[0]
		if f.Rule != v.rule || f.File != "templates/letter.md" || !strings.Contains(f.String(), v.what) {
			t.Errorf("%s: got %v, want %s with %q", v.name, f, v.rule, v.what)
		}
		if f.Line != line && v.rule != "template/private-use" && v.name != "rule" {
			t.Errorf("%s: line %d, want %d", v.name, f.Line, line)
		}
	}
}

// FuzzTemplate holds that any template is taken or refused with findings.
func FuzzTemplate(f *testing.F) {
	f.Add("# {{say \"title.booked\"}}\n\n> {{say \"status.none\"}}\n")
	f.Add("{{range .Worse}}- {{say .}}\n{{end}}")
	f.Add("```path {{say \"path.alt-none\"}}\ndone: {{say \"path.goal\"}}\n```")
	f.Add("{{/* x */}}{{$a := key \"title.\" .How}}{{say $a}}")
	f.Fuzz(func(t *testing.T, source string) {
		layer := fstest.MapFS{"letter.md": {Data: []byte(source)}}
		_, err := templates.Load([]string{"title.booked", "status.none", "path.alt-none", "path.goal"}, layer)
		var list finding.List
		if err != nil && !errors.As(err, &list) {
			t.Fatalf("%T: %v", err, err)
		}
	})
}
