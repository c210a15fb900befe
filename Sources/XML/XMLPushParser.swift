import CLibXML2
import Diagnostics

/// libxml2's push parser with callbacks into an `XMLEventQueue`: bytes go in, queued events come out. Loads nothing,
/// expands nothing but XML's own five entities, and refuses a document type that declares anything.
@safe
final class XMLPushParser {
  let limits: XMLLimits
  private let context: xmlParserCtxtPtr
  /// What libxml2 calls back into. It stands by itself, since each way there through an object is counted and guarded,
  /// which costs as much as what is done there.
  private let callbacks: UnsafeMutablePointer<Callbacks>

  @safe
  fileprivate struct Callbacks {
    var queue: XMLEventQueue
    let context: xmlParserCtxtPtr
  }

  init?(limits: XMLLimits) {
    LibXML2.prepare()
    var handler = unsafe Self.handler
    guard let context = unsafe xmlCreatePushParserCtxt(&handler, nil, nil, 0, nil) else { return nil }
    self.limits = limits
    unsafe self.context = context
    unsafe callbacks = .allocate(capacity: 1)
    unsafe callbacks.initialize(to: Callbacks(queue: XMLEventQueue(limits: limits), context: context))
    unsafe context.pointee.userData = UnsafeMutableRawPointer(callbacks)
    // Without XML_PARSE_HUGE libxml2 refuses attributes and comments beyond ten megabytes; texts come in pieces anyway.
    // XML_PARSE_NOENT because otherwise an '&' in an attribute arrives as '&#38;'. There are no entities that it could
    // expand: a document type that declares any is refused, none is loaded, and nobody answers for a name.
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOENT.rawValue | XML_PARSE_BIG_LINES.rawValue
    unsafe xmlCtxtUseOptions(context, Int32(options))
  }

  deinit {
    unsafe xmlFreeParserCtxt(context)
    unsafe callbacks.deinitialize(count: 1)
    unsafe callbacks.deallocate()
  }

  // MARK: - What came out

  var failure: XMLEventQueue.Failure? { unsafe callbacks.pointee.queue.failure }

  /// The elements that are open.
  var open: [XMLEventQueue.OpenElement] { unsafe callbacks.pointee.queue.open }

  var hasRoot: Bool { unsafe callbacks.pointee.queue.hasRoot }

  /// How many steps are queued.
  var count: Int { unsafe callbacks.pointee.queue.count }

  private var hasFailed: Bool { unsafe callbacks.pointee.queue.failure != nil }

  /// Hands over what is queued, and takes the room of what the cursor has done with; false where nothing is.
  func hand(over taken: inout XMLEventQueue.Batch) -> Bool {
    unsafe callbacks.pointee.queue.hand(over: &taken)
  }

  // MARK: - What goes in

  /// Takes in the next bytes.
  func parse(_ bytes: UnsafeBufferPointer<UInt8>) {
    var rest = unsafe bytes[...]
    while !hasFailed, unsafe !rest.isEmpty {
      // Inside a CDATA section libxml2 2.9 takes 300 bytes a call and searches all that it has for the end: so it is
      // given no more than that at a time.
      let count = unsafe isInCDATA ? min(rest.count, 300) : rest.count
      unsafe push(UnsafeBufferPointer(rebasing: rest.prefix(count)))
      unsafe rest = rest.dropFirst(count)
      drainCDATA()
    }
  }

  /// Says that there is nothing more.
  func finish() {
    guard !hasFailed else { return }
    unsafe xmlParseChunk(context, nil, 0, 1)
  }

  /// The address under which libxml2 keeps a name.
  func interned(_ name: String) -> UInt {
    var name = name
    return name.withUTF8 { bytes in
      guard let dictionary = unsafe context.pointee.dict else { return 0 }
      return unsafe UInt(bitPattern: xmlDictLookup(dictionary, bytes.baseAddress, Int32(clamping: bytes.count)))
    }
  }

  /// The text of an interned name.
  func text(of name: UInt) -> String {
    guard let pointer = unsafe UnsafePointer<CChar>(bitPattern: name) else { return "" }
    return unsafe String(cString: pointer)
  }

  private var isInCDATA: Bool { unsafe context.pointee.instate == XML_PARSER_CDATA_SECTION }

  private func push(_ bytes: UnsafeBufferPointer<UInt8>) {
    unsafe bytes.withMemoryRebound(to: CChar.self) { chars in
      _ = unsafe xmlParseChunk(context, chars.baseAddress, Int32(chars.count), 0)
    }
  }

