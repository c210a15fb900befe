import Diagnostics

/// A type of the expression language, as the checker deduces it.
///
/// Source: cel-spec, "Gradual type checking" in `doc/langdef.md`. `enumeration` is ours: a string of which the
/// possible values are known, so that comparing it with any other literal is a mistake found before anything runs.
///
/// ```swift
/// CELType.map(.string, .list(.int)).description  // map(string, list(int))
/// ```
public indirect enum CELType: Hashable, Sendable {
  case null
  case bool
  case int
  case uint
  case double
  case string
  case bytes
  case timestamp
  case duration
  /// Any value; decided when the program runs.
  case dyn
  case list(CELType)
  case map(CELType, CELType)
  /// The type of a type: `type(1)` is `type(int)`.
  case type(CELType)
  case optional(CELType)
  /// A primitive that may be null.
  case wrapper(CELType)
  /// A type parameter of a function's declaration.
  case parameter(String)
  /// A declared type that the language knows nothing more of.
  case opaque(String, [CELType])
  /// Named fields, each with its type.
  case object(ObjectType)
  /// A string that is one of these.
  case enumeration(Enumeration)
}

/// The possible values of a string, in the order of their declaration.
///
/// ```swift
/// let stage = Enumeration(name: "stage", values: ["draft", "live"])
/// let environment = Environment(variables: [Variable("stage", .enumeration(stage))])
/// _ = try environment.compile("stage == 'lve'")  // throws: … did you mean 'live'?
/// ```
public struct Enumeration: Hashable, Sendable {
  /// What the enumeration is called in messages: the path of the field that it belongs to.
  public var name: String
  /// The values.
  public var values: [String]

  /// An enumeration.
  public init(name: String, values: [String]) {
    self.name = name
    self.values = values
  }
}

/// A type with named fields. Identity counts: two object types are equal only if they are the same declaration.
///
/// ```swift
/// let member = ObjectType(
///   name: "member", fields: [.init(name: "name", type: .string), .init(name: "age", type: .int)])
/// let environment = Environment(variables: [Variable("member", .object(member))])
/// let program = try environment.compile("member.age > 30")
/// program.evaluate(["member": ["name": "Ada", "age": 36] as Value])  // true
/// program.evaluate(["member": ["name": "Ada"] as Value])  // unknown: member.age
/// ```
public final class ObjectType: Hashable, Sendable {
  /// A field's declaration.
  public struct Field: Sendable {
    /// Its name.
    public let name: String
    /// How large its values may be: what cost estimates go by.
    public let size: SizeBounds
    private let declared: Declared

    private enum Declared: Sendable {
      case known(CELType)
      case found(@Sendable () -> CELType)
    }

    /// A field.
    public init(name: String, type: CELType, size: SizeBounds = .unknown) {
      self.name = name
      self.size = size
      declared = .known(type)
    }

    /// A field of which the type is looked up when an expression asks for it. It must be the same one each time.
    public init(name: String, type: @escaping @Sendable () -> CELType) {
      self.name = name
      size = .unknown
      declared = .found(type)
    }

    /// The type of its values.
    public var type: CELType {
      switch declared {
      case .known(let type): type
      case .found(let type): type()
      }
    }
  }

  /// What the type is called in messages.
  public let name: String
  /// The fields, in the order of their declaration.
  public let fields: [Field]
  let names: NameTable

  /// A type with these fields; a name must not be declared twice.
  public init(name: String, fields: [Field]) {
    self.name = name
    self.fields = fields
    names = NameTable(fields.map(\.name))
  }

  /// The index of a field, which is its slot in an `ObjectValue`.
  public func index(of field: String) -> Int? { names.index(of: field) }

  /// The same declaration, not one that looks alike.
  public static func == (a: ObjectType, b: ObjectType) -> Bool { a === b }
  /// By identity, as equality.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
