import CEL
import Diagnostics
import Documents
import Glibc
import Schema
import Testing

/// A file of the repository.
private func shipped(_ path: String) -> SourceFile? {
  let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  guard let file = unsafe fopen("/\(root)/\(path)", "r") else { return nil }
  defer { unsafe fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = unsafe fread(&buffer, 1, buffer.count, file)
    if count == 0 { break }
    bytes += buffer[..<count]
  }
  return SourceFile(path: path, bytes: bytes)
}

/// The kinds of evidence that the repository has schemas for.
private let kinds: [String] = {
  let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  guard let folder = unsafe opendir("/\(root)/templates/schemas/evidence") else { return [] }
  defer { unsafe closedir(folder) }
  var names: [String] = []
  while let entry = unsafe readdir(folder) {
    let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    if name.hasSuffix(".json") { names.append(String(name.dropLast(5))) }
  }
  return names.sorted()
}()

private let manifestFile = shipped("templates/schemas/manifest.json")
private let templates = ["kickoff", "poc", "mvp", "production"].map { "templates/manifests/\($0).yaml" }

@Suite("The schemas that gonogo ships", .enabled(if: manifestFile != nil))
struct ShippedSchemasTests {
  private func manifest() throws -> SchemaDocument {
    try SchemaStore(sources: [("manifest", try #require(manifestFile))]).manifest()
  }

  @Test(
    "the manifest's schema is understood, and so are those of rubrics",
    arguments: ["manifest", "rubric", "rubric-examples"])
  func understood(name: String) throws {
    guard let file = shipped("templates/schemas/\(name).json") else { return }
    #expect(throws: Never.self) { try SchemaStore(sources: [(name, file)]).schema(named: name) }
  }

  @Test("the schema of each kind of evidence is understood, and describes every field", arguments: kinds)
  func evidence(kind: String) throws {
    let file = try #require(shipped("templates/schemas/evidence/\(kind).json"))
    let schema = try SchemaStore(sources: [("evidence/\(kind)", file)]).itemSchema(kind: kind)
    #expect(undescribed(in: schema.root) == [])
  }

  @Test("every field of the manifest is described")
  func described() throws {
    let schema = try manifest()
    #expect(undescribed(in: schema.root) == [])
    #expect(schema.definitions.flatMap { undescribed(in: $0.type) } == [])
  }

  /// The fields that say nothing to people.
  private func undescribed(in root: SchemaType) -> [String] {
    var undescribed: [String] = []
    func look(_ type: SchemaType, _ path: String, isField: Bool) {
      if isField, (type.annotations.description ?? "").isEmpty { undescribed.append(path) }
      switch type.shape {
      case .object(let object):
        for property in object.properties { look(property.type, path + "." + property.name, isField: true) }
      case .list(let list): list.elements.map { look($0, path + "[]", isField: false) }
      case .map(let values): look(values, path + ".*", isField: false)
      case .boolean, .integer, .number, .text, .free: break
      }
    }
    look(root, root.name, isField: true)
    return undescribed
  }

  @Test("every example of the manifest's schema is valid under it")
  func examples() throws {
    var complaints: [String] = []
    func look(_ type: SchemaType) {
      for example in type.annotations.examples { complaints += told(type.validate(example)) }
      switch type.shape {
      case .object(let object): object.properties.forEach { look($0.type) }
      case .list(let list): list.elements.map(look)
      case .map(let values): look(values)
      case .boolean, .integer, .number, .text, .free: break
      }
    }
    try look(manifest().root)
    #expect(complaints == [])
  }

  @Test("a template that nobody has filled in states nothing but the format's version", arguments: templates)
  func templateIsBlank(path: String) throws {
    guard let file = shipped(path), let words = shipped("rubrics/placeholders.yaml") else { return }
    let root = try #require(Document.yaml(file).valid().root)
    let placeholders = try #require(Document.yaml(words).valid().root).elements.compactMap(\.scalarText)
    let schema = try manifest()
    let stated = Presence(placeholders: Placeholders(placeholders)).stated(in: root, under: schema.root)
    #expect(stated.node.entries.map(\.key) == ["gonogo"])
    #expect(stated.diagnostics == [])
    #expect(schema.validate(stated.node, absences: stated.absences) == [])
  }

  @Test("the manifests of the examples are valid", arguments: ["ready", "not-ready"])
  func exampleProjects(name: String) throws {
    guard let file = shipped("templates/examples/\(name)/gonogo.yaml") else { return }
    let schema = try manifest()
    let stated = try Presence(placeholders: Placeholders(["tbd", "todo", "n/a"]))
      .stated(in: #require(Document.yaml(file).valid().root), under: schema.root)
    #expect(told(stated.diagnostics + schema.validate(stated.node, absences: stated.absences)) == [])
  }

  @Test("no placeholder is a value that the manifest's schema lists")
  func placeholders() throws {
    guard let words = shipped("rubrics/placeholders.yaml") else { return }
    let placeholders = Placeholders(
      try #require(Document.yaml(words).valid().root).elements.compactMap(\.scalarText))
    var shadowed: [String] = []
    func look(_ type: SchemaType) {
      shadowed += type.enumeration.filter { placeholders.contains($0) }
      switch type.shape {
      case .object(let object): object.properties.forEach { look($0.type) }
      case .list(let list): list.elements.map(look)
      case .map(let values): look(values)
      case .boolean, .integer, .number, .text, .free: break
      }
    }
    try look(manifest().root)
    #expect(shadowed == [])
  }
}
