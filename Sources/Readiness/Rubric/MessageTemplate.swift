import CEL
import Diagnostics

/// A rule's message with its `${…}` compiled. The same language as the rule's claim, and type-checked with it.
struct MessageTemplate: Sendable {
  enum Part: Sendable {
    case text(String)
    case value(Program)
  }

  let parts: [Part]

  /// The values in it.
  var programs: [Program] {
    parts.compactMap { part in
      if case .value(let program) = part { program } else { nil }
    }
  }

  /// Takes a message apart; what is wrong with it goes to the diagnostics.
  init?(_ source: SourceFragment, environment: Environment, _ diagnostics: inout [Diagnostic]) {
    let bytes = source.text.utf8.span
    var parts: [Part] = []
    var textStart = 0
    var isSound = true
    while let open = MessageTemplate.opening(in: bytes, from: textStart) {
      let start = open + 2
      guard let end = MessageTemplate.end(of: bytes, from: start) else {
        diagnostics.append(.unclosedValue(source.place(of: open..<start)))
        return nil
      }
      if open > textStart { parts.append(.text(source.slice(textStart..<open).text)) }
      do {
        parts.append(.value(try environment.compile(source.slice(start..<end))))
      } catch {
        diagnostics.append(contentsOf: error.diagnostics)
        isSound = false
      }
      textStart = end + 1
    }
    if textStart < bytes.count { parts.append(.text(source.slice(textStart..<bytes.count).text)) }
    guard isSound else { return nil }
    self.parts = parts
  }

  /// The message for some facts. A value in it that is absent says so: what is stated is not hidden by what is not. Nil
  /// where a value cannot be worked out.
  func rendered(_ activation: Activation) -> String? {
    var message = ""
    for part in parts {
      switch part {
      case .text(let text): message += text
      case .value(let program):
        switch program.evaluate(activation) {
        case .value(let value): message += value.spoken
        case .unknown: message += "(not stated)"
        case .error: return nil
        }
      }
    }
    return message
  }

  /// Where the next `${` stands.
  private static func opening(in bytes: Span<UInt8>, from start: Int) -> Int? {
    var at = start
    while let dollar = bytes.offset(of: UInt8(ascii: "$"), from: at), dollar + 1 < bytes.count {
      if bytes[dollar + 1] == UInt8(ascii: "{") { return dollar }
      at = dollar + 1
    }
    return nil
  }

  /// The closing brace of a value, braces and quotes inside it passed over.
  private static func end(of bytes: Span<UInt8>, from start: Int) -> Int? {
    var depth = 0
    var quote: UInt8?
    var offset = start
    while offset < bytes.count {
      let byte = bytes[offset]
      if let open = quote {
        if byte == UInt8(ascii: "\\") { offset += 1 } else if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte == UInt8(ascii: "{") {
        depth += 1
      } else if byte == UInt8(ascii: "}") {
        if depth == 0 { return offset }
        depth -= 1
      }
      offset += 1
    }
    return nil
  }
}

extension Value {
  /// The value as a sentence has it: text without quotes, whole numbers without a fraction, lists with commas.
  var spoken: String {
    switch self {
    case .string(let text): text
    case .double(let double):
      if let integer = Int64(exactly: double) { String(integer) } else { String(double) }
    case .uint(let uint): String(uint)
    case .timestamp(let timestamp):
      timestamp.seconds % 86_400 == 0 && timestamp.nanoseconds == 0 ? timestamp.dateDescription : timestamp.description
    case .list(let list) where list.elements.isEmpty: "none"
    case .list(let list): list.elements.prefix(20).map(\.spoken).joined(separator: ", ")
    default: literal
    }
  }
}

extension Diagnostic {
  static func unclosedValue(_ place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "rubric.message", "a `${` in the message has no closing `}`", at: place)
  }
}
