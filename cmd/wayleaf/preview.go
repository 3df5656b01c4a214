package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"wayleaf/preview"
	"wayleaf/preview/gate"
	"wayleaf/review"
	"wayleaf/samples"
)

func newPreview(s *streams) *cobra.Command {
	var v view
	command := &cobra.Command{
		Use:   "preview [DIR]",
		Short: "Show the documents to reviewers in a browser",
		Long: `Serve the pathways, wording and languages of a working folder as pages to read,
compare, comment and sign off; without DIR the samples, to look at. Ctrl-C ends it.

Without flags the pages are for this machine alone: whoever sits there may read,
and gives a name before commenting or signing. To let others in, name an address
of this machine, a certificate, and a file of reviewers and their passwords:

  wayleaf preview add-reviewer reviewers.tsv "Dr Priya Anand, clinical safety officer"
  wayleaf preview mytrust --addr 192.0.2.7:8443 \
    --tls-cert preview.crt --tls-key preview.key --reviewers reviewers.tsv

The certificate names the host in the address that reviewers use. Changes of the file of
reviewers count at once: who is taken out of it, or gets a new password, is signed out.`,
		Args: arguments(cobra.MaximumNArgs(1)),
		RunE: func(command *cobra.Command, args []string) error {
			if len(args) > 0 {
				v.folder = args[0]
			}
			return v.serve(command.Context(), s)
		},
	}
	flags := command.Flags()
	flags.StringVar(&v.address, "addr", "127.0.0.1:8080", "host and port to serve at; port 0 takes a free one")
	flags.StringVar(&v.certificate, "tls-cert", "", "certificate of the host, with its chain (PEM)")
	flags.StringVar(&v.key, "tls-key", "", "key of the certificate (PEM)")
	flags.StringVar(&v.reviewers, "reviewers", "", "file of those who may sign in")
	command.AddCommand(newAddReviewer(s))
	return command
}

type view struct {
	folder           string // "" for the samples
	address          string
	certificate, key string
	reviewers        string
}

func (v *view) serve(ctx context.Context, s *streams) error {
	options, err := v.options(s)
	if err != nil {
		return err
	}
	pages, err := v.pages(s)
	if err != nil {
		return err
	}
	options.Pages = pages
	server, err := gate.Open(v.address, options)
	if err != nil {
		return v.explain(err)
	}
	go func() {
		if err := pages.Run(ctx); err != nil {
			s.complain("changes of files are not noticed: "+err.Error(), "load a page again to see them")
		}
	}()
	fmt.Fprintf(s.err, "the preview is at %s\nCtrl-C ends it\n", server.URL())
	return server.Serve(ctx)
}

func (v *view) options(s *streams) (gate.Options, error) {
	o := gate.Options{Now: time.Now, Log: slog.New(slog.NewTextHandler(s.err, nil)), Events: "/events",
		Assets: "/assets/", Stylesheets: []string{"/assets/nhsuk-frontend.css", "/assets/preview.css"}}
	if (v.certificate == "") != (v.key == "") {
		return o, &usageError{"a certificate needs its key", "give both --tls-cert and --tls-key"}
	}
	if v.certificate != "" {
		pair, err := tls.LoadX509KeyPair(filepath.Clean(v.certificate), filepath.Clean(v.key))
		if err != nil {
			return o, err
		}
		o.Certificate = &pair
	}
	if v.reviewers != "" {
		reviewers, err := watchReviewers(v.reviewers, s.complain)
		if err != nil {
			return o, err
		}
		if o.Reviewers = reviewers.now; o.Reviewers().Len() == 0 {
			return o, &usageError{v.reviewers + " has no reviewers", fmt.Sprintf("add some: wayleaf preview add-reviewer %s NAME", v.reviewers)}
		}
	}
	return o, nil
}

// pages are those of the working folder, out of which no link leads; the samples
// can be read, and nothing of them can be changed.
func (v *view) pages(s *streams) (*preview.Preview, error) {
	o := preview.Options{Files: samples.FS, Today: s.today, Now: time.Now,
		Reviewer: func(r *http.Request) string { return gate.Reviewer(r.Context()) },
		SignIn:   gate.SignIn, SignOut: gate.SignOut}
	if v.folder != "" {
		root, err := os.OpenRoot(v.folder)
		if err != nil {
			return nil, err
		}
		o.Files, o.Folder, o.Reviews = root.FS(), v.folder, review.New(v.folder)
	}
	return preview.Open(o)
}

// explain says what to do about an address that is not served.
func (v *view) explain(err error) error {
	var malformed *net.AddrError
	switch {
	case errors.Is(err, gate.ErrExposed):
		return &usageError{fmt.Sprintf("%s: %v", v.address, err),
			"give --tls-cert, --tls-key and --reviewers, or serve this machine alone, as 127.0.0.1:8080"}
	case errors.As(err, &malformed):
		return &usageError{err.Error(), "write the address like 127.0.0.1:8080"}
	}
	return &hinted{err, "choose an address of this machine and a port that is free, or let one be found: --addr 127.0.0.1:0"}
}
