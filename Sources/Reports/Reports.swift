// The room Reports: see the map in README.md.
