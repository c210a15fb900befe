import Diagnostics
import Documents

/// The stages of a Dockerfile, and what the last of them comes to: that is the image which runs.
struct DockerStages {
  private struct Stage {
    var name: String?
    /// The stage that it starts from, where that is no image.
    var parent: Int?
    var user: (name: String, place: SourceRange)?
    var healthcheck: (isThere: Bool, place: SourceRange)?
  }

  private var stages: [Stage] = []
  private var images: [BaseImage] = []
  private var secrets: [SuspectedSecret] = []
  /// Defaults of ARGs: before the first FROM they hold for FROMs, later for their stage.
  private var globals: [(name: String, value: String)] = []
  private var locals: [(name: String, value: String)] = []
  private var copiesEverything: SourceRange?
  private var downloads = 0

  private static let mostVariables = 300

  init(_ instructions: [DockerInstruction]) {
    for instruction in instructions { add(instruction) }
  }

  private mutating func add(_ instruction: DockerInstruction) {
    switch instruction.keyword {
    case "FROM": startStage(instruction)
    case "ARG": addArguments(instruction)
    case "ENV": addEnvironment(instruction)
    case "USER":
      let user = substituted(instruction.words.first ?? "", locals)
      let name = user.text.utf8.prefix { $0 != UInt8(ascii: ":") }
      if !stages.isEmpty {
        stages[stages.count - 1].user = (user.isResolved ? String(Substring(name)) : "", instruction.place)
      }
    case "HEALTHCHECK":
      let isThere = asciiLowercased(instruction.words.first ?? "") != "none"
      if !stages.isEmpty { stages[stages.count - 1].healthcheck = (isThere, instruction.place) }
    case "COPY", "ADD": addCopy(instruction)
    default: break
    }
  }

  private mutating func startStage(_ instruction: DockerInstruction) {
    let words = instruction.words.filter { !$0.startsWithBytes("--") }
    let image = substituted(words.first ?? "", globals)
    var stage = Stage()
    if words.count >= 3, asciiLowercased(words[1]) == "as" { stage.name = asciiLowercased(words[2]) }
    let earlier = asciiLowercased(image.text)
    stage.parent = stages.lastIndex { $0.name?.hasBytes(earlier) == true }
    if stage.parent == nil, !earlier.hasBytes("scratch") {
      images.append(
        BaseImage(name: image.text, isUnresolved: !image.isResolved || image.text.isEmpty, place: instruction.place))
    }
    stages.append(stage)
    locals = []
  }

  private mutating func addArguments(_ instruction: DockerInstruction) {
    for word in instruction.words {
      let parts = word.utf8.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(Substring(parts[0]))
      suspect(name, "ARG", instruction.place)
      if parts.count == 2 {
        let value = substituted(String(Substring(parts[1])), globals + locals).text
        if stages.isEmpty {
          DockerStages.keep((name, value), in: &globals)
        } else {
          DockerStages.keep((name, value), in: &locals)
        }
      } else if !stages.isEmpty, let value = globals.last(where: { $0.name.hasBytes(name) })?.value {
        DockerStages.keep((name, value), in: &locals)
      }
    }
  }

  /// `ENV A=1 B=2`, or of old `ENV A 1`.
  private mutating func addEnvironment(_ instruction: DockerInstruction) {
    let words = instruction.words
    let pairs: [(String, String)]
    if words.first?.utf8.contains(UInt8(ascii: "=")) == true {
      pairs = words.map { word in
        let parts = word.utf8.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        return (String(Substring(parts[0])), parts.count == 2 ? String(Substring(parts[1])) : "")
      }
    } else {
      pairs = words.first.map { [($0, words.dropFirst().joined(separator: " "))] } ?? []
    }
    for (name, value) in pairs {
      DockerStages.keep((name, value), in: &locals)
      // An empty value, and one that only counts or switches, is no secret.
      if !value.isEmpty, plainNumber(value) == nil, !["true", "false"].contains(asciiLowercased(value)) {
        suspect(name, "ENV", instruction.place)
      }
    }
  }

