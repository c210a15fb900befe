import Diagnostics
import CLibXML2
import Glibc

/// What libxml2's parser calls back into: turns callbacks into a queue that `XMLCursor` takes from.
///
/// The callbacks are SAX's and not the reader's, since the reader keeps whole texts in memory: a gigabyte of captured
/// output must cost no more than what is kept of it.
struct XMLEventQueue {
  struct Queued {
    var event: XMLEvent
    var name: UInt = 0
    var namespace: UInt = 0
    var prefix: UInt = 0
    var line: Int
    /// Offset of the `<` in what libxml2 was given, and the length of the tag up to its `>`.
    var offset = 0
    var length = 0
    var attributes = 0..<0
    /// In `bytes`, for text.
    var text = 0..<0
    var isTruncated = false
    /// Elements that are open, this one included.
    var depth: Int
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
    /// The bytes of texts and attribute values.
    var bytes: [UInt8] = []

    mutating func clear() {
      queued.removeAll(keepingCapacity: true)
      attributes.removeAll(keepingCapacity: true)
      bytes.removeAll(keepingCapacity: true)
    }
  }

  let limits: XMLLimits
  private var batch = Batch()
  private(set) var failure: Failure?
  private(set) var open: [OpenElement] = []
  private(set) var hasRoot = false

  private var pending: [UInt8] = []
  private var pendingLine = 0
  private var pendingHasInk = false
  private var pendingIsTruncated = false
  /// The line where the last tag or comment ended.
  private var lastLine = 1

  init(limits: XMLLimits) {
    self.limits = limits
  }

  /// How many steps are queued.
  var count: Int { batch.queued.count }

  /// Hands over what is queued, and takes the room of what the cursor has done with.
  mutating func hand(over taken: inout Batch) {
    taken.clear()
    swap(&batch, &taken)
  }

  mutating func fail(_ failure: Failure) {
    if self.failure == nil { self.failure = failure }
  }

  // MARK: - Callbacks

  mutating func elementStart(
    _ name: UInt, _ prefix: UInt, _ namespace: UInt, _ input: XMLInputPosition,
    _ raw: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int
  ) {
    flushText()
    guard open.count < limits.depth else {
      return fail(
        input.failure("xml.limit", "elements are nested more than \(limits.depth) deep", fix: LimitName.depth.remedy))
    }
    hasRoot = true
    open.append(OpenElement(name: name, line: input.tagLine))
    var queued = Queued(
      event: .elementStart, name: name, namespace: namespace, prefix: prefix, line: input.tagLine,
      offset: input.tagOffset, length: input.offset - input.tagOffset, depth: open.count)
    let first = batch.attributes.count
    if let raw = unsafe raw {
      for index in 0..<count {
        // Five pointers for each: name, prefix, namespace, start and end of the value.
        let at = index * 5
        guard let name = unsafe raw[at], let start = unsafe raw[at + 3], let end = unsafe raw[at + 4] else { continue }
        let value = unsafe UnsafeBufferPointer(start: start, count: end - start)
        let from = batch.bytes.count
        let isCut = unsafe appendBounded(value, to: &batch.bytes, room: limits.textBytes)
        queued.isTruncated = queued.isTruncated || isCut
        unsafe batch.attributes.append(
          Attribute(
            name: UInt(bitPattern: name), prefix: UInt(bitPattern: raw[at + 1]), value: from..<batch.bytes.count))
      }
    }
    queued.attributes = first..<batch.attributes.count
    batch.queued.append(queued)
    lastLine = input.line
  }

  mutating func elementEnd(_ name: UInt, _ prefix: UInt, _ namespace: UInt, _ input: XMLInputPosition) {
    flushText()
    batch.queued.append(
      Queued(
        event: .elementEnd, name: name, namespace: namespace, prefix: prefix, line: input.line, offset: input.offset,
        depth: open.count))
    _ = open.popLast()
    lastLine = input.line
  }

  mutating func text(_ piece: UnsafeBufferPointer<xmlChar>) {
    guard !open.isEmpty else { return }
    if pending.isEmpty { pendingLine = lastLine }
    if !pendingHasInk {
      var index = 0
      while index < piece.count, !pendingHasInk {
        let byte = unsafe piece[index]
        if byte == 0x0A { pendingLine += 1 }
        pendingHasInk = byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09
        index += 1
      }
    }
    if unsafe appendBounded(piece, to: &pending, room: limits.textBytes - pending.count) { pendingIsTruncated = true }
  }

  mutating func comment(_ input: XMLInputPosition) {
    if pending.isEmpty { lastLine = input.line }
  }

  // MARK: - Text

  private mutating func flushText() {
    if pending.isEmpty { return }
    defer {
      pending.removeAll(keepingCapacity: pending.capacity <= 1 << 16)
      pendingHasInk = false
      pendingIsTruncated = false
    }
    guard pendingHasInk else { return }
    let from = batch.bytes.count
    batch.bytes.append(contentsOf: pending)
    batch.queued.append(
      Queued(
        event: .text, line: pendingLine, text: from..<batch.bytes.count, isTruncated: pendingIsTruncated,
        depth: open.count))
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

/// Where libxml2's parser stands, read while it calls back.
struct XMLInputPosition {
  var line = 0
  var column = 0
  var offset = 0
  /// Where the tag that has just been read began.
  var tagLine = 0
  var tagOffset = 0

  init(_ context: xmlParserCtxtPtr?, findingTag: Bool = false) {
    guard let context = unsafe context, let input = unsafe context.pointee.input else { return }
    line = unsafe Int(input.pointee.line)
    column = unsafe Int(input.pointee.col)
    tagLine = line
    guard let base = unsafe input.pointee.base, let current = unsafe input.pointee.cur else { return }
    let consumed = unsafe Int(clamping: input.pointee.consumed)
    offset = unsafe consumed + (current - base)
    tagOffset = offset
    // An attribute may hold no '<', so the nearest one before is this tag's.
    guard findingTag else { return }
    var start = unsafe current
    while unsafe start - base >= 8, unsafe !XMLInputPosition.hasTagStart(start - 8) { unsafe start -= 8 }
    while unsafe start > base, unsafe start[-1] != 0x3C { unsafe start -= 1 }
    guard unsafe start > base else { return }
    unsafe start -= 1
    tagOffset = unsafe offset - (current - start)
    while let lineEnd = unsafe memchr(start, 0x0A, current - start) {
      tagLine -= 1
      unsafe start = UnsafePointer(lineEnd.assumingMemoryBound(to: xmlChar.self)) + 1
    }
  }

  /// Whether a '<' is among eight bytes.
  private static func hasTagStart(_ bytes: UnsafePointer<xmlChar>) -> Bool {
    let word = unsafe UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self) ^ 0x3C3C_3C3C_3C3C_3C3C
    return (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0
  }

  func failure(_ id: String, _ message: String, fix: String? = nil) -> XMLEventQueue.Failure {
    XMLEventQueue.Failure(id: id, message: message, line: line, column: column, offset: offset, fix: fix)
  }
}
