import Diagnostics
import Documents

/// What all dialects of dependencies come to: packages, and how firmly each is named.
struct DependencyList {
  enum Source {
    case index, versionControl, address, local
  }

  struct Package {
    var name: String
    var isPinned: Bool
    var isHashed = false
    var source = Source.index
    var isEditable = false
    var place: SourceRange
  }

  let format: String
  var isLock: Bool
  /// Whether a lock lies beside it.
  var hasLock: Bool?
  var tool: EvidenceItem.Tool?
  var pythonVersion: Node?
  /// Other files that it takes in.
  var includes: [Node] = []
  /// Whether what it depends on is stated elsewhere, by a program.
  var isDynamic = false
  private(set) var packages = 0
  private(set) var pinned = 0
  private var hashed = 0
  private var bySource: [Source: Int] = [:]
  private var editable = 0
  private var unpinned: [Node] = []
  private var hosts: [String] = []
  private var hasCredentials = false

  private static let mostListed = 200

  init(format: String, isLock: Bool) {
    self.format = format
    self.isLock = isLock
  }

  mutating func add(_ package: Package) {
    packages += 1
    bySource[package.source, default: 0] += 1
    if package.isHashed { hashed += 1 }
    if package.isEditable { editable += 1 }
    if package.isPinned {
      pinned += 1
    } else if unpinned.count < DependencyList.mostListed {
      unpinned.append(Node(.text(package.name.shortened(to: 200)), at: package.place))
    }
  }

  /// Notes where a password or token stands in an address.
  mutating func lookForCredentials(in text: String) {
    if WebAddress(text)?.hasCredentials == true { hasCredentials = true }
  }

  /// Takes the host of an address, and nothing else of it: there may be a password in it.
  mutating func addIndex(_ text: String) {
    lookForCredentials(in: text)
    guard let address = WebAddress(text) else { return }
    guard !hosts.contains(where: { $0.hasBytes(address.host) }), hosts.count < 50 else { return }
    hosts.append(address.host)
  }

  func describe(_ facts: inout Facts) {
    facts.set("is_lock", flag: isLock)
    facts.set("has_lock", flag: hasLock)
    facts.set("python_version", textOf: pythonVersion, limit: 100)
    facts.set("index_hosts", texts: hosts, limit: 300)
    facts.set("credentials_in_addresses", flag: hasCredentials)
    facts.set("includes", list: includes.prefix(DependencyList.mostListed).map { $0 })
    // What a program adds when the project is built is not known.
    facts.set("is_dynamic", flag: isDynamic)
    guard !isDynamic else { return }
    facts.set("packages", count: packages)
    facts.set("pinned", count: pinned)
    facts.set("hashed", count: hashed)
    facts.set("from_version_control", count: bySource[.versionControl] ?? 0)
    facts.set("from_address", count: bySource[.address] ?? 0)
    facts.set("from_folder", count: bySource[.local] ?? 0)
    facts.set("editable", count: editable)
    facts.set("unpinned", list: unpinned)
    guard packages > 0 else { return }
    facts.set("pinned_percent", number: Double(pinned * 100) / Double(packages))
    facts.set("hashed_percent", number: Double(hashed * 100) / Double(packages))
  }
}

/// The host of an address such as `https://user:secret@pypi.example.com/simple`, and whether a secret is in it.
struct WebAddress {
  let host: String
  let hasCredentials: Bool

  init?(_ text: String) {
    var bytes = Array(text.utf8)[...]
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: "://") else { return nil }
    let scheme = asciiLowercased(String(decoding: bytes[..<colon], as: UTF8.self))
    let isWeb = scheme.endsWithBytes("http") || scheme.endsWithBytes("https")
    bytes = bytes[(colon + 3)...]
    bytes = bytes.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    var secret: ArraySlice<UInt8> = []
    if let at = bytes.lastIndex(of: UInt8(ascii: "@")) {
      let user = bytes[..<at]
      // GitHub takes a token as the name of a user; with SSH a name is only a name.
      let password = user.firstIndex(of: UInt8(ascii: ":")).map { user[($0 + 1)...] }
      secret = password ?? (isWeb && !user.elementsEqual("git".utf8) ? user : [])
      bytes = bytes[(at + 1)...]
    }
    // `${TOKEN}` is filled in from the environment: that is how it should be.
    hasCredentials = !secret.isEmpty && !secret.starts(with: "$") && !secret.starts(with: "{")
    let name = bytes.prefix { $0 != UInt8(ascii: ":") }
    guard !name.isEmpty else { return nil }
    host = asciiLowercased(String(decoding: name, as: UTF8.self))
  }
}