  private func drainCDATA() {
    var before = -1
    while !hasFailed, isInCDATA {
      let now = unsafe XMLInputPosition(context).offset
      if now == before { return }
      before = now
      unsafe xmlParseChunk(context, "", 0, 0)
    }
  }

  // MARK: - Callbacks

  private static func of(_ user: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<Callbacks>? {
    unsafe user?.assumingMemoryBound(to: Callbacks.self)
  }

  private static var handler: xmlSAXHandler {
    var handler = unsafe xmlSAXHandler()
    unsafe handler.initialized = UInt32(XML_SAX2_MAGIC)
    unsafe handler.startElementNs = { user, name, prefix, namespace, _, _, count, _, attributes in
      guard let callbacks = unsafe XMLPushParser.of(user) else { return }
      unsafe callbacks.pointee.queue.elementStart(
        UInt(bitPattern: name), UInt(bitPattern: prefix), UInt(bitPattern: namespace), callbacks.pointee.context,
        attributes, count: Int(count))
      if unsafe callbacks.pointee.queue.failure != nil { unsafe xmlStopParser(callbacks.pointee.context) }
    }
    unsafe handler.endElementNs = { user, name, prefix, namespace in
      guard let callbacks = unsafe XMLPushParser.of(user) else { return }
      unsafe callbacks.pointee.queue.elementEnd(
        UInt(bitPattern: name), UInt(bitPattern: prefix), UInt(bitPattern: namespace),
        XMLInputPosition(callbacks.pointee.context))
    }
    unsafe handler.characters = { user, text, length in
      guard let callbacks = unsafe XMLPushParser.of(user) else { return }
      unsafe callbacks.pointee.queue.text(UnsafeBufferPointer(start: text, count: Int(length)))
    }
    // The same function, so that libxml2 does not try to tell blanks apart.
    unsafe handler.ignorableWhitespace = handler.characters
    unsafe handler.cdataBlock = handler.characters
    unsafe handler.comment = { user, _ in
      guard let callbacks = unsafe XMLPushParser.of(user) else { return }
      unsafe callbacks.pointee.queue.comment(XMLInputPosition(callbacks.pointee.context))
    }
    unsafe handler.internalSubset = { user, _, _, _ in
      guard let callbacks = unsafe XMLPushParser.of(user) else { return }
      // `<!DOCTYPE coverage SYSTEM "…">` stands in every Cobertura file and is not followed; `[` begins declarations.
      guard let current = unsafe callbacks.pointee.context.pointee.input?.pointee.cur, unsafe current.pointee == 0x5B
      else { return }
      unsafe callbacks.pointee.refuse("xml.doctype", "a document type that declares something is not read")
    }
    unsafe handler.entityDecl = { user, _, _, _, _, _ in
      guard let callbacks = unsafe XMLPushParser.of(user) else { return }
      unsafe callbacks.pointee.refuse("xml.doctype", "a document type that declares something is not read")
    }
    unsafe handler.reference = { user, name in
      guard let callbacks = unsafe XMLPushParser.of(user) else { return }
      let name = unsafe name.map { unsafe String(cString: $0) } ?? ""
      unsafe callbacks.pointee.refuse("xml.entity", "the entity '&\(name);' is not declared, so its text is lost")
    }
    unsafe handler.serror = { user, error in
      guard let callbacks = unsafe XMLPushParser.of(user), let error = unsafe error else { return }
      unsafe callbacks.pointee.take(
        code: Int(error.pointee.code), isFatal: error.pointee.level == XML_ERR_FATAL,
        message: error.pointee.message.map { unsafe String(cString: $0) } ?? "", line: Int(error.pointee.line),
        column: Int(error.pointee.int2))
    }
    return unsafe handler
  }
}

extension XMLPushParser.Callbacks {
  fileprivate mutating func refuse(_ id: String, _ message: String) {
    unsafe queue.fail(XMLInputPosition(context).failure(id, message))
    unsafe xmlStopParser(context)
  }

  fileprivate mutating func take(code: Int, isFatal: Bool, message: String, line: Int, column: Int) {
    let isEntity = code == Int(XML_WAR_UNDECLARED_ENTITY.rawValue) || code == Int(XML_ERR_UNDECLARED_ENTITY.rawValue)
    guard isFatal || isEntity else { return }
    var position = unsafe XMLInputPosition(context)
    position.line = line
    position.column = column
    let line = message.utf8.prefix { $0 != 0x0A }
    queue.fail(position.failure(isEntity ? "xml.entity" : "xml.syntax", String(decoding: line, as: UTF8.self)))
  }
}
