package gate

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"wayleaf/finding"
)

// Reviewers are the people who may sign in, each with the hash of a password. Their
// file has a line for each, name TAB hash:
//
//	Dr Priya Anand, clinical safety officer	$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA
//
// Empty lines and lines that begin with # are passed over. The zero value has
// nobody in it.
type Reviewers struct{ entries []entry }

type entry struct {
	name string
	hash hash
}

// Bounds that no honest file comes near.
const (
	maxFile = 1 << 20 // bytes
	maxName = 100     // letters
)

// ReadReviewers reads a file of reviewers. Its error is a [finding.List] with every
// problem of the file, which never holds what stands in it; those of the other lines
// are returned all the same. Name is for the findings.
func ReadReviewers(name string, data []byte) (*Reviewers, error) {
	r := &Reviewers{}
	var found finding.List
	report := func(line int, what, hint string) {
		found = append(found, finding.Finding{Place: finding.Place{File: name, Line: line, Column: 1},
			Rule: "reviewers/unreadable", Level: finding.Error, What: what, Hint: hint})
	}
	if len(data) > maxFile {
		report(1, "the file is too large to be a list of reviewers", addHint)
		return r, found
	}
	number := 0
	for line := range bytes.Lines(bytes.TrimPrefix(data, []byte("\ufeff"))) {
		number++
		text := strings.TrimRight(string(line), "\r\n")
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		e, err := readEntry(text)
		if err == nil && r.find(e.name) >= 0 {
			err = fmt.Errorf("the same name stands in the file twice")
		}
		if err != nil {
			report(number, err.Error(), addHint)
			continue
		}
		r.entries = append(r.entries, e)
	}
	return r, found.Err()
}

const addHint = "`wayleaf preview add-reviewer FILE NAME` writes such lines"

func readEntry(line string) (entry, error) {
	name, phc, ok := strings.Cut(line, "\t")
	if !ok {
		return entry{}, fmt.Errorf("the line has no tab between a name and a hash")
	}
	clean, err := cleanName(name)
	if err != nil {
		return entry{}, err
	}
	h, err := parseHash(phc)
	return entry{clean, h}, err
}

// Len is how many reviewers there are.
func (r *Reviewers) Len() int { return len(r.entries) }

// Put adds a reviewer, or gives one a new password. It reports a name that cannot be
// shown on one line and a password that is too short; the error never repeats it.
func (r *Reviewers) Put(name, password string) error {
	clean, err := cleanName(name)
	if err != nil {
		return err
	}
	if err := checkPassword(password, clean); err != nil {
		return err
	}
	e := entry{clean, newHash(password)}
	if i := r.find(clean); i >= 0 {
		r.entries[i] = e
		return nil
	}
	r.entries = append(r.entries, e)
	return nil
}

// Bytes is the file, sorted by name.
func (r *Reviewers) Bytes() []byte {
	entries := slices.SortedFunc(slices.Values(r.entries), func(a, b entry) int { return cmp.Compare(a.name, b.name) })
	var file bytes.Buffer
	for _, e := range entries {
		fmt.Fprintf(&file, "%s\t%s\n", e.name, e.hash)
	}
	return file.Bytes()
}

// find is the place of a name, however it is spaced and in capitals or not, or -1.
func (r *Reviewers) find(name string) int {
	return slices.IndexFunc(r.entries, func(e entry) bool { return sameName(e.name, name) })
}

// spelling is a name as the file has it, or as it is if the file does not.
func (r *Reviewers) spelling(name string) string {
	if i := r.find(name); i >= 0 {
		return r.entries[i].name
	}
	return name
}

// secret tells a reviewer's password from any other, without giving it away; "" if
// nobody has the name in that spelling.
func (r *Reviewers) secret(name string) string {
	if i := slices.IndexFunc(r.entries, func(e entry) bool { return e.name == name }); i >= 0 {
		return r.entries[i].hash.String()
	}
	return ""
}

// signsIn reports whether a reviewer has that name and that password. It takes as
// long for a name that nobody has.
func (r *Reviewers) signsIn(name, password string) bool {
	h := nobody
	i := r.find(name)
	if i >= 0 {
		h = r.entries[i].hash
	}
	return len(password) <= maxPassword && h.matches(password) && i >= 0
}

func sameName(a, b string) bool { return strings.EqualFold(plainName(a), plainName(b)) }

func plainName(name string) string { return strings.Join(strings.Fields(norm.NFC.String(name)), " ") }

// cleanName is a name as it is kept, shown and signed with: one line, and no
// character that nobody sees.
func cleanName(name string) (string, error) {
	if !utf8.ValidString(name) || strings.ContainsFunc(name, unseen) {
		return "", fmt.Errorf("the name holds a character that cannot be shown")
	}
	name = plainName(name)
	switch {
	case !strings.ContainsFunc(name, unicode.IsLetter):
		return "", fmt.Errorf("the name holds no letter")
	case strings.HasPrefix(name, "#"):
		return "", fmt.Errorf("the name begins with #")
	case utf8.RuneCountInString(name) > maxName:
		return "", fmt.Errorf("the name has more than %d characters", maxName)
	}
	return name, nil
}

func unseen(r rune) bool { return unicode.Is(unicode.C, r) || r == '\u2028' || r == '\u2029' }

// The least and most of a password. There is no rule what it is made of: three
// words are as good as signs, and easier to keep.
const (
	minPassword = 12  // characters
	maxPassword = 512 // bytes
)

func checkPassword(password, name string) error {
	switch {
	case !utf8.ValidString(password) || strings.ContainsFunc(password, unicode.IsControl):
		return fmt.Errorf("the password holds a character that cannot be typed")
	case utf8.RuneCountInString(password) < minPassword:
		return fmt.Errorf("the password has fewer than %d characters", minPassword)
	case len(password) > maxPassword:
		return fmt.Errorf("the password has more than %d bytes", maxPassword)
	case sameName(password, name):
		return fmt.Errorf("the password is the name")
	}
	return nil
}
