internal import Diagnostics

/// A way through the input, such as `data.sources[1].access`: what an unknown result hangs on, and what a verdict cites.
///
/// ```swift
/// let path = AttributePath(.field("age"), in: AttributePath(.index(1), in: AttributePath(.field("members"))))
/// path.description  // members[1].age
/// ```
public final class AttributePath: Sendable, CustomStringConvertible {
  /// One step of the way.
  public enum Step: Sendable, Hashable {
    case field(String)
    case index(Int)
    case key(String)
  }

  /// The way to the step before the last.
  public let parent: AttributePath?
  /// The last step.
  public let step: Step

  /// A way that goes one step further than another, or starts here.
  public init(_ step: Step, in parent: AttributePath? = nil) {
    self.parent = parent
    self.step = step
  }

  /// The way as rules write it.
  public var description: String {
    var length = 0
    walk { length += $0.length(isFirst: $1) }
    // Filled from its end, since that is the way in which paths are linked.
    return unsafe String(unsafeUninitializedCapacity: length) { buffer in
      var text = unsafe BackwardText(buffer: buffer, start: length)
      walk { step, isFirst in unsafe text.put(step, isFirst: isFirst) }
      return length
    }
  }

  /// Whether another path takes the same steps: told without writing either of them out.
  func isSame(as other: AttributePath) -> Bool {
    if self === other { return true }
    switch (step, other.step) {
    case (.field(let a), .field(let b)), (.key(let a), .key(let b)): if !sameBytes(a, b) { return false }
    case (.index(let a), .index(let b)): if a != b { return false }
    default: return false
    }
    return switch (parent, other.parent) {
    case (nil, nil): true
    case (let a?, let b?): a.isSame(as: b)
    default: false
    }
  }

  /// A hash that the same steps always have.
  var hash: UInt32 {
    var hash = NameHash()
    walk { step, _ in
      switch step {
      case .field(let name), .key(let name): hash.add(name)
      case .index(let index): hash.add(UInt8(truncatingIfNeeded: index))
      }
    }
    return hash.value
  }

  /// All steps, the last one first, and whether each is the first of the way.
  private func walk(_ body: (Step, Bool) -> Void) {
    body(step, parent == nil)
    parent?.walk(body)
  }
}

extension AttributePath.Step {
  /// How many bytes it is written in.
  fileprivate func length(isFirst: Bool) -> Int {
    switch self {
    case .field(let name): name.utf8.count + (isFirst ? 0 : 1)
    case .index(let index): 2 + index.decimalCount
    case .key(let key): 4 + key.utf8.count
    }
  }
}

/// Text that is written from its end towards its beginning, into room that is just large enough.
@unsafe private struct BackwardText {
  let buffer: UnsafeMutableBufferPointer<UInt8>
  /// Where the part that is written starts.
  var start: Int

  mutating func put(_ step: AttributePath.Step, isFirst: Bool) {
    switch step {
    case .field(let name):
      unsafe put(name)
      if !isFirst { unsafe put(UInt8(ascii: ".")) }
    case .index(let index):
      unsafe put(UInt8(ascii: "]"))
      var rest = index.magnitude
      repeat {
        unsafe put(UInt8(ascii: "0") + UInt8(rest % 10))
        rest /= 10
      } while rest > 0
      if index < 0 { unsafe put(UInt8(ascii: "-")) }
      unsafe put(UInt8(ascii: "["))
    case .key(let key):
      unsafe put("']")
      unsafe put(key)
      unsafe put("['")
    }
  }

  private mutating func put(_ byte: UInt8) {
    unsafe start -= 1
    unsafe buffer[start] = byte
  }

  private mutating func put(_ text: String) {
    let bytes = text.utf8.span
    unsafe start -= bytes.count
    for index in bytes.indices { unsafe buffer[start + index] = bytes[index] }
  }
}

extension Int {
  /// How many characters it is written in.
  fileprivate var decimalCount: Int {
    var count = self < 0 ? 2 : 1
    var rest = magnitude / 10
    while rest > 0 {
      count += 1
      rest /= 10
    }
    return count
  }
}
