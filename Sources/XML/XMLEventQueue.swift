import CLibXML2
import Diagnostics

/// What libxml2's parser calls back into: turns callbacks into a queue that `XMLCursor` takes from.
///
/// The callbacks are SAX's and not the reader's, since the reader keeps whole texts in memory: a gigabyte of captured
/// output must cost no more than what is kept of it.
struct XMLEventQueue {
  struct Queued {
    var event: XMLEvent
    var isTruncated = false
    /// Elements that are open, this one included.
    var depth: Int
    var line: Int
    var name: UInt = 0
    var namespace: UInt = 0
    var prefix: UInt = 0
    /// Offset of the `<` in what libxml2 was given, and the length of the tag up to its `>`.
    var offset = 0
    var length = 0
    /// In `attributes` for an element's start, in `bytes` for text.
    var content = 0..<0
  }

  struct Attribute {
    var name: UInt
    var prefix: UInt
    var value: Range<Int>
  }

  struct Failure {
    var id: String
    var message: String
    var line: Int
    var column: Int
    var offset: Int
    var fix: String?
  }

  struct OpenElement {
    var name: UInt
    var line: Int
  }

  /// What the cursor takes at once: it walks through steps that are its own, since each look into a parser that calls
  /// back costs as much as the step.
  struct Batch {
    var queued: [Queued] = []
    var attributes: [Attribute] = []
    /// The bytes of texts and attribute values, and what was between them.
    var bytes: [UInt8] = []

    init() {}

    /// A batch of one step.
    init(first: Queued) { queued = [first] }

    mutating func clear() {
      queued.removeAll(keepingCapacity: true)
      attributes.removeAll(keepingCapacity: true)
      bytes.removeAll(keepingCapacity: true)
    }
  }

  /// A text that may go on: what is kept of it ends `bytes`.
  private struct OpenText {
    var start: Int
    var line: Int
    /// Whether there is more than white space.
    var hasInk = false
    var isTruncated = false
  }

  let limits: XMLLimits
  private var batch = Batch()
  private(set) var failure: Failure?
  private(set) var open: [OpenElement] = []
  private(set) var hasRoot = false
  private var text: OpenText?
  /// The line where the last tag or comment ended.
  private var lastLine = 1

  init(limits: XMLLimits) {
    self.limits = limits
  }

  /// How many steps are queued.
  var count: Int { batch.queued.count }

  /// Hands over what is queued, and takes the room of what the cursor has done with. Where nothing is queued all stays as
  /// it is, and nothing is moved: pieces of one text are not either.
  mutating func hand(over taken: inout Batch) -> Bool {
    if batch.queued.isEmpty { return false }
    taken.clear()
    swap(&batch, &taken)
    if let start = text?.start {
      batch.bytes.append(contentsOf: taken.bytes[start...])
      text?.start = 0
    }
    return true
  }

  mutating func fail(_ failure: Failure) {
    if self.failure == nil { self.failure = failure }
  }

  // MARK: - Callbacks

  mutating func elementStart(
    _ name: UInt, _ prefix: UInt, _ namespace: UInt, _ context: xmlParserCtxtPtr?,
    _ raw: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int
  ) {
    flushText()
    let values = unsafe XMLInputPosition.values(raw, count: count, in: context)
    let input = unsafe XMLInputPosition(context, endOfTagWith: values)
    guard open.count < limits.depth else {
      return fail(
        input.failure("xml.limit", "elements are nested more than \(limits.depth) deep", fix: LimitName.depth.remedy))
    }
    hasRoot = true
    open.append(OpenElement(name: name, line: input.tagLine))
    var queued = Queued(
      event: .elementStart, depth: open.count, line: input.tagLine, name: name, namespace: namespace, prefix: prefix,
      offset: input.tagOffset, length: input.offset - input.tagOffset)
    let first = batch.attributes.count
    if let raw = unsafe raw {
      if let values = unsafe values, values.count <= limits.textBytes {
        unsafe append(raw, count: count, allIn: values)
      } else {
        queued.isTruncated = unsafe append(raw, count: count)
      }
    }
    queued.content = first..<batch.attributes.count
    batch.queued.append(queued)
    lastLine = input.line
  }

