internal import Diagnostics
import Synchronization

/// What evaluating a node of a plan comes to. `Outcome` is its public form; this one is cheap to merge and to pass up.
enum Evaluated: Sendable {
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
  private let listing = AtomicLazyReference<Listing>()

  init(_ entries: [Entry]) { self.entries = entries }

  init(path: AttributePath, place: SourceRange?) { entries = [Entry(path: path, place: place)] }

  /// Both sets together.
  func union(_ other: UnknownSet) -> UnknownSet {
    if self === other { return self }
    let both = entries + other.entries
    // An expression may put sets together that have most of it in common, over and over: they would double each time.
    guard both.count > 1000 else { return UnknownSet(both) }
    var seen: Set<ObjectIdentifier> = []
    return UnknownSet(both.filter { seen.insert(ObjectIdentifier($0.path)).inserted })
  }

  /// Sorted by the bytes of the paths, each path once. Every step of a trace that a set is passed up through asks for
  /// it, so that it is kept.
  var listed: [Unknown] {
    if let known = listing.load() { return known.unknowns }
    return listing.storeIfNil(Listing(entries)).unknowns
  }

  private final class Listing: Sendable {
    let unknowns: [Unknown]

    init(_ entries: [Entry]) {
      guard entries.count > 1 else {
        unknowns = entries.map { Unknown(path: $0.path.description, place: $0.place) }
        return
      }
      var seen: Set<ObjectIdentifier> = []
      var found: [Unknown] = []
      for entry in entries where seen.insert(ObjectIdentifier(entry.path)).inserted {
        found.append(Unknown(path: entry.path.description, place: entry.place))
      }
      found.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
      var distinct: [Unknown] = []
      for unknown in found {
        if let last = distinct.last, sameBytes(last.path, unknown.path) { continue }
        distinct.append(unknown)
      }
      unknowns = distinct
    }
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
