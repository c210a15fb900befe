// The room Evidence: see the map in README.md.
