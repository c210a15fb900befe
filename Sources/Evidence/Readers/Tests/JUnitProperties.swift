import Diagnostics
import Documents

/// Properties that tests record about themselves, without those that describe the machine or the person.
struct JUnitProperties {
  private var entries: [(name: String, value: String, place: SourceRange, isAmbiguous: Bool)] = []
  private static let most = 500
  /// Java writes all its system properties; names and folders of people are among them.
  private static let ofMachine = [
    "java.", "sun.", "user.", "os.", "file.", "jdk.", "env.", "awt.", "line.", "path.", "native.", "surefire.",
    "basedir", "localrepository", "maven.", "http.", "https.", "ftp.", "socks", "hostname",
  ]

  mutating func add(_ name: String, _ value: String, at place: SourceRange) {
    let name = name.trimmed.shortened(to: 200)
    let value = value.trimmed.shortened(to: 1000)
    let lower = asciiLowercased(name)
    guard !name.isEmpty, !value.isEmpty, !JUnitProperties.ofMachine.contains(where: { lower.startsWithBytes($0) })
    else { return }
    if let index = entries.firstIndex(where: { $0.name.hasBytes(name) }) {
      if !entries[index].value.hasBytes(value) { entries[index].isAmbiguous = true }
    } else if entries.count < JUnitProperties.most {
      entries.append((name, value, place, false))
    }
  }

  func value(_ name: String) -> Node? {
    guard let entry = entries.first(where: { $0.name.hasBytes(name) && !$0.isAmbiguous }) else { return nil }
    return Node(.text(entry.value), at: entry.place)
  }

  func node(at range: SourceRange) -> Node {
    var facts = Facts(at: range)
    for entry in entries where !entry.isAmbiguous {
      facts.set(entry.name, text: entry.value, at: entry.place, limit: 1000)
    }
    return facts.node
  }
}
