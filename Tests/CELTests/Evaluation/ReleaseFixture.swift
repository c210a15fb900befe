import CEL
import Diagnostics

/// A small world of declared objects, some of whose fields are there and some absent.
///
/// ```
/// release.service: 'churn'          release.owner: absent
/// release.rollback: {kind: 'previous_model', max_minutes: absent}
/// release.rehearsal: absent, an object
/// release.labels: {'tier': 'gold'}
/// data.sources: [{name: 'a', access: 'open', rows: 10},
///                {name: 'b', access: absent, rows: 20},
///                {name: 'c', access: 'closed', rows: absent}]
/// data.extra: absent, a list
/// ```
struct ReleaseFixture {
  static let kind = Enumeration(
    name: "release.rollback.kind", values: ["previous_model", "disable_model", "fallback_rule", "none"])
  static let rollback = ObjectType(
    name: "release.rollback",
    fields: [.init(name: "kind", type: .enumeration(kind)), .init(name: "max_minutes", type: .int)])
  static let rehearsal = ObjectType(
    name: "release.rehearsal", fields: [.init(name: "on", type: .timestamp), .init(name: "by", type: .string)])
  static let release = ObjectType(
    name: "release",
    fields: [
      .init(name: "service", type: .string), .init(name: "owner", type: .string),
      .init(name: "rollback", type: .object(rollback)), .init(name: "rehearsal", type: .object(rehearsal)),
      .init(name: "labels", type: .map(.string, .string)),
      .init(name: "fallbacks", type: .list(.enumeration(kind))),
    ])
  static let source = ObjectType(
    name: "source",
    fields: [
      .init(name: "name", type: .string), .init(name: "access", type: .string), .init(name: "rows", type: .int),
    ])
  static let data = ObjectType(
    name: "data",
    fields: [
      .init(name: "sources", type: .list(.object(source))), .init(name: "extra", type: .list(.string)),
      .init(name: "tags", type: .list(.string)),
    ])

  static let environment = Environment(
    variables: [
      Variable("release", .object(release)), Variable("data", .object(data)), Variable("gate", .string),
      Variable("missing", .string), Variable("unbound", .int), Variable("any", .dyn),
    ], libraries: ConformanceTests.libraries)

  /// The file that the values come from: each place is a line of it.
  static let file = SourceFile(
    path: "gonogo.yaml", text: "release:\n  service: churn\n  rollback: {kind: previous_model}\ndata:\n  sources:\n")

  static let activation: Activation = {
    var activation = environment.activation()
    activation.bind("release", to: .object(releaseValue), origin: file.range(0..<8))
    activation.bind("data", to: .object(dataValue), origin: file.range(60..<64))
    activation.bind("gate", to: .string("mvp"))
    activation.bind("any", to: .object(releaseValue))
    activation.bindAbsent("missing", path: AttributePath(.field("missing")), place: file.range(0..<0))
    return activation
  }()

  private static let releasePath = AttributePath(.field("release"))
  private static let rollbackPath = AttributePath(.field("rollback"), in: releasePath)

  private static let releaseValue = ObjectValue(
    type: release, path: releasePath,
    fields: [
      .present(.string("churn"), origin: file.range(11..<25)), .absent(place: file.range(9..<9)),
      .present(
        .object(
          ObjectValue(
            type: rollback, path: rollbackPath,
            fields: [
              .present(.string("previous_model"), origin: file.range(39..<59)),
              .absent(place: file.range(38..<38)),
            ])), origin: file.range(28..<60)),
      .absent(place: file.range(9..<9)),
      .present(.map(MapValue(keys: [.string("tier")], values: [.string("gold")])), origin: nil),
      .present(.list(ListValue([.string("disable_model")])), origin: nil),
    ])

  private static let dataValue: ObjectValue = {
    let dataPath = AttributePath(.field("data"))
    let sourcesPath = AttributePath(.field("sources"), in: dataPath)
    func row(_ index: Int, _ name: String, _ access: String?, _ rows: Int64?) -> Value {
      .object(
        ObjectValue(
          type: source, path: AttributePath(.index(index), in: sourcesPath),
          fields: [
            .present(.string(name), origin: file.range((index * 2)..<(index * 2 + 1))),
            access.map { .present(.string($0), origin: file.range(40..<41)) } ?? .absent(place: file.range(5..<5)),
            rows.map { .present(.int($0), origin: nil) } ?? .absent(place: nil),
          ]))
    }
    return ObjectValue(
      type: data, path: dataPath,
      fields: [
        .present(
          .list(
            ListValue(
              [row(0, "a", "open", 10), row(1, "b", nil, 20), row(2, "c", "closed", nil)],
              origins: [file.range(0..<1), file.range(1..<2), file.range(2..<3)], path: sourcesPath)),
          origin: file.range(60..<70)),
        .absent(place: file.range(60..<60)),
        .present(
          .list(
            ListValue(
              [.string("x"), .string("y")], origins: [file.range(3..<4), file.range(4..<5)],
              path: AttributePath(.field("tags"), in: dataPath))), origin: nil),
      ])
  }()
}
