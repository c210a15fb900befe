import CLibYAML
import Diagnostics

/// One step of libyaml's walk through a stream, in bytes of the file.
struct YAMLEvent {
  enum Kind {
    case documentStart
    case scalar
    case alias
    case listStart
    case mapStart
    case containerEnd
    case streamEnd
    case other
  }

  var kind: Kind
  /// Byte offsets in the file. The start is where an anchor or a tag stands, if there is one.
  var start: Int
  var end: Int
  /// The name of an anchor, or of the anchor that an alias speaks of.
  var anchor: String?
  var tag: String?
  /// A scalar's text, unquoted and unfolded.
  var text = ""
  /// What the core schema makes of a plain scalar; nil for text.
  var plainValue: Node.Content?
  var style = Style.plain

  enum Style {
    case plain
    case quoted
    case block
  }
}

/// libyaml's event interface: the only type that touches it. Pulls events and turns marks into byte offsets.
@safe
struct YAMLEvents: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: Input
  private var offsets: ScalarOffsets

  /// Starts on a file that has passed `TextEncoding`.
  init(_ file: SourceFile, _ encoding: TextEncoding) throws(Diagnostic) {
    unsafe parser = .allocate(capacity: 1)
    input = Input(file.bytes, from: encoding.markLength)
    offsets = ScalarOffsets(bytes: file.bytes, encoding)
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      throw Diagnostic(.error, id: "yaml.memory", "there is not enough memory to read the file", at: file.whole)
    }
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    // libyaml copies what it reads in any case, so a handler costs no more than a pinned buffer.
    unsafe yaml_parser_set_input(
      parser,
      { context, buffer, size, sizeRead in
        guard let context = unsafe context, let buffer = unsafe buffer, let sizeRead = unsafe sizeRead else { return 0 }
        let input = unsafe Unmanaged<Input>.fromOpaque(context).takeUnretainedValue()
        unsafe sizeRead.pointee = unsafe input.read(into: UnsafeMutableBufferPointer(start: buffer, count: size))
        return 1
      }, Unmanaged.passUnretained(input).toOpaque())
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  /// The next event.
  mutating func next(in file: SourceFile) throws(Diagnostic) -> YAMLEvent {
    var raw = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &raw) == 1 else { throw failure(in: file) }
    let start = unsafe offsets.offset(ofScalar: Int(raw.start_mark.index))
    let end = unsafe offsets.offset(ofScalar: Int(raw.end_mark.index))
    let event = unsafe event(from: raw, start, end)
    unsafe yaml_event_delete(&raw)
    return event
  }

  private func event(from raw: yaml_event_t, _ start: Int, _ end: Int) -> YAMLEvent {
    switch unsafe raw.type {
    case YAML_STREAM_END_EVENT:
      return YAMLEvent(kind: .streamEnd, start: start, end: end)
    case YAML_DOCUMENT_START_EVENT:
      return YAMLEvent(kind: .documentStart, start: start, end: end)
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
      return YAMLEvent(kind: .containerEnd, start: start, end: end)
    case YAML_ALIAS_EVENT:
      return YAMLEvent(kind: .alias, start: start, end: end, anchor: unsafe text(raw.data.alias.anchor))
    case YAML_SEQUENCE_START_EVENT:
      let list = unsafe raw.data.sequence_start
      return unsafe YAMLEvent(
        kind: .listStart, start: start, end: end, anchor: text(list.anchor), tag: text(list.tag))
    case YAML_MAPPING_START_EVENT:
      let map = unsafe raw.data.mapping_start
      return unsafe YAMLEvent(
        kind: .mapStart, start: start, end: end, anchor: text(map.anchor), tag: text(map.tag))
    case YAML_SCALAR_EVENT:
      let scalar = unsafe raw.data.scalar
      let value = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      let style = unsafe style(of: scalar.style)
      return unsafe YAMLEvent(
        kind: .scalar, start: start, end: end, anchor: text(scalar.anchor), tag: text(scalar.tag),
        text: String(decoding: value, as: UTF8.self),
        plainValue: style == .plain ? CoreSchema.value(value.span) : nil, style: style)
    default:
      return YAMLEvent(kind: .other, start: start, end: end)
    }
  }

  private func style(of style: yaml_scalar_style_t) -> YAMLEvent.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: .quoted
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
    default: .plain
    }
  }

  private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    guard let pointer = unsafe pointer else { return nil }
    return unsafe String(cString: pointer)
  }

  private mutating func failure(in file: SourceFile) -> Diagnostic {
    let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "this is not YAML"
    if unsafe parser.pointee.error == YAML_READER_ERROR {
      let at = unsafe Int(parser.pointee.problem_offset)
      return Diagnostic(.error, id: "yaml.encoding", problem, at: file.range(at..<min(file.bytes.count, at + 1)))
    }
    if unsafe parser.pointee.error == YAML_MEMORY_ERROR {
      return Diagnostic(.error, id: "yaml.memory", "there is not enough memory to read the file", at: file.whole)
    }
    let at = unsafe min(offsets.offset(ofScalar: Int(parser.pointee.problem_mark.index)), file.bytes.count)
    var diagnostic = Diagnostic(
      .error, id: "yaml.syntax", problem, at: file.range(at..<min(file.bytes.count, at + 1)),
      fix: Self.advice(problem, file.bytes, at))
    if let context = unsafe parser.pointee.context {
      let from = unsafe offsets.offset(ofScalar: Int(parser.pointee.context_mark.index))
      diagnostic.notes = [unsafe Diagnostic.Note(String(cString: context), place: file.range(from..<max(from, at)))]
    }
    return diagnostic
  }

  private static func advice(_ problem: String, _ bytes: [UInt8], _ at: Int) -> String? {
    guard at < bytes.count else { return nil }
    switch bytes[at] {
    case 0x09: return "indent with spaces, not with tabs"
    case UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "%"): return "put the value in quotes"
    case UInt8(ascii: ":"): return "check the indentation, or put the text in quotes if the colon belongs to it"
    default: return nil
    }
  }

  /// What is still to be read.
  private final class Input {
    private let bytes: [UInt8]
    private var position: Int

    init(_ bytes: [UInt8], from start: Int) {
      self.bytes = bytes
      position = start
    }

    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
      let count = min(buffer.count, bytes.count - position)
      _ = unsafe buffer.update(fromContentsOf: bytes[position..<(position + count)])
      position += count
      return count
    }
  }
}

/// libyaml counts characters; places count bytes. Marks come nearly in order, so a cursor is moved to them.
struct ScalarOffsets {
  private let bytes: [UInt8]
  private let isASCII: Bool
  private let markLength: Int
  private var scalar = 0
  private var offset: Int

  init(bytes: [UInt8], _ encoding: TextEncoding) {
    self.bytes = bytes
    isASCII = encoding.isASCII
    markLength = encoding.markLength
    offset = encoding.markLength
  }

  mutating func offset(ofScalar index: Int) -> Int {
    if isASCII { return min(markLength + index, bytes.count) }
    while scalar < index, offset < bytes.count {
      // What is ASCII, which mostly is all up to the next mark, needs no look at each byte.
      let plain = min(index - scalar, bytes.span.endOfASCII(from: offset) - offset)
      scalar += plain
      offset += plain
      guard scalar < index, offset < bytes.count else { break }
      scalar += 1
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    }
    while scalar > index {
      scalar -= 1
      offset -= 1
      while bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
    }
    return offset
  }
}
