internal import Diagnostics

// Texts that stand in an expression and can be read only when it runs: regular expressions, times, durations. One that
// cannot be read is a mistake that shows before anything runs (cel-go's `cel/validator.go` has the same checks).
extension CheckedTree {
  /// Compiles the patterns that stand in the expression as literals, so that nobody has to do it again, and complains
  /// about literals that are no pattern, no time or no duration.
  func checkConstants(_ declarations: Declarations) -> [Complaint] {
    var complaints: [Complaint] = []
    var patterns: [SyntaxTree.NodeID: RegularExpression] = [:]
    for index in tree.nodes.indices {
      guard case .call(_, let receiver, let arguments) = tree.nodes[index].form,
        let overload = overload(index, declarations), let role = ConstantRole(overload: overload),
        let node = operand(role.position, of: index, receiver, arguments),
        case .constant(let constant) = tree[node].form, case .string(let text) = tree.constant(constant)
      else { continue }
      do throws(EvaluationError) {
        switch role {
        case .pattern: patterns[Int32(index)] = try declarations.functions.patterns.pattern(text)
        case .timestamp: _ = try Timestamp.parse(text)
        case .duration: _ = try Duration.parse(text)
        }
      } catch {
        guard complaints.count < Parser.maxComplaints else { break }
        complaints.append(Complaint(id: role.complaint, message: error.message, offsets: tree[node].offsets))
      }
    }
    keep(patterns)
    return complaints
  }

  /// The id of the first overload that a call may mean.
  private func overload(_ index: Int, _ declarations: Declarations) -> String? {
    switch references[index] {
    case .overloads(let start, let count), .namespaced(let start, let count):
      count > 0 ? declarations.functions.overloads[Int(candidates[Int(start)])].id : nil
    default: nil
    }
  }

  /// An argument by its place, of a method counted from the receiver.
  private func operand(
    _ position: Int, of index: Int, _ receiver: SyntaxTree.NodeID, _ arguments: SyntaxTree.Children
  ) -> SyntaxTree.NodeID? {
    var isMember = receiver >= 0
    if case .namespaced = references[index] { isMember = false }
    if isMember {
      if position == 0 { return receiver }
      return position <= arguments.count ? tree[arguments].dropFirst(position - 1).first : nil
    }
    return tree[arguments].dropFirst(position).first
  }
}

/// What a text means to a function.
private enum ConstantRole {
  case pattern, timestamp, duration

  init?(overload: String) {
    switch overload {
    case "matches", "matches_string", "regex_extract_string_string", "regex_extractAll_string_string",
      "regex_replace_string_string_string", "regex_replace_string_string_string_int":
      self = .pattern
    case "string_to_timestamp": self = .timestamp
    case "string_to_duration": self = .duration
    default: return nil
    }
  }

  /// The position of the argument, of a method counted from the receiver.
  var position: Int { self == .pattern ? 1 : 0 }

  var complaint: String {
    switch self {
    case .pattern: "cel.pattern"
    case .timestamp: "cel.timestamp"
    case .duration: "cel.duration"
    }
  }
}
