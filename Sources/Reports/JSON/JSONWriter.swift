import Diagnostics

/// A JSON document in the making, indented by two, with small objects in one line each. Values are written as they are
/// listed, members in the order in which they are: no tree of them is ever built. Numbers know no locale.
///
/// ```swift
/// json.object {
///   json.member("name", rubric.name)
///   json.member("threshold", rubric.threshold)
///   json.array("areas", rubric.areas) { json.area($0) }
/// }
/// ```
final class JSONWriter {
  private let text: TextBuffer
  private var depth = 0
  /// Whether nothing stands yet in the object or the array that is open.
  private var isEmpty = true
  /// Whether what is open goes on in its line.
  private var isInLine = false

  init(_ output: ReportOutput) {
    text = TextBuffer(output)
  }

  /// A whole document, of which the closure writes the value.
  static func document(_ write: (JSONWriter) -> Void) -> [UInt8] {
    var bytes: [UInt8] = []
    let json = JSONWriter(ReportOutput { bytes.append(contentsOf: $0) })
    write(json)
    json.finish()
    return bytes
  }

  /// Ends the file with a line feed, and hands on what is left.
  func finish() {
    text.append(0x0A)
    text.flush()
  }

  // MARK: Values

  /// An object; its members are what the closure writes.
  func object(_ members: () -> Void) {
    open(UInt8(ascii: "{"))
    members()
    close(UInt8(ascii: "}"))
  }

  /// An object in one line, for what is read together: a place, a score, a step.
  func line(_ members: () -> Void) {
    let wasInLine = isInLine
    isInLine = true
    object(members)
    isInLine = wasInLine
  }

  /// An array; for each element the closure writes one value.
  func array<Element>(_ elements: [Element], _ write: (Element) -> Void) {
    open(UInt8(ascii: "["))
    for index in elements.indices {
      startItem()
      write(elements[index])
    }
    close(UInt8(ascii: "]"))
  }

  func null() {
    text.append("null")
  }

  func bool(_ bool: Bool) {
    text.append(bool ? "true" : "false")
  }

  func int(_ int: Int) {
    text.append(decimal: int)
  }

  /// The shortest text that reads back as the same number; JSON has none for what is not finite.
  func double(_ double: Double) {
    guard double.isFinite else { return null() }
    if double == double.rounded(), abs(double) < 1e15 { return int(Int(double)) }
    text.append(verbatim: double.description)
  }

  func string(_ string: String) {
    text.append(UInt8(ascii: "\""))
    text.append(string, escapedFor: JSONText.self)
    text.append(UInt8(ascii: "\""))
  }

  // MARK: Members

  /// A member whose value the closure writes.
  func member(_ key: StaticString, _ value: () -> Void) {
    start(key)
    value()
  }

  func member(_ key: StaticString, _ string: String?) {
    start(key)
    if let string { self.string(string) } else { null() }
  }

  func member(_ key: StaticString, _ int: Int?) {
    start(key)
    if let int { self.int(int) } else { null() }
  }

  func member(_ key: StaticString, _ double: Double?) {
    start(key)
    if let double { self.double(double) } else { null() }
  }

  func member(_ key: StaticString, _ bool: Bool) {
    start(key)
    self.bool(bool)
  }

  func member(_ key: StaticString, _ strings: [String]) {
    array(key, strings) { string($0) }
  }

  func object(_ key: StaticString, _ members: () -> Void) {
    start(key)
    object(members)
  }

  func line(_ key: StaticString, _ members: () -> Void) {
    start(key)
    line(members)
  }

  func array<Element>(_ key: StaticString, _ elements: [Element], _ write: (Element) -> Void) {
    start(key)
    array(elements, write)
  }

  /// A member that is named after a value; the closure writes its own.
  func member(named key: String, _ value: () -> Void) {
    startItem()
    string(key)
    text.append(": ")
    value()
  }

  // MARK: Layout

  private func start(_ key: StaticString) {
    startItem()
    // The compiler has seen these names: nothing in them needs to be escaped.
    text.append(.init("\""), name: key, .init("\"", ":", " "))
  }

  private func startItem() {
    if !isEmpty { text.append(UInt8(ascii: ",")) }
    if !isInLine {
      text.startLine(indentedBy: depth * 2)
    } else if !isEmpty {
      text.append(UInt8(ascii: " "))
    }
    isEmpty = false
  }

  private func open(_ bracket: UInt8) {
    text.append(bracket)
    depth += 1
    isEmpty = true
  }

  private func close(_ bracket: UInt8) {
    depth -= 1
    if !isEmpty, !isInLine { text.startLine(indentedBy: depth * 2) }
    text.append(bracket)
    isEmpty = false
  }
}

/// JSON that can stand in a page or a log too: `<`, control characters, bidirectional overrides and U+2028/9 are escaped.
enum JSONText: TextEscaping {
  static func isPlain(_ byte: UInt8) -> Bool {
    (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
      && byte != UInt8(ascii: "<")
  }

  static func arePlain(_ bytes: EightBytes) -> Bool {
    bytes.without(UInt8(ascii: "\"")).without(UInt8(ascii: "\\")).without(UInt8(ascii: "<")).arePlain
  }

  static func replacement(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case "<": escaped(scalar)
    default:
      switch scalar.value {
      case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: escaped(scalar)
      default: nil
      }
    }
  }

  /// All that is escaped this way is in the basic plane.
  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}
