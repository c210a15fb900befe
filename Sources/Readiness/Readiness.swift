// The room Readiness: see the map in README.md.
