import Diagnostics

/// UTF-8 in the making: what the writers of reports write into. Text is looked at and copied eight bytes at a time, into
/// a piece of memory that stays near the processor and is emptied into the output when it is full.
///
/// What changes stands behind a pointer: a variable of a class would be checked for exclusive access whenever a byte is
/// written, which takes longer than writing it.
@safe
final class TextBuffer {
  private let state: UnsafeMutablePointer<State>

  @safe
  private struct State {
    /// Where the next byte goes.
    var next: UnsafeMutableRawPointer
    /// The bytes that are free there.
    var room: Int
    /// What is written and not handed on yet.
    var piece: UnsafeMutableRawBufferPointer

    /// A piece that is empty.
    init(_ size: Int) {
      unsafe piece = .allocate(byteCount: size, alignment: 8)
      // What was allocated has an address.
      unsafe next = piece.baseAddress.unsafelyUnwrapped
      room = size
    }
  }

  private let output: ReportOutput

  /// An empty text that goes where it is told.
  init(_ output: ReportOutput) {
    self.output = output
    unsafe state = .allocate(capacity: 1)
    unsafe state.initialize(to: State(1 << 16))
  }

  deinit {
    unsafe state.pointee.piece.deallocate()
    unsafe state.deinitialize(count: 1)
    unsafe state.deallocate()
  }

  @inline(__always)
  func append(_ byte: UInt8) {
    makeRoom(for: 1)
    unsafe state.pointee.next.storeBytes(of: byte, as: UInt8.self)
    advance(1)
  }

  /// Begins a line.
  func startLine(indentedBy spaces: Int) {
    makeRoom(for: 1 + spaces)
    unsafe state.pointee.next.storeBytes(of: 0x0A, as: UInt8.self)
    unsafe (state.pointee.next + 1).initializeMemory(as: UInt8.self, repeating: 0x20, count: spaces)
    advance(1 + spaces)
  }

  /// Appends words of ours as they are.
  func append(_ words: StaticString) {
    words.withUTF8Buffer { unsafe append(utf8: UnsafeRawBufferPointer($0)) }
  }

  /// Up to three signs of ASCII that stand together, such as `</`.
  struct Signs {
    /// The first sign in the lowest byte.
    fileprivate let bytes: UInt32
    fileprivate let count: Int

    @inline(__always)
    init() { (bytes, count) = (0, 0) }

    @inline(__always)
    init(_ sign: Unicode.Scalar) { (bytes, count) = (sign.value, 1) }

    @inline(__always)
    init(_ first: Unicode.Scalar, _ second: Unicode.Scalar) { (bytes, count) = (first.value | second.value << 8, 2) }

    @inline(__always)
    init(_ first: Unicode.Scalar, _ second: Unicode.Scalar, _ third: Unicode.Scalar) {
      (bytes, count) = (first.value | second.value << 8 | third.value << 16, 3)
    }
  }

  /// Appends a name of ours between signs, all at once: tags and members' names are most of what a report is made of.
  @inline(__always)
  func append(_ before: Signs, name: StaticString, _ behind: Signs) {
    name.withUTF8Buffer { unsafe append(before, UnsafeRawBufferPointer($0), behind) }
  }

  /// Appends a name of ours between signs, all at once.
  @inline(__always)
  func append(_ before: Signs, name: String, _ behind: Signs) {
    unsafe name.utf8.span.withUnsafeBytes { unsafe append(before, $0, behind) }
  }

  @inline(__always)
  private func append(_ before: Signs, _ name: UnsafeRawBufferPointer, _ behind: Signs) {
    makeRoom(for: name.count + 8)
    put(before)
    if let start = name.baseAddress { unsafe state.pointee.next.copyMemory(from: start, byteCount: name.count) }
    advance(name.count)
    put(behind)
  }

  /// Appends signs where there is room for four bytes.
  @inline(__always)
  private func put(_ signs: Signs) {
    unsafe state.pointee.next.storeBytes(of: signs.bytes.littleEndian, as: UInt32.self)
    advance(signs.count)
  }

