// swift-tools-version: 6.2
import PackageDescription

/// True where the environment has `CI`: warnings are errors there, and only there, so that work in progress still builds.
let isCI = Context.environment["CI"] != nil

/// True where the environment has `FUZZ`: everything is built for libFuzzer, into a folder of its own. See Tests/Fuzz/run.
let isFuzzing = Context.environment["FUZZ"] != nil
let fuzzerFlags = ["-sanitize=fuzzer,address"]

let strict: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
  ] + (isCI ? [.treatAllWarnings(as: .error)] : []) + (isFuzzing ? [.unsafeFlags(fuzzerFlags)] : [])

// The targets stand in the order in which data flows through them: see the map in README.md.
let package = Package(
  name: "gonogo",
  products: [
    .executable(name: "gonogo", targets: ["gonogo"]),
    .library(name: "CEL", targets: ["CEL", "Diagnostics"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .systemLibrary(
      name: "CLibXML2", path: "Sources/CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(
      name: "CLibYAML", path: "Sources/CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
    .target(name: "CSHA256"),
    .target(name: "CGlibc"),

    .target(name: "Diagnostics", dependencies: ["CSHA256"], swiftSettings: strict),
    .target(name: "CEL", dependencies: ["Diagnostics", "CRE2"], swiftSettings: strict),
    .target(name: "XML", dependencies: ["Diagnostics", "CLibXML2"], swiftSettings: strict),
    .target(name: "Documents", dependencies: ["Diagnostics", "CLibYAML", "XML"], swiftSettings: strict),
    .target(name: "Schema", dependencies: ["Diagnostics", "Documents", "CEL"], swiftSettings: strict),
    .target(name: "Evidence", dependencies: ["Diagnostics", "Documents", "XML"], swiftSettings: strict),
    .target(
      name: "Readiness", dependencies: ["Diagnostics", "CEL", "Documents", "Schema", "Evidence"],
      swiftSettings: strict),
    .target(
      name: "Reports", dependencies: ["Diagnostics", "CEL", "Documents", "Evidence", "Readiness", "XML"],
      swiftSettings: strict),

    .executableTarget(name: "EmbedTool", dependencies: ["Diagnostics", "Documents"], swiftSettings: strict),
    .plugin(
      name: "EmbedPlugin", capability: .buildTool(), dependencies: ["EmbedTool"], path: "Sources/EmbedPlugin"),
    .target(
      name: "Builtins", dependencies: ["Diagnostics", "Documents", "Schema", "Readiness", "Reports"],
      swiftSettings: strict,
      plugins: ["EmbedPlugin"]),
    .executableTarget(
      name: "gonogo",
      dependencies: [
        "Diagnostics", "CEL", "Documents", "Schema", "Evidence", "Readiness", "Reports", "Builtins", "CGlibc",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),

    .target(name: "TestSupport", dependencies: ["Diagnostics"], path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "CELTests", dependencies: ["CEL", "Diagnostics", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "XMLTests", dependencies: ["XML", "Diagnostics", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Documents", "Diagnostics", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "SchemaTests", dependencies: ["Schema", "Documents", "CEL", "Diagnostics", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "EvidenceTests",
      dependencies: ["Evidence", "Schema", "Documents", "Builtins", "CEL", "XML", "Diagnostics", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ReadinessTests",
      dependencies: ["Readiness", "Evidence", "Schema", "Documents", "CEL", "Diagnostics", "Builtins", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "Readiness", "Evidence", "Schema", "Documents", "CEL", "XML", "Diagnostics", "Builtins",
        "TestSupport",
      ], swiftSettings: strict),
    .testTarget(
      name: "GonogoTests",
      dependencies: [
        "gonogo", "CEL", "Diagnostics", "Documents", "Reports", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),
    .testTarget(name: "EndToEndTests", dependencies: ["gonogo", "TestSupport"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

if isFuzzing {
  // The libraries and their fuzzers are all there is then.
  package.products = []
  package.targets.removeAll { target in
    target.type == .test || target.type == .plugin || target.type == .executable
      || ["Builtins", "TestSupport"].contains(target.name)
  }
  package.targets += [
    .target(
      name: "FuzzSupport", dependencies: ["Diagnostics", "Documents"], path: "Tests/Fuzz/FuzzSupport",
      swiftSettings: strict),
    .target(
      name: "ShippedFiles", dependencies: ["FuzzSupport", "Diagnostics", "Schema", "Readiness"],
      path: "Tests/Fuzz/ShippedFiles", swiftSettings: strict),
  ]
  let fuzzers: [(name: String, rooms: [Target.Dependency])] = [
    ("FuzzExpressions", ["CEL"]), ("FuzzYAML", ["Documents"]), ("FuzzJSON", ["Documents"]),
    ("FuzzTOML", ["Documents"]), ("FuzzXML", ["Documents", "XML"]),
    ("FuzzManifest", ["CEL", "Documents", "Evidence", "Schema", "Readiness", "ShippedFiles"]),
    ("FuzzArtifacts", ["CEL", "Documents", "Evidence", "Schema", "ShippedFiles"]),
    ("FuzzRubric", ["CEL", "Documents", "Schema", "Readiness", "ShippedFiles"]),
    ("FuzzReport", ["Documents", "Readiness", "Reports"]),
  ]
  for fuzzer in fuzzers {
    package.targets.append(
      .executableTarget(
        name: fuzzer.name, dependencies: ["Diagnostics", "FuzzSupport"] + fuzzer.rooms,
        path: "Tests/Fuzz/\(fuzzer.name)", swiftSettings: strict,
        linkerSettings: [.unsafeFlags(fuzzerFlags + ["-use-ld=lld"])]))
  }
}