  /// Of several values the last one counts. Of very many only the first are known.
  private static func keep(_ variable: (name: String, value: String), in values: inout [(name: String, value: String)])
  {
    if values.count < mostVariables { values.append(variable) }
  }

  private mutating func suspect(_ name: String, _ origin: String, _ place: SourceRange) {
    guard secrets.count < DockerStages.mostVariables, SuspectedSecret.isSuspect(name) else { return }
    secrets.append(SuspectedSecret(name: name, origin: origin, place: place))
  }

  private mutating func addCopy(_ instruction: DockerInstruction) {
    let words = instruction.words
    let paths = words.filter { !$0.startsWithBytes("--") }
    if words.contains(where: { $0.startsWithBytes("--from=") }) { return }
    if paths.dropLast().contains(where: { [".", "./", "*", "/", "./*"].contains($0) }) {
      copiesEverything = copiesEverything ?? instruction.place
    }
    if instruction.keyword == "ADD" {
      downloads += paths.dropLast().count { $0.startsWithBytes("http://") || $0.startsWithBytes("https://") }
    }
  }

  /// `$NAME`, `${NAME}`, `${NAME:-default}`; what has no value stays as it is.
  private func substituted(_ text: String, _ values: [(name: String, value: String)]) -> (
    text: String, isResolved: Bool
  ) {
    DockerVariables.substituted(text) { name in values.last { $0.name.hasBytes(name) }?.value }
  }

  func describe(_ facts: inout Facts) {
    facts.set("stages", count: stages.count)
    BaseImage.describe(images, &facts)
    // What an image brings along is not known: only what this file says of itself.
    var chain: [Stage] = []
    var index = stages.indices.last
    while let current = index {
      chain.append(stages[current])
      index = stages[current].parent
    }
    let user = chain.compactMap(\.user).first
    facts.set("sets_user", flag: user != nil, at: user?.place)
    if let user, !user.name.isEmpty {
      facts.set("runs_as_non_root", flag: user.name != "root" && user.name != "0", at: user.place)
    }
    let check = chain.compactMap(\.healthcheck).first
    facts.set("healthcheck", flag: check?.isThere ?? false, at: check?.place)
    facts.set("copies_everything", flag: copiesEverything != nil, at: copiesEverything)
    facts.set("downloads", count: downloads)
    SuspectedSecret.describe(secrets, &facts)
  }
}

/// Variables as Dockerfiles and Compose write them.
enum DockerVariables {
  private static let longest = 4096

  static func substituted(_ text: String, _ value: (String) -> String?) -> (text: String, isResolved: Bool) {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var isResolved = true
    var at = 0
    while at < bytes.count, result.count <= longest {
      guard bytes[at] == UInt8(ascii: "$"), at + 1 < bytes.count else {
        result.append(bytes[at])
        at += 1
        continue
      }
      let start = at
      let isBraced = bytes[at + 1] == UInt8(ascii: "{")
      at += isBraced ? 2 : 1
      let name = bytes[at...].prefix { isLetterOrDigit($0) || $0 == UInt8(ascii: "_") }
      at += name.count
      var fallback: [UInt8]?
      if isBraced {
        let rest = bytes[at...].prefix { $0 != UInt8(ascii: "}") }
        if rest.starts(with: ":-") || rest.starts(with: "-") {
          fallback = Array(rest.drop { $0 == UInt8(ascii: ":") }.dropFirst())
        }
        at = min(bytes.count, at + rest.count + 1)
      }
      let known = name.isEmpty ? nil : value(String(decoding: name, as: UTF8.self)).map { Array($0.utf8) }
      if let filled = known ?? fallback, !filled.contains(UInt8(ascii: "$")) {
        result += filled
      } else {
        isResolved = false
        result += bytes[start..<at]
      }
    }
    return (String(decoding: result.prefix(longest), as: UTF8.self), isResolved && result.count <= longest)
  }
}