  mutating func elementEnd(_ name: UInt, _ prefix: UInt, _ namespace: UInt, _ input: XMLInputPosition) {
    flushText()
    batch.queued.append(
      Queued(
        event: .elementEnd, depth: open.count, line: input.line, name: name, namespace: namespace, prefix: prefix,
        offset: input.offset))
    _ = open.popLast()
    lastLine = input.line
  }

  mutating func text(_ piece: UnsafeBufferPointer<xmlChar>) {
    guard !open.isEmpty else { return }
    var text = text ?? OpenText(start: batch.bytes.count, line: lastLine)
    if !text.hasInk {
      var index = 0
      while index < piece.count, !text.hasInk {
        let byte = unsafe piece[index]
        if byte == 0x0A { text.line += 1 }
        text.hasInk = byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09
        index += 1
      }
    }
    let room = limits.textBytes - (batch.bytes.count - text.start)
    if unsafe appendBounded(piece, to: &batch.bytes, room: room) { text.isTruncated = true }
    self.text = text
  }

  mutating func comment(_ input: XMLInputPosition) {
    if text == nil { lastLine = input.line }
  }

  // MARK: - Attributes and text

  /// Appends attributes whose values libxml2 has left in its buffer, all at once.
  private mutating func append(
    _ raw: UnsafeMutablePointer<UnsafePointer<xmlChar>?>, count: Int, allIn values: UnsafeBufferPointer<xmlChar>
  ) {
    let shift = batch.bytes.count - Int(bitPattern: values.baseAddress)
    unsafe batch.bytes.append(contentsOf: values)
    for index in 0..<count {
      // Five pointers for each: name, prefix, namespace, start and end of the value.
      let at = index * 5
      let value = unsafe (Int(bitPattern: raw[at + 3]) + shift)..<(Int(bitPattern: raw[at + 4]) + shift)
      unsafe batch.attributes.append(
        Attribute(name: UInt(bitPattern: raw[at]), prefix: UInt(bitPattern: raw[at + 1]), value: value))
    }
  }

  /// Appends attributes one by one; true where something was left out.
  private mutating func append(_ raw: UnsafeMutablePointer<UnsafePointer<xmlChar>?>, count: Int) -> Bool {
    var isTruncated = false
    for index in 0..<count {
      let at = index * 5
      guard let name = unsafe raw[at], let start = unsafe raw[at + 3], let end = unsafe raw[at + 4] else { continue }
      let value = unsafe UnsafeBufferPointer(start: start, count: end - start)
      let from = batch.bytes.count
      let isCut = unsafe appendBounded(value, to: &batch.bytes, room: limits.textBytes)
      isTruncated = isTruncated || isCut
      unsafe batch.attributes.append(
        Attribute(name: UInt(bitPattern: name), prefix: UInt(bitPattern: raw[at + 1]), value: from..<batch.bytes.count))
    }
    return isTruncated
  }

  /// White space is left where it is, and no step points to it.
  private mutating func flushText() {
    guard let ended = text else { return }
    text = nil
    guard ended.hasInk else { return }
    batch.queued.append(
      Queued(
        event: .text, isTruncated: ended.isTruncated, depth: open.count, line: ended.line,
        content: ended.start..<batch.bytes.count))
  }
}

/// Appends as much as there is room for; true where something was left out. Never cuts inside a character.
///
/// No method of the queue: that would borrow the whole queue, and so copy the array that it appends to.
private func appendBounded(_ piece: UnsafeBufferPointer<xmlChar>, to target: inout [UInt8], room: Int) -> Bool {
  guard piece.count > room else {
    unsafe target.append(contentsOf: piece)
    return false
  }
  var room = max(0, room)
  while room > 0, unsafe piece[room] & 0xC0 == 0x80 { room -= 1 }
  unsafe target.append(contentsOf: piece.prefix(room))
  return true
}
