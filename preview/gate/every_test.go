package gate

import (
	"bytes"
	"encoding/base64"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var save = flag.String("save", "", "folder to write all pages to, each with its styles in itself, for outside checks")

// TestEveryPage makes each page of the gate, for outside checks.
func TestEveryPage(t *testing.T) {
	const who = "Gareth Moss, 01632 960 001" // a number, so that the order of its digits is looked at too
	kept := []field{{"words", "کیا یہ لفظ درست ہے؟"}}
	made := []string{"head", "foot", "page"} // parts of others
	for _, tt := range []struct {
		file, template string
		page           page
	}{
		{"name", "signin", page{Title: "Your name", Text: who, Next: "/"}},
		{"name-wrong", "signin", page{Title: "Your name", Text: who, Problem: "Enter your name: it is empty", Kept: kept, To: "/"}},
		{"name-known", "signin", page{Title: "Your name", Who: who, Next: "/", SignOut: SignOut}},
		{"password", "signin", page{Title: "Sign in", Password: true, Text: who, Kept: kept, To: "/"}},
		{"password-wrong", "signin", page{Title: "Sign in", Password: true, Name: "Gareth", Text: who, Problem: "The name or the password is not right"}},
		{"password-known", "signin", page{Title: "Sign in", Password: true, Who: who, Next: "/", SignOut: SignOut}},
		{"send", "send", page{Title: "Send what you wrote", Who: who, Kept: kept, To: "/"}},
		{"refusal", "refusal", page{Title: otherHost.title, Text: otherHost.text + who}},
	} {
		var body bytes.Buffer
		if err := pages.ExecuteTemplate(&body, tt.template, tt.page); err != nil {
			t.Fatalf("%s: %v", tt.file, err)
		}
		made = append(made, tt.template)
		if *save != "" {
			page := strings.Replace(body.String(), "</head>", styles(t)+"</head>", 1)
			if err := os.WriteFile(filepath.Join(*save, "gate-"+tt.file+".html"), []byte(page), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, each := range pages.Templates() {
		if !slices.Contains(made, each.Name()) {
			t.Errorf("%s has been made into no page", each.Name())
		}
	}
}

// styles are those of the preview, within the page.
func styles(t *testing.T) string {
	frontend, err := os.ReadFile("../assets/nhsuk-frontend.css")
	if err != nil {
		t.Fatal(err)
	}
	own, err := os.ReadFile("../assets/preview.css")
	if err != nil {
		t.Fatal(err)
	}
	return `<link rel="stylesheet" href="data:text/css;base64,` + base64.StdEncoding.EncodeToString(frontend) + `"><style>` + string(own) + "</style>"
}
