import CLibXML2
import Glibc

/// Where libxml2's parser stands, read while it calls back.
struct XMLInputPosition {
  var line = 0
  var column = 0
  var offset = 0
  /// Where the tag that has just been read began.
  var tagLine = 0
  var tagOffset = 0

  init(_ context: xmlParserCtxtPtr?) {
    guard let context = unsafe context, let input = unsafe context.pointee.input else { return }
    line = unsafe Int(input.pointee.line)
    column = unsafe Int(input.pointee.col)
    tagLine = line
    guard let base = unsafe input.pointee.base, let current = unsafe input.pointee.cur else { return }
    offset = unsafe Int(clamping: input.pointee.consumed) + (current - base)
    tagOffset = offset
  }

  /// The position at the end of a start tag, with the tag's beginning.
  /// - Parameter values: the tag's attribute values where libxml2 has left them in its buffer: what comes behind them
  ///   need not be searched.
  init(_ context: xmlParserCtxtPtr?, endOfTagWith values: UnsafeBufferPointer<xmlChar>?) {
    unsafe self.init(context)
    guard let input = unsafe context?.pointee.input, let base = unsafe input.pointee.base,
      let current = unsafe input.pointee.cur
    else { return }
    // An attribute may hold no '<', so the nearest one before is this tag's.
    var start = unsafe values?.baseAddress ?? current
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

  /// What lies between the beginning of a tag's first attribute value and the end of its last one, where libxml2 gives all
  /// of them as they stand in its buffer: it copies those that hold a reference or a line end.
  static func values(
    _ raw: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int, in context: xmlParserCtxtPtr?
  ) -> UnsafeBufferPointer<xmlChar>? {
    guard count > 0, let raw = unsafe raw, let input = unsafe context?.pointee.input,
      let base = unsafe input.pointee.base, let current = unsafe input.pointee.cur, let first = unsafe raw[3]
    else { return nil }
    var last = unsafe base
    for index in 0..<count {
      guard let start = unsafe raw[index * 5 + 3], let end = unsafe raw[index * 5 + 4], unsafe start >= last,
        unsafe end >= start, unsafe end <= current
      else { return nil }
      unsafe last = end
    }
    return unsafe UnsafeBufferPointer(start: first, count: last - first)
  }

  func failure(_ id: String, _ message: String, fix: String? = nil) -> XMLEventQueue.Failure {
    XMLEventQueue.Failure(id: id, message: message, line: line, column: column, offset: offset, fix: fix)
  }
}
