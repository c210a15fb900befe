import Diagnostics
import Documents

/// The YAML that a Markdown file may start with, between two lines of `---`.
struct FrontMatter {
  /// The map, where it is one.
  let map: Node?
  /// What was wrong with it.
  let diagnostics: [Diagnostic]
  /// Where the text after it starts; 0 where there is none.
  let bodyStart: Int

  /// Whether there is one, well-formed or not.
  var isPresent: Bool { bodyStart > 0 }

  init(of file: SourceFile, limits: Limits) {
    guard let (close, bodyStart) = FrontMatter.end(in: file.bytes) else {
      map = nil
      diagnostics = []
      self.bodyStart = 0
      return
    }
    self.bodyStart = bodyStart
    // From the file's first byte, so that offsets hold; the opening line is a document's start in YAML.
    let document = Document.yaml(SourceFile(path: file.path, bytes: Array(file.bytes[..<close])), limits: limits)
    var diagnostics = document.diagnostics
    if let root = document.root, case .map = root.content, !document.diagnostics.hasErrors {
      map = root
    } else {
      map = nil
      if case .null? = document.root?.content {
      } else if !diagnostics.hasErrors {
        diagnostics.append(.frontMatterNoMap(at: document.root?.range ?? file.whole))
      }
    }
    self.diagnostics = diagnostics
  }

  /// The offsets of the closing line and of what follows it.
  private static func end(in bytes: [UInt8]) -> (close: Int, bodyStart: Int)? {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var line = start
    var isFirst = true
    while line < bytes.count {
      let end = bytes[line...].firstIndex(of: 0x0A) ?? bytes.count
      var text = bytes[line..<end]
      while let last = text.last, last == 0x0D || last == 0x20 || last == 0x09 { text.removeLast() }
      let isRule = text.elementsEqual("---".utf8)
      if isFirst {
        guard isRule else { return nil }
        isFirst = false
      } else if isRule || text.elementsEqual("...".utf8) {
        return (line, min(end + 1, bytes.count))
      }
      line = end + 1
    }
    return nil
  }
}

extension Diagnostic {
  static func frontMatterNoMap(at place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "evidence.front-matter", "the front matter is not a map of names to values", at: place)
  }
}
