package preview

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"wayleaf/render"
	"wayleaf/render/html"
)

// fileTypes are the finished files that can be opened, by ending.
var fileTypes = map[string]struct{ format, mediaType string }{
	"pdf":  {"pdf", "application/pdf"},
	"html": {"html", "text/html; charset=utf-8"},
	"md":   {"md", "text/plain; charset=utf-8"},
}

// fileAddress leads to a finished file; it is empty if that cannot be made.
func fileAddress(e *entry, c choice, ending string) string {
	if !slices.Contains(e.edition(c).proof().formats, fileTypes[ending].format) {
		return ""
	}
	name := url.PathEscape(string(c.Kind) + "." + c.Language + "." + ending)
	return address(pathwayAddress(e.id())+"/file/"+name, queryOf(c))
}

// file serves a finished file, as it would be sent.
func (p *Preview) file(w http.ResponseWriter, r *http.Request) {
	data, mediaType := p.finished(p.current(), r)
	if data == nil {
		p.show(w, r, failure(errNotFound))
		return
	}
	h := w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Content-Disposition", "inline")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", filePolicy)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// finished makes the file that an address names, and tells its type.
func (p *Preview) finished(s *state, r *http.Request) ([]byte, string) {
	e, err := s.find(r.PathValue("id"))
	l, wrong := s.lookingOf(r.URL.Query())
	name := r.PathValue("name")
	kind, known := fileTypes[name[strings.LastIndexByte(name, '.')+1:]]
	if err != nil || wrong != nil || !known || e.definition == nil || name != string(l.Kind)+"."+l.Language+"."+kind.format {
		return nil, ""
	}
	format, err := render.Lookup(kind.format)
	if err != nil {
		return nil, ""
	}
	return e.edition(l.choice).file(format), kind.mediaType
}

// filePolicy is that of a finished file: a page may show it in a frame, and a
// finished page has its style in itself.
var filePolicy = "default-src 'none'; style-src 'sha256-" + policyHash("\n"+html.Style()) + "'; img-src data:; object-src 'self'; " +
	"form-action 'none'; base-uri 'none'; frame-ancestors 'self'"

// policyHash names a script or style in a policy, by its words.
func policyHash(words string) string {
	sum := sha256.Sum256([]byte(words))
	return base64.StdEncoding.EncodeToString(sum[:])
}
