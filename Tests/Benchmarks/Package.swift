// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that neither building nor testing gonogo builds the benchmarks. See `run` beside it.
let package = Package(
  name: "gonogo-benchmarks",
  dependencies: [.package(name: "gonogo", path: "../..")],
  targets: [
    .executableTarget(
      name: "Benchmarks", dependencies: [.product(name: "CEL", package: "gonogo")],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ])
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
