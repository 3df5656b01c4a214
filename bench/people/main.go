// Command people writes a list of fictional patients:
//
//	go run ./bench/people -n 100000 >list.csv
//	go run ./bench/people -n 1000 -language ur >list.csv
package main

import (
	"flag"
	"fmt"
	"os"

	"wayleaf/internal/people"
)

func main() {
	n := flag.Int("n", 100_000, "how many rows")
	pathway := flag.String("pathway", "gastro-dummy-triage", "id of the pathway")
	language := flag.String("language", "", "language of all rows (default: six languages mixed)")
	flag.Parse()
	if err := people.Write(os.Stdout, *n, *pathway, *language); err != nil {
		fmt.Fprintln(os.Stderr, "people:", err)
		os.Exit(3)
	}
}
