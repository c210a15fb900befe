import Diagnostics
import Documents

/// The elements that have stood there before, each with the first one that it equals.
///
/// - Parameter asText: whether scalars are compared as they are written.
func repetitions(in elements: [Node], asText: Bool) -> [(index: Int, first: Int)] {
  guard elements.count > 1 else { return [] }
  if elements.count <= 32, let texts = elements.texts(asText: asText) { return repetitions(inFew: texts) }
  var seen: [[UInt8]: Int] = [:]
  var repetitions: [(index: Int, first: Int)] = []
  for (index, element) in elements.enumerated() {
    let identity = element.identity(asText: asText)
    if let first = seen[identity] { repetitions.append((index, first)) } else { seen[identity] = index }
  }
  return repetitions
}

/// Few texts are held against each other sooner than a table of them is made.
private func repetitions(inFew texts: [String]) -> [(index: Int, first: Int)] {
  var repetitions: [(index: Int, first: Int)] = []
  for index in texts.indices {
    for first in 0..<index where sameBytes(texts[first], texts[index]) {
      repetitions.append((index, first))
      break
    }
  }
  return repetitions
}

extension [Node] {
  /// The elements as texts, where all of them are.
  fileprivate func texts(asText: Bool) -> [String]? {
    var texts: [String] = []
    texts.reserveCapacity(count)
    for index in indices {
      guard let text = asText ? self[index].scalarText : self[index].text else { return nil }
      texts.append(text)
    }
    return texts
  }
}

extension Node {
  /// Bytes that are the same for equal values and for no others: numbers by value, maps whatever their order.
  func identity(asText: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    appendIdentity(asText: asText, to: &bytes)
    return bytes
  }

  private func appendIdentity(asText: Bool, to bytes: inout [UInt8]) {
    if asText, let text = scalarText { return Self.append("t", text, to: &bytes) }
    switch content {
    case .null: bytes.append(UInt8(ascii: "0"))
    case .bool(let bool): Self.append("b", bool ? "1" : "0", to: &bytes)
    case .integer(let integer): Self.append("n", String(integer), to: &bytes)
    case .number(let number): Self.append("n", Int64(exactly: number).map { String($0) } ?? "\(number)", to: &bytes)
    case .unrepresentable: Self.append("u", range.text ?? "", to: &bytes)
    case .text(let text): Self.append("t", text, to: &bytes)
    case .list(let elements):
      Self.append("l", String(elements.count), to: &bytes)
      for element in elements { element.appendIdentity(asText: false, to: &bytes) }
    case .map(let entries):
      Self.append("m", String(entries.count), to: &bytes)
      for entry in entries.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
        Self.append("k", entry.key, to: &bytes)
        entry.value.appendIdentity(asText: false, to: &bytes)
      }
    }
  }

  /// A piece with its length before it, so that no two sequences of pieces are the same bytes.
  private static func append(_ kind: Unicode.Scalar, _ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: kind))
    bytes.append(contentsOf: String(text.utf8.count).utf8)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(contentsOf: text.utf8)
  }
}
