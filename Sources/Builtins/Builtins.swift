// The room Builtins: see the map in README.md.
