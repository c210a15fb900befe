import Diagnostics
import Documents
import Glibc
import Schema
import Testing

@testable import Evidence

/// A project's folder that is made of a table of paths and texts, and is gone with the value.
final class TemporaryProject {
  let path: String

  init(_ files: KeyValuePairs<String, String> = [:]) {
    var template = Array("/tmp/gonogo-evidence-XXXXXX".utf8CString)
    path = unsafe template.withUnsafeMutableBufferPointer { buffer in
      unsafe buffer.baseAddress.flatMap { unsafe mkdtemp($0) }.map { unsafe String(cString: $0) } ?? "/nonexistent"
    }
    for (path, text) in files { write(path, Array(text.utf8)) }
  }

  deinit { remove(path) }

  func write(_ file: String, _ bytes: [UInt8]) {
    makeFolder(parentFolder(file))
    let descriptor = unsafe Glibc.open(path + "/" + file, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    #expect(descriptor >= 0, "\(file) could not be made")
    let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, bytes.count) }
    #expect(written == bytes.count)
    close(descriptor)
  }

  func makeFolder(_ folder: String) {
    var parts: [String] = []
    for part in pathParts(folder) {
      parts.append(part)
      unsafe mkdir(path + "/" + parts.joined(separator: "/"), 0o755)
    }
  }

  func link(_ link: String, to target: String) {
    makeFolder(parentFolder(link))
    #expect(unsafe symlink(target, path + "/" + link) == 0)
  }

  /// Everything that is found in it, each item held against its kind's schema.
  func evidence(
    _ declarations: [Discovery.Declared] = [], documents: [String] = [], limits: Limits = .standard,
    bounds: DiscoveryBounds = .standard, _ location: SourceLocation = #_sourceLocation
  ) throws -> EvidenceCollection {
    let evidence = try Discovery(root: path, limits: limits, bounds: bounds)
      .collect(declarations: declarations, documents: documents)
    expectValid(evidence.items, location)
    return evidence
  }

  /// The items of one kind.
  func items(
    _ kind: String, documents: [String] = [], _ location: SourceLocation = #_sourceLocation
  ) throws -> [EvidenceItem] {
    try evidence(documents: documents, location).items.filter { $0.kind == kind }
  }

  /// The only item of a kind.
  func item(_ kind: String, _ location: SourceLocation = #_sourceLocation) throws -> EvidenceItem {
    let items = try items(kind, location)
    return try #require(items.count == 1 ? items[0] : nil, "\(items.count) items of \(kind)", sourceLocation: location)
  }

  /// A place in a manifest, for declarations.
  var place: SourceRange { SourceFile(path: "gonogo.yaml", bytes: []).whole }

  private func remove(_ path: String) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      unsafe unlink(path)
      return
    }
    unsafe chmod(path, 0o755)
    if let folder = unsafe opendir(path) {
      var names: [String] = []
      while let entry = unsafe readdir(folder) {
        let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { names.append(name) }
      }
      unsafe closedir(folder)
      for name in names { remove(path + "/" + name) }
    }
    unsafe rmdir(path)
  }
}

/// The files of the repository that tests read.
enum Repository {
  static let root: String = pathParts(#filePath).dropLast(3).reduce("") { $0 + "/" + $1 }

  static func schemas() -> [String: SchemaDocument] {
    var schemas: [String: SchemaDocument] = [:]
    guard let tree = try? ProjectTree(root: root + "/templates/schemas/evidence") else { return [:] }
    for path in tree.paths where path.endsWithBytes(".json") {
      guard let file = try? tree.read(path), let root = Document.json(file).root else { continue }
      let kind = String(path.dropLast(5))
      do {
        schemas[kind] = try SchemaDocument(node: root, name: kind, adding: EvidenceFields.forTests)
      } catch {
        Issue.record("\(path): \(error)")
      }
    }
    return schemas
  }

  static let evidenceSchemas = schemas()
}

extension EvidenceFields {
  /// Facts alone are held against the schemas; the fields of every artifact are joined to them elsewhere.
  static var forTests: [SchemaProperty] { [] }
}

func expectValid(_ items: [EvidenceItem], _ location: SourceLocation = #_sourceLocation) {
  for item in items {
    guard let schema = Repository.evidenceSchemas[item.kind] else {
      Issue.record("\(item.kind) has no schema", sourceLocation: location)
      continue
    }
    for diagnostic in schema.validate(item.facts) {
      Issue.record(
        "\(item.kind) of \(item.path): \(diagnostic.message) at \(diagnostic.place?.description ?? "?")",
        sourceLocation: location)
    }
    for name in EvidenceFields.names {
      #expect(item.facts[name] == nil, "\(item.kind) repeats '\(name)'", sourceLocation: location)
    }
  }
}

/// A node as one line, for comparing: `{tests: 3, failed: [{name: a}]}`.
func shown(_ node: Node?) -> String {
  guard let node else { return "–" }
  switch node.content {
  case .null: return "null"
  case .bool(let value): return String(value)
  case .integer(let value): return String(value)
  case .number(let value): return String(value)
  case .unrepresentable: return "unrepresentable"
  case .text(let value): return value
  case .list(let elements): return "[" + elements.map(shown).joined(separator: ", ") + "]"
  case .map(let entries): return "{" + entries.map { $0.key + ": " + shown($0.value) }.joined(separator: ", ") + "}"
  }
}

extension EvidenceItem {
  /// A fact by its path with dots, as one line; `–` where it is not there.
  func fact(_ path: String) -> String {
    shown(path.split(separator: ".").reduce(facts) { node, part in node?[String(part)] })
  }
}

extension EvidenceCollection {
  func items(_ kind: String) -> [EvidenceItem] { items.filter { $0.kind == kind } }

  /// The unreadable files with the ids of what is wrong.
  var problems: [String] {
    unreadable.map { "\($0.kind) \($0.file.path) \($0.diagnostics.map(\.id).joined(separator: " "))" }
  }
}

extension TemporaryProject {
  /// The same project with one file more.
  func with(_ path: String, _ text: String) -> TemporaryProject { with(path, Array(text.utf8)) }

  /// The same project with one file more.
  func with(_ path: String, _ bytes: [UInt8]) -> TemporaryProject {
    write(path, bytes)
    return self
  }
}
