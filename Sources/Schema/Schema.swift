// The room Schema: see the map in README.md.
