package preview

import (
	"bytes"
	"embed"
	"net/http"
	"path"
	"strings"
	"time"

	"wayleaf/render/html"
)

//go:embed assets/*.css assets/*.js
var assetFiles embed.FS

// documentStyle gives blocks the look of the finished page.
var documentStyle = []byte(".words {\n" + html.Style() + "\n}\n")

var assetTypes = map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}

// asset serves what pages need. None of it changes while the program runs.
func asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	data := documentStyle
	if name != "document.css" {
		var err error
		if data, err = assetFiles.ReadFile("assets/" + name); err != nil || strings.Contains(name, "/") {
			http.NotFound(w, r)
			return
		}
	}
	w.Header().Set("Content-Type", assetTypes[path.Ext(name)])
	w.Header().Set("Cache-Control", "max-age=300")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}
