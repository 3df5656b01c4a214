package gate

import (
	"net"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// inspect refuses a request for its first line and headers alone.
func (s *Server) inspect(r *http.Request) *refusal {
	switch {
	case !s.knowsHost(r.Host):
		return otherHost
	case !safe(r.Method) && r.Method != http.MethodPost:
		return badMethod
	case !plainPath(r.URL.Path):
		return badAddress
	case s.crossing.Check(r) != nil || embedded(r.Header):
		return otherSite
	case r.ContentLength > s.limits.body:
		return tooLarge
	}
	return nil
}

// localHosts are what Host says when a browser on this machine was given one of
// its own names. A site whose name was made to lead here says its own
// (DNS rebinding), and is refused.
func localHosts(at *net.TCPAddr, secure bool) []string {
	if !at.IP.IsLoopback() {
		return nil
	}
	_, port, _ := net.SplitHostPort(at.String())
	var hosts []string
	for _, name := range []string{"localhost", "127.0.0.1", "::1", at.IP.String()} {
		hosts = append(hosts, net.JoinHostPort(name, port))
		if usual := (port == "80" && !secure) || (port == "443" && secure); usual {
			hosts = append(hosts, strings.TrimSuffix(net.JoinHostPort(name, ""), ":"))
		}
	}
	return hosts
}

func (s *Server) knowsHost(host string) bool {
	host = strings.ToLower(host)
	if slices.Contains(s.local, host) {
		return true
	}
	if s.options.Certificate == nil || s.options.Certificate.Leaf == nil {
		return false
	}
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return s.options.Certificate.Leaf.VerifyHostname(host) == nil
}

// plainPath reports whether a path, already decoded once, names one page in one
// way only: no step up, no backslash, nothing left to decode a second time.
func plainPath(path string) bool {
	if !strings.HasPrefix(path, "/") || !utf8.ValidString(path) || strings.ContainsAny(path, `\%`) || strings.ContainsFunc(path, unicode.IsControl) {
		return false
	}
	if path == "/" {
		return true
	}
	for i, step := range strings.Split(path[1:], "/") {
		last := i == strings.Count(path[1:], "/")
		if step == "." || step == ".." || step == "" && !last {
			return false
		}
	}
	return true
}

// embedded reports whether a page of another site, or of another port of this
// machine, wants a part of the preview for itself. Following a link is allowed.
func embedded(h http.Header) bool {
	from := h.Get("Sec-Fetch-Site")
	return (from == "cross-site" || from == "same-site") && (h.Get("Sec-Fetch-Mode") != "navigate" || h.Get("Sec-Fetch-Dest") != "document")
}
