import Diagnostics
import Documents
import FuzzSupport
import XML

// XML documents, as trees and step by step.
unsafe fuzz { start, count in
  let file = unsafe SourceFile(path: "input.xml", bytes: bytes(start, count))
  let document = Document.xml(file)
  for root in document.roots { walk(root) }
  show(document.diagnostics)
  do throws(Diagnostic) {
    var cursor = try XMLCursor(file)
    var depth = 0
    while let event = try cursor.next() {
      if event == .elementStart { depth += 1 }
      if event == .elementEnd { depth -= 1 }
      require(depth >= 0, "more elements end than begin")
    }
    require(depth == 0, "an element is left open without a complaint")
  } catch {
    show([error])
  }
  return 0
}
