import Foundation
import FoundationXML
public import Testing

/// A JUnit XML file as a CI server sees it, read by another reader than ours.
public struct JUnitFile: Sendable {
  /// A test case.
  public struct Case: Sendable {
    /// `classname`.
    public var suite: String
    /// `name`.
    public var name: String
    /// `failure`, `error`, `skipped`, or `passed`.
    public var outcome = "passed"
    /// The outcome's `message`.
    public var message = ""
    /// The outcome's text.
    public var text = ""
  }

  /// The cases, in the file's order.
  public let cases: [Case]

  /// Reads a file that must be well-formed.
  public init(_ bytes: [UInt8], _ location: SourceLocation = #_sourceLocation) throws {
    let collector = Collector()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = collector
    let isWellFormed = parser.parse()
    try #require(isWellFormed, "\(String(describing: parser.parserError))", sourceLocation: location)
    cases = collector.cases
  }

  /// The cases that make a CI server red.
  public var red: [Case] { cases.filter { $0.outcome == "failure" || $0.outcome == "error" } }

  /// The case of a rule.
  public func rule(_ id: String, _ location: SourceLocation = #_sourceLocation) throws -> Case {
    try #require(cases.first { $0.name.hasPrefix("\(id): ") }, "no case of \(id)", sourceLocation: location)
  }

  private final class Collector: NSObject, XMLParserDelegate {
    var cases: [Case] = []
    private var isInOutcome = false

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String] = [:]
    ) {
      switch name {
      case "testcase": cases.append(Case(suite: attributes["classname"] ?? "", name: attributes["name"] ?? ""))
      case "failure", "error", "skipped":
        guard !cases.isEmpty else { return }
        cases[cases.count - 1].outcome = name
        cases[cases.count - 1].message = attributes["message"] ?? ""
        isInOutcome = true
      default: break
      }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      if ["failure", "error", "skipped"].contains(name) { isInOutcome = false }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      if isInOutcome { cases[cases.count - 1].text += text }
    }
  }
}
