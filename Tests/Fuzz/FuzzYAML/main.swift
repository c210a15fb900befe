import Diagnostics
import Documents
import FuzzSupport

// YAML documents: every byte may be anything, and the reader ends with trees, complaints or both.
unsafe fuzz { start, count in
  let file = unsafe SourceFile(path: "input.yaml", bytes: bytes(start, count))
  let document = Document.yaml(file)
  for root in document.roots { walk(root) }
  show(document.diagnostics)
  let first = Document.yaml(file, firstOnly: true)
  require(document.roots.isEmpty || first.roots.count == 1, "the first document is not there on its own")
  return 0
}
