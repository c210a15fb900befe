import Diagnostics
import Documents

/// The services of a file of Docker Compose (compose-spec.io).
struct ComposeServices {
  private let services: [Node.Entry]
  /// Whether something is merged in (`<<`), which YAML 1.2 does not know and Compose does: what that is is not seen.
  private let isMerged: Bool

  /// Nil where the file is something else.
  init?(of document: Document) throws(DiagnosticsError) {
    let errors = document.diagnostics.filter { !$0.id.hasBytes("yaml.merge-key") }
    if errors.hasErrors { throw DiagnosticsError(errors) }
    isMerged = document.diagnostics.hasErrors
    guard let services = document.root?["services"], !services.entries.isEmpty,
      services.entries.allSatisfy({ !$0.value.entries.isEmpty })
    else { return nil }
    self.services = services.entries
  }

  func describe(_ facts: inout Facts) {
    facts.set("services", count: services.count)
    SuspectedSecret.describe(services.flatMap { secrets(in: $0.value["environment"]) }, &facts)
    // The rest of a service may stand in what is merged in.
    if isMerged { return }
    let images = services.compactMap { service -> BaseImage? in
      // What is built here has its base in a Dockerfile.
      guard service.value["build"] == nil, let node = service.value["image"], let text = node.scalarText else {
        return nil
      }
      let image = DockerVariables.substituted(text) { _ in nil }
      return BaseImage(name: image.text, isUnresolved: !image.isResolved, place: node.range)
    }
    BaseImage.describe(images, &facts)
    let users = services.map { $0.value["user"]?.scalarText }
    facts.set("sets_user", flag: users.allSatisfy { $0 != nil })
    let isRoot = users.map { user in
      user.map { user in
        let name = String(Substring(user.utf8.prefix { $0 != UInt8(ascii: ":") }))
        return name.hasBytes("root") || name.hasBytes("0")
      }
    }
    if isRoot.contains(true) {
      facts.set("runs_as_non_root", flag: false)
    } else if !isRoot.contains(nil) {
      facts.set("runs_as_non_root", flag: true)
    }
    facts.set(
      "healthcheck",
      flag: services.allSatisfy { service in
        guard let check = service.value["healthcheck"] else { return false }
        return check["disable"]?.truth != true && check["test"]?.elements.first?.text?.hasBytes("NONE") != true
      })
    facts.set("privileged", count: services.count { $0.value["privileged"]?.truth == true })
  }

  /// Values that stand in the file itself; those that are passed on from outside are as they should be.
  private func secrets(in environment: Node?) -> [SuspectedSecret] {
    let pairs: [(name: String, value: String, place: SourceRange)]
    if let entries = environment?.entries, !entries.isEmpty {
      pairs = entries.map { ($0.key, $0.value.scalarText ?? "", $0.keyRange) }
    } else {
      pairs = (environment?.elements ?? []).compactMap { node in
        guard let text = node.text else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        return (String(Substring(parts[0])), parts.count == 2 ? String(Substring(parts[1])) : "", node.range)
      }
    }
    return pairs.filter { pair in
      SuspectedSecret.isSuspect(pair.name) && !pair.value.isEmpty && !pair.value.startsWithBytes("$")
        && plainNumber(pair.value) == nil
    }.map { SuspectedSecret(name: $0.name, origin: "environment", place: $0.place) }
  }
}
