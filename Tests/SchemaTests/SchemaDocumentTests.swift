import CEL
import Diagnostics
import Documents
import Schema
import Testing

@Suite("Reading a schema")
struct SchemaDocumentTests {
  static let refused: [(String, String)] = [
    (#"{"typ": "string"}"#, "1:2 'typ' is not a keyword that is understood here | did you mean 'type'?"),
    (
      #"{"type": "strin"}"#,
      "1:10 'type' is not understood with this value; one of 'boolean', 'integer', 'number', 'string', 'array' or 'object' is expected | did you mean 'string'?"
    ),
    (
      #"{"type": ["string", "null"]}"#,
      "1:10 'type' is not understood with this value; one of 'boolean', 'integer', 'number', 'string', 'array' or 'object' is expected"
    ),
    (#"{"type": "integer", "maxLength": 3}"#, "1:21 'maxLength' has no effect beside 'type: integer'"),
    (#"{"minimum": 3}"#, "1:2 'minimum' has no effect where no 'type' is stated"),
    (
      #"{"type": "string", "format": "dat"}"#,
      "1:30 'format' is not understood with this value; one of 'date', 'date-time', 'duration', 'uri', 'email' or 'document-path' is expected | did you mean 'date'?"
    ),
    (
      #"{"type": "string", "pattern": "("}"#,
      "1:31 'pattern' is not understood with this value; a regular expression is expected"
    ),
    (
      #"{"type": "string", "maxLength": -1}"#,
      "1:33 'maxLength' is not understood with this value; a whole number from 0 is expected"
    ),
    (#"{"type": "string", "enum": ["a", 1]}"#, "1:34 an integer cannot be a value of this type"),
    (#"{"type": "string", "enum": ["a", "a"]}"#, "1:34 this value is listed twice"),
    (
      #"{"type": "string", "enum": []}"#,
      "1:28 'enum' is not understood with this value; a list of at least one value is expected"
    ),
    (
      #"{"type": "array", "x-gonogo-empty": "none"}"#,
      "1:37 'x-gonogo-empty' is not understood with this value; 'states-none' is expected"
    ),
    (
      #"{"type": "object", "properties": {}}"#,
      "1:20 an object with 'properties' has no others: it says so by 'additionalProperties: false'"
    ),
    (
      #"{"type": "object", "properties": {"a": {}}, "additionalProperties": false, "required": ["b"]}"#,
      "1:89 'b' is required, but not listed under 'properties' | did you mean 'a'?"
    ),
    (
      ##"{"$ref": "#/$defs/money", "$defs": {"money": {}}}"##,
      "1:27 '$defs' is not understood beside '$ref'; only descriptions are"
    ),
    (
      ##"{"type": "array", "items": {"$ref": "#/$defs/mony"}, "$defs": {"money": {}}}"##,
      "1:37 'mony' is not defined under '$defs' | did you mean 'money'?"
    ),
    (
      #"{"type": "array", "items": {"$ref": "other.json"}}"#,
      "1:37 '$ref' is not understood with this value; a definition of this file, such as '#/$defs/money' is expected"
    ),
    (
      ##"{"$defs": {"a": {"type": "array", "items": {"$ref": "#/$defs/b"}}, "b": {"type": "array", "items": {"$ref": "#/$defs/a"}}}}"##,
      "1:109 a definition must not contain itself: a → b → a"
    ),
    (#"{"$defs": {"a": {"typo": 1}}}"#, "1:18 'typo' is not a keyword that is understood here | did you mean 'type'?"),
    (
      #"{"properties": {"a": 3}, "type": "object", "additionalProperties": false}"#,
      "1:22 a schema is expected here, a map of keywords, not an integer"
    ),
    (
      #"{"$schema": "http://json-schema.org/draft-07/schema#"}"#,
      "1:13 '$schema' is not understood with this value; 'https://json-schema.org/draft/2020-12/schema' is expected"
    ),
  ]

  @Test("a schema that is not understood to the last word is refused, and told where", arguments: refused)
  func refusals(text: String, complaint: String) throws {
    let node = try json(text)
    let error = #expect(throws: DiagnosticsError.self) { try SchemaDocument(node: node) }
    #expect(told(error?.diagnostics ?? []) == [complaint])
  }

  @Test("all that is wrong with a schema is told at once")
  func allAtOnce() throws {
    let node = try json(#"{"typ": "string", "$defs": {"a": {"type": "x"}, "b": {"minimum": 1}}}"#)
    let error = #expect(throws: DiagnosticsError.self) { try SchemaDocument(node: node) }
    #expect(error?.diagnostics.count == 3)
  }

  @Test("a type is found by its path, through references, lists and maps")
  func lookUp() throws {
    let schema = try project()
    #expect(schema.type(at: ["release", "rollback", "kind"])?.celType == .string)
    #expect(schema.type(at: ["data", "sources", "[]", "access"])?.enumeration == ["granted", "requested", "blocked"])
    #expect(schema.type(at: ["data", "shares", "train"])?.celType == .double)
    #expect(schema.type(at: ["budget", "amount"])?.celType == .double)
    #expect(schema.type(at: ["release", "rolback"]) == nil)
  }

  @Test("what stands beside a reference describes the field, not the definition")
  func descriptions() throws {
    let schema = try project()
    #expect(schema.type(at: ["project", "gate"])?.annotations.description == "Where it is heading.")
    #expect(schema.definitions.first { $0.name == "gate" }?.type.annotations.description == "A stage.")
    #expect(schema.type(at: ["project", "name"])?.annotations.examples.first?.text == "Churn")
  }

  @Test("objects of one place are one type, which is named after its path or its definition")
  func objectTypes() throws {
    let schema = try project()
    guard case .object(let rollback) = schema.type(at: ["release", "rollback"])?.celType,
      case .object(let source) = schema.type(at: ["data", "sources", "[]"])?.celType,
      case .object(let budget) = schema.type(at: ["budget"])?.celType,
      case .object(let root) = schema.root.celType
    else {
      Issue.record("not all of them are objects")
      return
    }
    #expect(rollback.name == "release.rollback")
    #expect(rollback.fields.map(\.name) == ["kind", "max_minutes", "steps"])
    #expect(source.name == "data.sources[]")
    #expect(budget.name == "money")
    #expect(schema.type(at: ["spent"])?.celType == .object(budget))
    #expect(root.fields[2].type == schema.type(at: ["data"])?.celType)
  }

  @Test(
    "each type of a schema is the one that rules see",
    arguments: [
      (["gonogo"], CELType.int), (["data", "personal"], .bool), (["data", "retention"], .duration),
      (["project", "started_on"], .timestamp), (["data", "read_at"], .timestamp), (["data", "tags"], .list(.string)),
      (["data", "shares"], .map(.string, .double)), (["extensions"], .map(.string, .dyn)),
      (["project", "gate"], .enumeration(Enumeration(name: "gate", values: ["kickoff", "poc", "production"]))),
      (
        ["data", "sources", "[]", "access"],
        .enumeration(Enumeration(name: "data.sources[].access", values: ["granted", "requested", "blocked"]))
      ),
    ])
  func types(path: [String], type: CELType) throws {
    #expect(try project().type(at: path)?.celType == type)
  }

  @Test("what a schema bounds, the cost of a rule can count with")
  func sizes() throws {
    let schema = try project()
    guard case .object(let project) = schema.type(at: ["project"])?.celType,
      case .object(let data) = schema.type(at: ["data"])?.celType
    else {
      Issue.record("not both are objects")
      return
    }
    // The second is an enumeration: how long its values are the type says.
    #expect(project.fields.map(\.size.most) == [10, nil, nil, nil, nil, nil])
    #expect(data.fields.first { $0.name == "sources" }?.size.most == 3)
  }
}
