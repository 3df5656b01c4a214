package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"wayleaf/finding"
	"wayleaf/locales"
	"wayleaf/press"
	"wayleaf/review"
)

// signing is who answers for which messages of a language.
type signing struct {
	folder, language, status, by, secondBy, date, keys, backTranslations string
}

func newSign(s *streams) *cobra.Command {
	var sign signing
	command := &cobra.Command{
		Use:   "sign -l LANGUAGE --status STATUS --by NAME",
		Short: "Record who answers for the messages of a language",
		Long: `Record in the working folder who answers for the messages of a language as they
stand now: locales/LANGUAGE/signoff.tsv, one message a line. When the English or
the translation changes later, the signature no longer holds.

A message that answers a safety-critical question counts as approved only with
--second-by, another person, and, in a language other than English, with its
back-translation from a file of lines "key TAB meaning in English".`,
		Args: arguments(cobra.NoArgs),
		RunE: func(command *cobra.Command, args []string) error {
			return sign.run(command, s)
		},
	}
	flags := command.Flags()
	flags.StringVar(&sign.folder, "folder", ".", "working folder")
	flags.StringVarP(&sign.language, "language", "l", "", "language to sign")
	flags.StringVar(&sign.status, "status", "", "draft, translated, reviewed or approved")
	flags.StringVar(&sign.by, "by", "", "name of who signs")
	flags.StringVar(&sign.secondBy, "second-by", "", "name of the second person")
	flags.StringVar(&sign.date, "date", "", "day of signing (default: today in London)")
	flags.StringVar(&sign.keys, "keys", "*", `comma list of messages, "status.*" for all that begin so`)
	flags.StringVar(&sign.backTranslations, "back-translations", "", "file of back-translations")
	return command
}

var statuses = []string{string(locales.Draft), string(locales.Translated), string(locales.Reviewed), string(locales.Approved)}

func (n *signing) run(command *cobra.Command, s *streams) error {
	switch {
	case n.language == "":
		return &usageError{"no language was named", "name one with -l"}
	case !slices.Contains(statuses, n.status):
		return &usageError{fmt.Sprintf("there is no status %q", n.status), finding.OneOf(n.status, statuses)}
	case n.status != string(locales.Draft) && n.by == "":
		return &usageError{"nobody signs", "name who answers for the messages with --by"}
	}
	day, err := n.day(s)
	if err != nil {
		return err
	}
	p, err := open(n.folder, nil)
	if err != nil {
		return err
	}
	if _, err := selectLanguages(p, n.language, nil); err != nil {
		return err
	}
	back, err := readBackTranslations(n.backTranslations)
	if err != nil {
		return err
	}
	signatures, err := n.signatures(p, day, back)
	if err != nil {
		return err
	}
	if err := review.New(n.folder).Sign(command.Context(), p.Catalogues, n.language, day, signatures...); err != nil {
		return err
	}
	fmt.Fprintf(s.err, "wayleaf: signed %s of language %s as %s\n", plural(len(signatures), "message"), n.language, n.status)
	return nil
}

func (n *signing) day(s *streams) (time.Time, error) {
	if n.date == "" {
		return s.today(), nil
	}
	return parseDate(n.date)
}

// signatures are the new lines of the folder's own sign-off.
func (n *signing) signatures(p *press.Press, day time.Time, back map[string]string) ([]locales.Signature, error) {
	language, err := p.Catalogues.Language(n.language)
	if err != nil {
		return nil, err
	}
	source, err := p.Catalogues.Language(locales.Source)
	if err != nil {
		return nil, err
	}
	english := map[string]string{}
	for _, entry := range source.Entries() {
		english[entry.Key] = locales.Hash(entry.Forms)
	}
	var signatures []locales.Signature
	for _, entry := range language.Entries() {
		if !n.signs(entry.Key) || english[entry.Key] == "" {
			continue
		}
		signature := locales.Signature{Key: entry.Key, Source: english[entry.Key], Text: locales.Hash(entry.Forms),
			Status: locales.Status(n.status), BackTranslation: back[entry.Key]}
		if n.by != "" {
			signature.By, signature.On = n.by, day.Format(time.DateOnly)
		}
		if n.secondBy != "" {
			signature.SecondBy, signature.SecondOn = n.secondBy, day.Format(time.DateOnly)
		}
		signatures = append(signatures, signature)
	}
	if len(signatures) == 0 {
		return nil, &usageError{fmt.Sprintf("no message of language %q is called %q", n.language, n.keys), "see `wayleaf languages lint` for the names of messages"}
	}
	return signatures, nil
}

func (n *signing) signs(key string) bool {
	return slices.ContainsFunc(strings.Split(n.keys, ","), func(pattern string) bool {
		beginning, open := strings.CutSuffix(pattern, "*")
		return key == pattern || open && strings.HasPrefix(key, beginning)
	})
}

func readBackTranslations(name string) (map[string]string, error) {
	if name == "" {
		return nil, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	back := map[string]string{}
	for line := range strings.Lines(string(data)) {
		if key, meaning, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t"); ok {
			back[key] = meaning
		}
	}
	return back, nil
}
