internal import Diagnostics

/// What evaluating a node of a plan comes to. `Outcome` is its public form; this one is cheap to merge and to pass up.
enum Evaluated {
  case value(Value)
  case unknown(UnknownSet)
  case failure(Failure)
}

/// An error on its way up, boxed so that the result of every node stays small.
final class Failure: Sendable {
  let error: EvaluationError

  init(_ error: EvaluationError) { self.error = error }
}

/// The attributes that a result would have needed: unsorted and perhaps repeated until somebody asks for them.
final class UnknownSet: Sendable {
  struct Entry: Sendable {
    let path: AttributePath
    let place: SourceRange?
  }

  let entries: [Entry]

  init(_ entries: [Entry]) { self.entries = entries }

  init(path: AttributePath, place: SourceRange?) { entries = [Entry(path: path, place: place)] }

  /// Both sets together.
  func union(_ other: UnknownSet) -> UnknownSet {
    self === other ? self : UnknownSet(entries + other.entries)
  }

  /// Sorted by the bytes of the paths, each path once.
  var listed: [Unknown] {
    var seen: [ObjectIdentifier: Void] = [:]
    var keyed: [(bytes: [UInt8], unknown: Unknown)] = []
    for entry in entries where seen.updateValue((), forKey: ObjectIdentifier(entry.path)) == nil {
      let text = entry.path.description
      keyed.append((Array(text.utf8), Unknown(path: text, place: entry.place)))
    }
    keyed.sort { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    var result: [Unknown] = []
    var last: [UInt8]?
    for (bytes, unknown) in keyed where bytes != last {
      result.append(unknown)
      last = bytes
    }
    return result
  }
}

extension Outcome {
  init(_ evaluated: Evaluated) {
    switch evaluated {
    case .value(let value): self = .value(value)
    case .unknown(let set): self = .unknown(set.listed)
    case .failure(let failure): self = .error(failure.error)
    }
  }
}
