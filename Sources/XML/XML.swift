// The room XML: see the map in README.md.
