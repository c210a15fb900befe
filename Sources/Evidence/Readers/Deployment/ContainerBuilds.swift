import Diagnostics
import Documents

/// `container_builds`: how containers are built and put together: Dockerfiles and Containerfiles, and the files of
/// Docker Compose.
struct ContainerBuilds: ArtifactReader {
  let kind = "container_builds"
  let fileEndings = ["dockerfile", "containerfile", ".yaml", ".yml"]

  private static let templates = [
    ".j2", ".jinja", ".jinja2", ".tmpl", ".template", ".tpl", ".md", ".txt", ".dockerignore",
  ]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.candidates { ContainerBuilds.isDockerfile($0.name) || ContainerBuilds.isCompose($0.name) }
  }

  private static func isDockerfile(_ name: String) -> Bool {
    if templates.contains(where: { name.endsWithBytes($0) }) { return false }
    return ["dockerfile", "containerfile"].contains { base in
      name.hasBytes(base) || name.startsWithBytes(base + ".") || name.endsWithBytes("." + base)
    }
  }

  private static func isCompose(_ name: String) -> Bool {
    guard name.endsWithBytes(".yaml") || name.endsWithBytes(".yml") else { return false }
    return ["docker-compose", "compose.", "compose-", "podman-compose"].contains { name.startsWithBytes($0) }
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    var limits = limits
    // No builder takes larger ones.
    limits.bytes = min(limits.bytes, 1 << 20)
    let file: SourceFile
    do {
      file = try tree.read(candidate.path, limits: limits)
    } catch {
      return .unreadable(candidate.path, error)
    }
    let name = asciiLowercased(candidate.path.lastPathPart)
    var facts = Facts(at: file.whole)
    let isCompose = name.endsWithBytes(".yaml") || name.endsWithBytes(".yml")
    do throws(DiagnosticsError) {
      if isCompose {
        guard let services = try ComposeServices(of: tree.yaml(file, limits: limits)) else { return .notThisKind }
        services.describe(&facts)
      } else {
        let instructions: [DockerInstruction]
        do throws(Diagnostic) { instructions = try DockerInstruction.all(in: file) } catch {
          throw DiagnosticsError([error])
        }
        DockerStages(instructions).describe(&facts)
        facts.set("has_dockerignore", flag: hasIgnoreFile(candidate.path, in: tree))
      }
    } catch {
      return .unreadable(file, error.diagnostics)
    }
    return .items([
      EvidenceItem(kind: kind, format: isCompose ? "compose" : "dockerfile", range: file.whole, facts: facts.node)
    ])
  }

  /// Beside the file, of its own name, or at the top of the project, which is mostly what is sent to the builder.
  private func hasIgnoreFile(_ path: String, in tree: ProjectTree) -> Bool {
    tree.contains(path + ".dockerignore") || tree.contains(".dockerignore")
      || joinedPath(parentFolder(path), ".dockerignore").map(tree.contains) ?? false
  }
}

/// An image that a build or a service starts from.
struct BaseImage {
  /// Its name as it stands there, variables with their defaults filled in.
  var name: String
  /// Whether a variable in it has no value here.
  var isUnresolved: Bool
  var place: SourceRange

  static func describe(_ images: [BaseImage], _ facts: inout Facts) {
    facts.set("base_images", list: images.prefix(100).map(\.node))
    guard !images.isEmpty else { return }
    facts.set("base_images_pinned", flag: images.allSatisfy { !$0.isUnresolved && ImageReference($0.name).isPinned })
    facts.set("uses_latest", flag: images.contains { !$0.isUnresolved && ImageReference($0.name).isMutable })
  }

  private var node: Node {
    var facts = Facts(at: place)
    facts.set("image", text: withoutCredentials(name), limit: 1000)
    facts.set("is_resolved", flag: !isUnresolved)
    guard !isUnresolved else { return facts.node }
    let reference = ImageReference(name)
    facts.set("tag", text: reference.tag, limit: 300)
    facts.set("pinned", flag: reference.isPinned)
    facts.set("mutable", flag: reference.isMutable)
    return facts.node
  }
}

/// A name of a variable that looks like a secret's. The value is nobody's business, not even this tool's.
struct SuspectedSecret {
  var name: String
  /// What it stands in: `ARG`, `ENV` or `environment`.
  var origin: String
  var place: SourceRange

  private static let words: Set<String> = [
    "password", "passwd", "pwd", "secret", "token", "apikey", "credential", "credentials", "passphrase", "passcode",
  ]
  private static let keys: Set<String> = [
    "api", "access", "secret", "private", "encryption", "signing", "auth", "account", "storage", "master",
  ]

  /// Whether a name is one of those under which secrets stand: `DB_PASSWORD`, `AWS_SECRET_ACCESS_KEY`, not
  /// `TOKENIZERS_PARALLELISM`, nor one that says where a secret is kept.
  static func isSuspect(_ name: String) -> Bool {
    let parts = asciiLowercased(name).utf8.split { !isLetterOrDigit($0) }.map { String(Substring($0)) }
    guard let last = parts.last, !["file", "path", "dir", "name", "id", "url", "arn", "ttl", "expiry"].contains(last)
    else {
      return false
    }
    if parts.contains(where: words.contains) { return true }
    return last == "key" && parts.dropLast().contains(where: keys.contains)
  }

  static func describe(_ secrets: [SuspectedSecret], _ facts: inout Facts) {
    facts.set(
      "suspected_secrets",
      list: secrets.prefix(100).map { secret in
        var entry = Facts(at: secret.place)
        entry.set("name", text: secret.name, limit: 200)
        entry.set("origin", text: secret.origin)
        entry.set("line", count: secret.place.start?.line)
        return entry.node
      })
  }
}
