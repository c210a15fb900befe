internal import Diagnostics

/// What is wrong with an expression and where in its text: a `Diagnostic` that does not know yet in which file the
/// expression stands.
struct Complaint: Hashable, Sendable {
  /// A stable name, such as `cel.syntax`.
  var id: String
  /// One line, lower case, without a full stop.
  var message: String
  /// UTF-8 offsets in the expression.
  var offsets: Range<Int>
  /// What would be right.
  var fix: String?

  func diagnostic(in source: SourceFragment) -> Diagnostic {
    Diagnostic(.error, id: id, message, at: source.place(of: offsets), fix: fix)
  }

  static func syntax(_ message: String, _ offsets: Range<Int>, fix: String? = nil) -> Complaint {
    Complaint(id: "cel.syntax", message: message, offsets: offsets, fix: fix)
  }
}
