// Command letters makes the letters that the benchmark sets, and times Wayleaf
// on them.
//
//	go run ./bench/letters -language ur -n 300 -o DIR   # spoken letters as JSON, for Typst
//	go run ./bench/letters -language ur -n 300 -write   # time of pdf.Write, as one line of JSON
//	go run ./bench/letters -language ur -n 300 -pdf DIR # time of all steps, with the files
//	go run ./bench/letters -language ur -n 1000 -combined FILE # time of pdf.Combine
//
// Times are taken in a process each: what one keeps would help the next.
//
// After the n letters come a few more, with other people in them: they warm an
// engine up and are never timed.
package main

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"wayleaf/document"
	"wayleaf/locales"
	"wayleaf/pathway"
	"wayleaf/press"
	"wayleaf/recipient"
	"wayleaf/samples"
	"wayleaf/templates"
)

// letterDate is the day of issue of all letters: a batch goes out on one day.
var letterDate = pathway.Date(2026, time.November, 23)

// batch is what is made: orders for one pathway in one language.
type batch struct {
	press    *press.Press
	language string
	timed    []templates.Order
	warm     []templates.Order
}

func main() {
	language := flag.String("language", "en", "language of the letters: en or ur")
	n := flag.Int("n", 300, "how many letters are timed")
	warm := flag.Int("warm", 40, "how many more letters warm an engine up")
	folder := flag.String("o", "", "write the spoken letters as JSON to this folder")
	write := flag.Bool("write", false, "time pdf.Write alone")
	pdfs := flag.String("pdf", "", "time all steps, and write the PDFs to this folder")
	combined := flag.String("combined", "", "time one PDF of all letters, and write it to this file")
	workers := flag.Int("workers", 2, "how many cores are used")
	flag.Parse()
	runtime.GOMAXPROCS(*workers)
	b, err := newBatch(*language, *n, *warm)
	if err == nil && *folder != "" {
		err = b.export(*folder)
	}
	if err == nil && *write {
		err = b.timeWrite(*workers)
	}
	if err == nil && *pdfs != "" {
		err = b.timeWhole(*pdfs, *workers)
	}
	if err == nil && *combined != "" {
		err = b.combine(*combined)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func newBatch(language string, n, warm int) (*batch, error) {
	wording, err := fs.Sub(samples.FS, "locales")
	if err != nil {
		return nil, err
	}
	p, err := press.Open(press.Layers{Locales: locales.Named("samples/locales", wording)})
	if err != nil {
		return nil, err
	}
	definition, err := pathway.Load(samples.FS, "pathways/gastro-dummy-triage.yaml")
	if err != nil {
		return nil, err
	}
	definition.Provider.Picture = nil // the template for Typst draws no logo
	people, err := recipients(language, n+warm)
	if err != nil {
		return nil, err
	}
	orders := ordersFor(definition, people)
	return &batch{p, language, orders[:n], orders[n:]}, nil
}

func ordersFor(definition *pathway.Pathway, people []recipient.Recipient) []templates.Order {
	orders := make([]templates.Order, len(people))
	for i := range people {
		orders[i] = templates.Order{Kind: document.Letter, Pathway: definition, Recipient: &people[i], Date: letterDate}
	}
	return orders
}

// spoken is the finished document of each order, in the batch's language.
func (b *batch) spoken(orders []templates.Order) ([]*document.Document, error) {
	language, err := b.press.Catalogues.Language(b.language)
	if err != nil {
		return nil, err
	}
	letters := make([]*document.Document, len(orders))
	for i, order := range orders {
		outline, err := b.press.Outline(order, b.language)
		if err != nil {
			return nil, err
		}
		if letters[i], err = language.Speak(outline); err != nil {
			return nil, err
		}
	}
	return letters, nil
}

// export writes 0001.json and so on, and the letters for warming up as
// warm-0001.json and so on.
func (b *batch) export(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for prefix, orders := range map[string][]templates.Order{"": b.timed, "warm-": b.warm} {
		letters, err := b.spoken(orders)
		if err != nil {
			return err
		}
		for i, letter := range letters {
			data, err := encode(letter)
			if err != nil {
				return err
			}
			name := filepath.Join(folder, fmt.Sprintf("%s%04d.json", prefix, i+1))
			if err := os.WriteFile(name, data, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}
