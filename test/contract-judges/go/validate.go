// Judges a corpus with a validator for Go, whose patterns are RE2's. usage: validate SCHEMAS_DIR CORPUS. Prints a verdict a
// line. Schemas that cannot be compiled are named on stderr, and their verdicts are errors.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func main() {
	folder, corpus := os.Args[1], os.Args[2]
	schemas := compiled(folder)
	file, err := os.Open(corpus)
	if err != nil {
		panic(err)
	}
	lines := bufio.NewScanner(file)
	lines.Buffer(make([]byte, 1<<20), 1<<24)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for lines.Scan() {
		var row struct{ Schema, Text string }
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			panic(err)
		}
		fmt.Fprintln(out, verdict(schemas[row.Schema], row.Text))
	}
}

func compiled(folder string) map[string]*jsonschema.Schema {
	compiler := jsonschema.NewCompiler()
	schemas := map[string]*jsonschema.Schema{}
	files, _ := filepath.Glob(filepath.Join(folder, "*.schema.json"))
	for _, file := range files {
		schema, err := compiler.Compile(file)
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %s\n", filepath.Base(file), strings.Split(err.Error(), "\n")[0])
			continue
		}
		schemas[filepath.Base(file)] = schema
	}
	return schemas
}

func verdict(schema *jsonschema.Schema, text string) string {
	if schema == nil {
		return "error no schema"
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		return "error JSON"
	}
	if schema.Validate(value) != nil {
		return "invalid"
	}
	return "valid"
}
