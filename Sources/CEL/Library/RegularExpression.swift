import CRE2
internal import Diagnostics

/// A pattern in RE2's syntax, compiled. It matches in time linear to the text, whatever the pattern: no look-around, no
/// back-references. The planner compiles constant patterns once.
///
/// ```swift
/// try RegularExpression("^v[0-9]+$").matches("v12")  // true
/// ```
@safe public final class RegularExpression: @unchecked Sendable {
  /// The longest pattern, in bytes.
  public static let longestPattern = 10_000

  // RE2 objects are safe to use from several threads at once, and this one never changes.
  private let handle: OpaquePointer

  /// A compiled pattern.
  public init(_ pattern: String) throws(EvaluationError) {
    guard pattern.utf8.count <= Self.longestPattern else {
      throw EvaluationError(
        .invalidArgument, "the regular expression is longer than \(Self.longestPattern) bytes")
    }
    var pattern = pattern
    // 8 MB for the program and, when matching, its automaton; where that is not enough RE2 goes on without one.
    let compiled = pattern.withUTF8 { bytes in
      unsafe cre2_compile(
        UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self), bytes.count, 8 << 20)
    }
    guard let compiled = unsafe compiled else {
      throw EvaluationError(.invalidArgument, "the regular expression could not be compiled")
    }
    guard unsafe cre2_is_ok(compiled) else {
      var length = 0
      let text = unsafe cre2_error(compiled, &length)
      let reason = unsafe String(decoding: UnsafeRawBufferPointer(start: text, count: length), as: UTF8.self)
      unsafe cre2_free(compiled)
      throw EvaluationError(.invalidArgument, "\(quotedExcerpt(pattern)) is no regular expression: \(inert(reason))")
    }
    unsafe handle = compiled
  }

  deinit { unsafe cre2_free(handle) }

  /// Whether the pattern matches anywhere in a text.
  public func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      unsafe cre2_matches(handle, UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self), bytes.count)
    }
  }

  /// The number of groups that capture.
  public var groupCount: Int { Int(unsafe cre2_group_count(handle)) }

  /// The byte offsets of the first match at or after an offset: of the whole, then of each group, nil for one that took
  /// no part. Nil where nothing matches.
  func firstMatch(in text: String, from start: Int) -> [Range<Int>?]? {
    var text = text
    var offsets = [Int](repeating: -1, count: (groupCount + 1) * 2)
    let isFound = text.withUTF8 { bytes in
      unsafe offsets.withUnsafeMutableBufferPointer { offsets in
        unsafe cre2_find(
          handle, UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self), bytes.count, start,
          offsets.baseAddress, Int32(groupCount))
      }
    }
    guard isFound else { return nil }
    return stride(from: 0, to: offsets.count, by: 2).map { index in
      offsets[index] < 0 ? nil : offsets[index]..<offsets[index + 1]
    }
  }
}
