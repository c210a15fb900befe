import Diagnostics
import Documents

/// `metrics_files`: plain numbers in JSON or YAML, under the names that tools and people give such files, and wherever a
/// `dvc.yaml` says that metrics are.
struct MetricsFiles: ArtifactReader {
  let kind = "metrics_files"
  let fileEndings = [".json", ".yaml", ".yml"]

  private static let names: Set<String> = [
    "metrics", "scores", "all_results", "eval_results", "test_results", "train_results", "evaluation",
    "summary_metrics",
  ]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    let byName = tree.candidates { file in
      guard let ending = fileEndings.first(where: { file.name.endsWithBytes($0) }) else { return false }
      let stem = String(Substring(file.name.utf8.dropLast(ending.utf8.count)))
      return MetricsFiles.names.contains(stem) || stem.endsWithBytes("_metrics") || stem.endsWithBytes("-metrics")
    }
    return byName + DVCProject.metricsFiles(in: tree).map { ArtifactCandidate(path: $0) }
  }

  func readAll(_ candidates: [ArtifactCandidate], in tree: ProjectTree, limits: Limits) -> [ArtifactReading] {
    let outputs = DVCProject.metricsFiles(in: tree)
    return candidates.map { candidate in
      read(candidate, isOutput: outputs.contains { $0.hasBytes(candidate.path) }, in: tree, limits: limits)
    }
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    let outputs = DVCProject.metricsFiles(in: tree)
    return read(candidate, isOutput: outputs.contains { $0.hasBytes(candidate.path) }, in: tree, limits: limits)
  }

  private func read(
    _ candidate: ArtifactCandidate, isOutput: Bool, in tree: ProjectTree, limits: Limits
  ) -> ArtifactReading {
    let file: SourceFile
    do {
      file = try tree.read(candidate.path, limits: limits)
    } catch {
      return .unreadable(candidate.path, error)
    }
    let isJSON = asciiLowercased(candidate.path).endsWithBytes(".json")
    let document =
      isJSON ? Document.json(file, limits: limits, acceptingNonFinite: true) : tree.yaml(file, limits: limits)
    guard !document.diagnostics.hasErrors else { return .unreadable(file, document.diagnostics) }
    guard let root = document.root, case .map = root.content else {
      // A list of rows, say: no place where a name would stand.
      return candidate.isDeclared || isOutput
        ? .unreadable(file, [.notOfKind("a map of names to numbers", at: document.root?.range ?? file.whole)])
        : .notThisKind
    }
    // A Kubernetes object or a schema may be called metrics.yaml too.
    if root["apiVersion"] != nil || root["$schema"] != nil, !candidate.isDeclared { return .notThisKind }
    var flat = FlatNumbers(root)
    flat.read()
    var facts = Facts(at: root.range)
    facts.set("metrics", Node(.map(flat.numbers), at: root.range))
    facts.set("non_finite_metrics", list: flat.nonFinite)
    facts.set("left_out", count: flat.leftOut)
    facts.set("is_pipeline_output", flag: isOutput)
    var item = EvidenceItem(kind: kind, format: isJSON ? "json" : "yaml", range: file.whole, facts: facts.node)
    item.diagnostics = document.diagnostics
    return .items([item])
  }
}

/// The numbers of nested maps under names with dots.
private struct FlatNumbers {
  private let root: Node
  private(set) var numbers: [Node.Entry] = []
  private(set) var nonFinite: [Node] = []
  private(set) var leftOut = 0
  private static let most = 5000

  init(_ root: Node) {
    self.root = root
  }

  mutating func read() { add(root, "") }

  private mutating func add(_ node: Node, _ prefix: String) {
    for entry in node.entries {
      let name = prefix.isEmpty ? entry.key : prefix + "." + entry.key
      switch entry.value.content {
      case .map: add(entry.value, name)
      case .integer(let integer): keep(name, Double(integer), entry)
      case .number(let number): keep(name, number, entry)
      case .unrepresentable: nonFinite.append(Node(.text(name.shortened(to: 500)), at: entry.value.range))
      case .null, .bool, .text, .list: leftOut += 1
      }
    }
  }

  private mutating func keep(_ name: String, _ number: Double, _ entry: Node.Entry) {
    // `a.b` as a key and `b` below `a` come to one name.
    guard numbers.count < FlatNumbers.most, !numbers.contains(where: { $0.key.hasBytes(name) }) else {
      leftOut += 1
      return
    }
    if number.isFinite {
      numbers.append(
        Node.Entry(key: name, keyRange: entry.keyRange, value: Node(.number(number), at: entry.value.range)))
    } else {
      nonFinite.append(Node(.text(name.shortened(to: 500)), at: entry.value.range))
    }
  }
}
