// Package samples holds a ready working folder: ten fictional pathways, the
// logos and the wording they need, a list of fictional recipients, and the JSON
// Schema that lets an editor complete a definition. `wayleaf init` copies it,
// `wayleaf demo` makes every document from it.
//
//	p, err := pathway.Load(samples.FS, "pathways/gastro-dummy-triage.yaml")
//
// Every organisation, person, address and reference is invented. Phone numbers
// are of Ofcom's ranges for fiction, postcodes start with ZZ, NHS numbers with
// 999, ODS codes with ZZ. The letters are dated Monday 23 November 2026.
package samples

import "embed"

// FS is the working folder.
//
//go:embed README.md pathway.schema.json recipients.csv locales pathways
var FS embed.FS
