import Synchronization

/// A tree with what its names stand for: what the checker hands to the planner. Shared by all that look at it.
final class CheckedTree: Sendable {
  /// What a node's name stands for.
  enum Reference: Sendable {
    /// Nothing, or nothing that is declared.
    case none
    /// A variable of the environment, by its index. On a selection, the whole dotted name is meant.
    case variable(Int32)
    /// A variable of a comprehension, by its slot.
    case local(Int32)
    /// The slots of a block, from the first on.
    case slots(first: Int32)
    /// A declared field, by its index in an object type of `objects`.
    case field(object: Int32, index: Int32)
    /// A type as a value, by its index in `types`.
    case type(Int32)
    /// The overloads that a call may mean, as a run of `candidates`.
    case overloads(start: Int32, count: Int32)
    /// The same, where what stands before the dot is part of the function's name.
    case namespaced(start: Int32, count: Int32)
  }

  let tree: SyntaxTree
  /// For each node.
  let references: [Reference]
  let objects: Overlay<ObjectType>
  let types: [CELType]
  /// Indices of signatures.
  let candidates: [Int32]
  /// For each comprehension, the slot of its variable; of a second one, the next slot.
  let slots: [Int32]
  let slotCount: Int
  let resultType: CELType
  /// The first function that has to do with optionals.
  let optionalFunction: Range<Int>?
  private let compiledPatterns = AtomicLazyReference<CompiledPatterns>()

  init(
    tree: SyntaxTree, references: [Reference], objects: Overlay<ObjectType>, types: [CELType], candidates: [Int32],
    slots: [Int32], slotCount: Int, resultType: CELType, optionalFunction: Range<Int>?
  ) {
    self.tree = tree
    self.references = references
    self.objects = objects
    self.types = types
    self.candidates = candidates
    self.slots = slots
    self.slotCount = slotCount
    self.resultType = resultType
    self.optionalFunction = optionalFunction
  }

  /// The compiled patterns of calls whose pattern is a literal, once `checkConstants` has been through it.
  var patterns: [SyntaxTree.NodeID: RegularExpression] { compiledPatterns.load()?.byNode ?? [:] }

  func keep(_ patterns: [SyntaxTree.NodeID: RegularExpression]) {
    if !patterns.isEmpty { _ = compiledPatterns.storeIfNil(CompiledPatterns(patterns)) }
  }

  private final class CompiledPatterns: Sendable {
    let byNode: [SyntaxTree.NodeID: RegularExpression]

    init(_ byNode: [SyntaxTree.NodeID: RegularExpression]) { self.byNode = byNode }
  }
}
