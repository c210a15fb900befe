import Diagnostics
import Documents
import FuzzSupport

// TOML documents: what is read has a place inside the file, and what is wrong is complained about.
unsafe fuzz { start, count in
  let file = unsafe SourceFile(path: "input.toml", bytes: bytes(start, count))
  let document = Document.toml(file)
  require(document.root != nil || document.diagnostics.hasErrors, "neither a tree nor an error")
  for root in document.roots { walk(root) }
  show(document.diagnostics)
  return 0
}
