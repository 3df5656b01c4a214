package locales

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"

	"wayleaf/finding"
)

// Signature is one line of signoff.tsv: who answers for the words of one
// message, and which English they were compared with.
type Signature struct {
	Key    string
	Source string // Hash of the English text
	Text   string // Hash of the text signed
	Status Status // Draft, Translated, Reviewed or Approved
	By, On string // who signed, and the day: 2026-08-12
	// A critical message is approved by two people, and its meaning has been
	// put back into English by someone who did not see the English.
	SecondBy, SecondOn string
	BackTranslation    string
}

// signoffHeader is the first line of signoff.tsv.
const signoffHeader = "key\tsource\ttext\tstatus\tby\ton\tsecond-by\tsecond-on\tback-translation"

// Hash is a short name for the forms of a message, by plural category: the
// first 12 hexadecimal digits of SHA-256 over "category NUL text NUL" for each
// form, in CLDR's order of categories. Values count with their names, as part
// of the text; description and waivers do not count.
func Hash(forms map[string]string) string {
	h := sha256.New()
	for _, category := range categories {
		if text, ok := forms[category]; ok {
			io.WriteString(h, category+"\x00"+text+"\x00")
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}

var (
	escapeField   = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
	unescapeField = strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r")
)

// WriteSignoff writes a signoff.tsv: a header, then one line for each message,
// sorted by key, so that version control can merge the work of two people.
func WriteSignoff(w io.Writer, signatures []Signature) error {
	sorted := slices.SortedFunc(slices.Values(signatures), func(a, b Signature) int { return strings.Compare(a.Key, b.Key) })
	var b strings.Builder
	b.WriteString(signoffHeader + "\n")
	for _, s := range sorted {
		fields := s.fields()
		for i := range fields {
			fields[i] = escapeField.Replace(fields[i])
		}
		b.WriteString(strings.Join(fields, "\t") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (s Signature) fields() []string {
	return []string{s.Key, s.Source, s.Text, string(s.Status), s.By, s.On, s.SecondBy, s.SecondOn, s.BackTranslation}
}

// ReadSignoff reads a signoff.tsv. The name is for places in findings.
func ReadSignoff(name string, data []byte) ([]Signature, finding.List) {
	r := &signoffReader{name: name, lines: map[string]int{}}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	if strings.TrimSuffix(lines[0], "\r") != signoffHeader {
		r.report(1, "the first line must name the columns: %s", strings.ReplaceAll(signoffHeader, "\t", ", "))
		return nil, r.findings
	}
	for i, line := range lines[1:] {
		if line = strings.TrimSuffix(line, "\r"); line != "" {
			r.line(i+2, line)
		}
	}
	return r.signatures, r.findings
}

type signoffReader struct {
	name       string
	lines      map[string]int // key -> line
	signatures []Signature
	findings   finding.List
}

func (r *signoffReader) report(line int, format string, args ...any) {
	place := finding.Place{File: r.name, Line: line, Column: 1}
	r.findings = append(r.findings, complaint(place, "sign-off/line", format, args...))
}

func (r *signoffReader) line(number int, line string) {
	fields := strings.Split(line, "\t")
	if want := strings.Count(signoffHeader, "\t") + 1; len(fields) != want {
		r.report(number, "the line has %d columns, not %d", len(fields), want)
		return
	}
	for i := range fields {
		fields[i] = unescapeField.Replace(fields[i])
	}
	s := Signature{
		Key: fields[0], Source: fields[1], Text: fields[2], Status: Status(fields[3]),
		By: fields[4], On: fields[5], SecondBy: fields[6], SecondOn: fields[7], BackTranslation: fields[8],
	}
	if before := r.lines[s.Key]; before > 0 {
		r.report(number, "message %q is signed in line %d already", s.Key, before)
		return
	}
	r.lines[s.Key] = number
	if what := s.fault(); what != "" {
		r.report(number, "message %q: %s", s.Key, what)
		return
	}
	r.signatures = append(r.signatures, s)
}

// fault tells what is wrong with a signature, if anything.
func (s Signature) fault() string {
	switch {
	case !keyForm.MatchString(s.Key):
		return "the key is not a message key"
	case !isHash(s.Source) || !isHash(s.Text):
		return "a hash is 12 hexadecimal digits"
	case !slices.Contains(signable, s.Status):
		return fmt.Sprintf("status %q is not known; use draft, translated, reviewed or approved", s.Status)
	case s.Status != Draft && (s.By == "" || s.On == ""):
		return fmt.Sprintf("status %s needs who signed, and on which day", s.Status)
	case !isDay(s.On) || !isDay(s.SecondOn):
		return "a day is written 2026-08-12"
	case (s.SecondBy == "") != (s.SecondOn == ""):
		return "a second signature needs both a name and a day"
	case s.SecondBy != "" && SamePerson(s.By, s.SecondBy):
		return "the second signature is by the same person as the first"
	}
	return ""
}

// SamePerson tells whether two names are of one person, who cannot sign twice:
// capitals, spaces and characters that cannot be seen make no difference.
func SamePerson(a, b string) bool {
	return strings.EqualFold(visible(a), visible(b))
}

func visible(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name)
	return strings.Join(strings.Fields(name), " ")
}

func isHash(s string) bool {
	return len(s) == 12 && strings.Trim(s, "0123456789abcdef") == ""
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return s == "" || err == nil
}

// signatures reads the signoff.tsv of one layer over those before it.
func (r *reader) signatures(name string, data []byte) {
	signatures, findings := ReadSignoff(name, data)
	r.findings = append(r.findings, findings...)
	for _, s := range signatures {
		r.language.signatures[s.Key] = s
	}
}
