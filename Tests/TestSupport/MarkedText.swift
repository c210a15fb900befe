public import Diagnostics
public import Testing

/// A source text in which keycap emoji mark places: where a diagnostic must point, where a node must stand.
///
/// ```swift
/// let marked = MarkedText("release: {1️⃣rolback1️⃣: true}")
/// marked.file                      // `release: {rolback: true}`
/// marked.range("1️⃣")              // the seven bytes of `rolback`
/// expectDiagnostics(diagnostics, in: marked, ["1️⃣": "manifest.unknown-field"])
/// ```
///
/// A mark that stands once is a place; one that stands twice, a range.
public struct MarkedText: Sendable {
  /// The text without its marks.
  public let file: SourceFile
  /// The byte offsets of each mark, in the order of the text.
  public let offsets: [String: [Int]]

  /// Takes the marks out of a text.
  public init(_ marked: String, path: String = "test") {
    var bytes: [UInt8] = []
    var offsets: [String: [Int]] = [:]
    let scalars = Array(marked.unicodeScalars)
    var index = 0
    while index < scalars.count {
      if index + 2 < scalars.count, scalars[index + 1].value == 0xFE0F, scalars[index + 2].value == 0x20E3 {
        var mark = String.UnicodeScalarView()
        mark.append(contentsOf: scalars[index..<(index + 3)])
        offsets[String(mark), default: []].append(bytes.count)
        index += 3
      } else {
        bytes.append(contentsOf: Array(String(scalars[index]).utf8))
        index += 1
      }
    }
    file = SourceFile(path: path, bytes: bytes)
    self.offsets = offsets
  }

  /// The text without its marks.
  public var text: String { String(decoding: file.bytes, as: UTF8.self) }

  /// The offset of a mark that stands once, or first.
  public func offset(_ mark: String, _ location: SourceLocation = #_sourceLocation) -> Int {
    guard let offset = offsets[mark]?.first else {
      Issue.record("the text has no mark \(mark)", sourceLocation: location)
      return 0
    }
    return offset
  }

  /// The offsets between a mark's two places; empty where it stands once.
  public func range(_ mark: String, _ location: SourceLocation = #_sourceLocation) -> Range<Int> {
    let start = offset(mark, location)
    let end = offsets[mark]?.last ?? start
    return start..<end
  }

  /// The line and column of a mark.
  public func position(_ mark: String, _ location: SourceLocation = #_sourceLocation) -> SourcePosition {
    file.position(of: offset(mark, location))
  }
}

/// Holds diagnostics to the marks of a text: at each mark must point a diagnostic with the id given here, and there may be
/// no others, neither marks nor diagnostics. Where a mark stands twice in the text, the whole range must match.
///
/// - Parameter others: marks that the test itself looks at, such as those of notes.
public func expectDiagnostics(
  _ diagnostics: [Diagnostic], in marked: MarkedText, _ expected: KeyValuePairs<String, String>, others: [String] = [],
  _ location: SourceLocation = #_sourceLocation
) {
  for mismatch in mismatches(diagnostics, in: marked, expected, others: others) {
    Issue.record("\(mismatch)", sourceLocation: location)
  }
}

/// What `expectDiagnostics` has to complain about, one line for each.
public func mismatches(
  _ diagnostics: [Diagnostic], in marked: MarkedText, _ expected: KeyValuePairs<String, String>, others: [String] = []
) -> [String] {
  var found: [String] = []
  var left = diagnostics
  for (mark, id) in expected {
    guard let offsets = marked.offsets[mark] else {
      found.append("the text has no mark \(mark)")
      continue
    }
    let match = left.firstIndex { diagnostic in
      guard diagnostic.id == id, let range = diagnostic.place?.offsets else { return false }
      return range.lowerBound == offsets.first && (offsets.count == 1 || range.upperBound == offsets.last)
    }
    if let match { left.remove(at: match) } else { found.append("no diagnostic '\(id)' at \(mark)") }
  }
  for mark in marked.offsets.keys.sorted() where !expected.contains(where: { $0.key == mark }) && !others.contains(mark)
  {
    found.append("nothing is expected at \(mark)")
  }
  return found + left.map { "unexpected: \($0.rendered()) [\($0.id)]" }
}
