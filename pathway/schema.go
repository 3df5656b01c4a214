package pathway

import _ "embed"

//go:generate go test -run TestSchemaIsUpToDate -update .

//go:embed pathway.schema.json
var schema []byte

// Schema returns the JSON Schema (draft 2020-12) of a definition, for editors
// to complete and check one while it is typed. It holds what a schema can say;
// Load says the rest.
func Schema() []byte { return append([]byte(nil), schema...) }
