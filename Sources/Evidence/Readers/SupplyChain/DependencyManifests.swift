import Diagnostics
import Documents

/// `dependency_manifests`: what Python projects say that they are built of: requirements files, `pyproject.toml`, the
/// locks of Poetry, uv, PDM, Pipenv and PEP 751, environments of conda, and what MLflow writes beside a model.
struct DependencyManifests: ArtifactReader {
  let kind = "dependency_manifests"
  let fileEndings = [".txt", ".in", ".lock", ".toml", ".yaml", ".yml"]

  /// How a file is read, by its name.
  private enum Dialect {
    case requirements, pyproject, poetryLock, uvLock, pdmLock, pylock, pipfileLock, conda, condaLock, pythonEnvironment
  }

  private static let locks = [
    "poetry.lock", "uv.lock", "pdm.lock", "pylock.toml", "Pipfile.lock", "requirements.lock", "conda-lock.yml",
  ]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] { tree.candidates { dialect($0.path, $0.name) != nil } }

  private func dialect(_ path: String, _ name: String) -> Dialect? {
    switch name {
    case "pyproject.toml": return .pyproject
    case "poetry.lock": return .poetryLock
    case "uv.lock": return .uvLock
    case "pdm.lock": return .pdmLock
    case "pipfile.lock": return .pipfileLock
    case "python_env.yaml": return .pythonEnvironment
    case "conda-lock.yml", "conda-lock.yaml": return .condaLock
    default: break
    }
    if name.endsWithBytes(".toml") { return name.startsWithBytes("pylock.") ? .pylock : nil }
    if name.endsWithBytes(".yaml") || name.endsWithBytes(".yml") {
      return name.startsWithBytes("environment") || name.startsWithBytes("conda") ? .conda : nil
    }
    guard [".txt", ".in", ".lock"].contains(where: { name.endsWithBytes($0) }) else { return nil }
    let isNamed = name.containsBytes("requirements") || name.startsWithBytes("constraints")
    let isKept =
      asciiLowercased(parentFolder(path).lastPathPart).hasBytes("requirements") && !name.endsWithBytes(".lock")
    return isNamed || isKept ? .requirements : nil
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    let file: SourceFile
    do {
      file = try tree.read(candidate.path, limits: limits)
    } catch {
      return .unreadable(candidate.path, error)
    }
    let name = asciiLowercased(candidate.path.lastPathPart)
    // A file that the manifest declares may be called anything.
    let dialect = dialect(candidate.path, name) ?? (name.endsWithBytes(".toml") ? .pyproject : .requirements)
    do throws(DiagnosticsError) {
      guard var dependencies = try read(file, as: dialect, limits: limits) else { return .notThisKind }
      if !dependencies.isLock {
        dependencies.hasLock = locks(of: candidate.path).contains { tree.contains($0) && !$0.hasBytes(candidate.path) }
      }
      var facts = Facts(at: file.whole)
      dependencies.describe(&facts)
      var item = EvidenceItem(kind: kind, format: dependencies.format, range: file.whole, facts: facts.node)
      item.tool = dependencies.tool
      return .items([item])
    } catch {
      return .unreadable(file, error.diagnostics)
    }
  }

  /// Where the lock of a file may lie: `requirements.in` is compiled to `requirements.txt`.
  private func locks(of path: String) -> [String] {
    let folder = parentFolder(path)
    let beside = DependencyManifests.locks.map { folder.isEmpty ? $0 : folder + "/" + $0 }
    guard path.endsWithBytes(".in") else { return beside }
    return beside + [String(Substring(path.utf8.dropLast(3))) + ".txt"]
  }

  /// What a file says; nil where it turns out to be something else.
  private func read(
    _ file: SourceFile, as dialect: Dialect, limits: Limits
  ) throws(DiagnosticsError) -> DependencyList? {
    switch dialect {
    case .requirements: return try RequirementsFile.read(file)
    case .pyproject: return try toml(file, limits).flatMap(PythonProject.read)
    case .poetryLock: return try toml(file, limits).flatMap(PythonLocks.poetry)
    case .uvLock: return try toml(file, limits).flatMap(PythonLocks.uv)
    case .pdmLock: return try toml(file, limits).flatMap(PythonLocks.pdm)
    case .pylock: return try toml(file, limits).flatMap(PythonLocks.pylock)
    case .pipfileLock: return try Document.json(file, limits: limits).valid().root.flatMap(PythonLocks.pipfile)
    case .conda: return try CondaEnvironment.read(Document.yaml(file, limits: limits).valid().root)
    case .condaLock: return try CondaEnvironment.lock(Document.yaml(file, limits: limits).valid().root)
    case .pythonEnvironment: return try CondaEnvironment.mlflow(Document.yaml(file, limits: limits).valid().root)
    }
  }

  private func toml(_ file: SourceFile, _ limits: Limits) throws(DiagnosticsError) -> Node? {
    try Document.toml(file, limits: limits).valid().root
  }
}
