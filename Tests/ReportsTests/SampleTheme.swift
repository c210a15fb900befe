import Glibc
import Reports

/// The shipped theme, read from the source tree, so that tests see what a user gets.
enum SampleTheme {
  static let plain = Theme(css: "p { color: inherit; }", script: "\"use strict\";")

  static func fromTemplates() throws -> Theme {
    Theme(css: try text("report.css"), script: try text("report.js"))
  }

  static func text(_ name: String) throws -> String {
    let path = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/templates/report/\(name)"
    let handle = unsafe fopen(path, "r")
    guard unsafe handle != nil else { throw Missing(path: path) }
    defer { unsafe fclose(handle) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe fread(&buffer, 1, buffer.count, handle)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  struct Missing: Error {
    var path: String
  }
}