  /// Appends a text as it is: a name of ours, or what was made safe already.
  func append(verbatim text: String) {
    unsafe text.utf8.span.withUnsafeBytes { unsafe append(utf8: $0) }
  }

  /// Appends a whole number in decimal digits.
  func append(decimal number: Int) {
    var rest = number.magnitude
    var place: UInt = 1
    while rest / place >= 10 { place *= 10 }
    if number < 0 { append(UInt8(ascii: "-")) }
    while place > 0 {
      append(UInt8(ascii: "0") + UInt8(rest / place))
      rest %= place
      place /= 10
    }
  }

  /// Appends a text from anywhere, with what a format does not take as it is in the format's own notation.
  func append<Format: TextEscaping>(_ text: String, escapedFor format: Format.Type) {
    unsafe text.utf8.span.withUnsafeBufferPointer { utf8 in
      var rest = UnsafeRawBufferPointer(utf8)
      while true {
        makeRoom(for: rest.count)
        let plain = unsafe copyPlain(rest, for: format)
        advance(plain)
        let at = utf8.count - rest.count + plain
        guard at < utf8.count else { return }
        let (scalar, length) = unsafe scalarOfValidText(utf8, at)
        if let other = Format.replacement(scalar) {
          append(verbatim: other)
        } else {
          unsafe append(utf8: UnsafeRawBufferPointer(rebasing: rest[plain..<(plain + length)]))
        }
        unsafe rest = UnsafeRawBufferPointer(rebasing: rest[(plain + length)...])
      }
    }
  }

  /// Copies bytes as far as they are plain, and says how many that are. There must be room for all of them.
  @inline(__always)
  private func copyPlain<Format: TextEscaping>(_ bytes: UnsafeRawBufferPointer, for format: Format.Type) -> Int {
    let target = unsafe state.pointee.next
    let count = bytes.count
    var at = 0
    while at &+ 8 <= count {
      let eight = unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      guard Format.arePlain(EightBytes(eight)) else { break }
      unsafe target.storeBytes(of: eight, toByteOffset: at, as: UInt64.self)
      at &+= 8
    }
    if at >= 8, at &+ 8 > count {
      // The last eight reach back into what was copied already.
      let eight = unsafe bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
      if Format.arePlain(EightBytes(eight)) {
        unsafe target.storeBytes(of: eight, toByteOffset: count &- 8, as: UInt64.self)
        return count
      }
    }
    while at < count {
      let byte = unsafe bytes[at]
      guard Format.isPlain(byte) else { break }
      unsafe target.storeBytes(of: byte, toByteOffset: at, as: UInt8.self)
      at &+= 1
    }
    return at
  }

  private func append(utf8: UnsafeRawBufferPointer) {
    makeRoom(for: utf8.count)
    guard let start = utf8.baseAddress else { return }
    unsafe state.pointee.next.copyMemory(from: start, byteCount: utf8.count)
    advance(utf8.count)
  }

  @inline(__always)
  private func advance(_ count: Int) {
    unsafe state.pointee.next += count
    unsafe state.pointee.room &-= count
  }

  @inline(__always)
  private func makeRoom(for count: Int) {
    if unsafe state.pointee.room < count { replacePiece(by: count) }
  }

  /// Empties the piece; one that is too small for what comes is given up for a larger one.
  @inline(never)
  private func replacePiece(by count: Int) {
    flush()
    guard unsafe state.pointee.room < count else { return }
    unsafe state.pointee.piece.deallocate()
    unsafe state.pointee = State(count)
  }

  /// Hands on what is written and not handed on yet.
  func flush() {
    let piece = unsafe state.pointee.piece
    let written = unsafe UnsafeRawBufferPointer(rebasing: piece[..<(piece.count - state.pointee.room)])
    unsafe written.withMemoryRebound(to: UInt8.self) { unsafe output.write($0.span) }
    unsafe state.pointee.next = piece.baseAddress.unsafelyUnwrapped
    unsafe state.pointee.room = piece.count
  }
}
