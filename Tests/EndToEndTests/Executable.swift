import Foundation
import TestSupport
import Testing

/// The built executable, as a user's shell or a CI server starts it.
struct Executable {
  var status: Int32
  var output: [UInt8]
  var complaints: [UInt8]
  var seconds: Double

  /// The one that was built beside the tests.
  static let path: String = {
    // The test bundle's own name stands among the words that started the tests, or the tests run from the same folder.
    let bundles = CommandLine.arguments.filter { $0.hasSuffix(".xctest") } + [Bundle.main.executablePath ?? ""]
    let places = bundles.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path + "/gonogo" }
    let built = places + ["\(Repository.root)/.build/debug/gonogo"]
    return built.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "gonogo"
  }()

  /// Starts it, waits at most thirty seconds, and tells what came of it; a run that hangs is ended and has the status -1.
  init(
    _ words: [String], in folder: String = Repository.root, environment: [String: String] = [:]
  ) throws {
    let scratch = try TemporaryFolder()
    try scratch.write("out", "")
    try scratch.write("err", "")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Executable.path)
    process.arguments = words
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = environment.merging(["PATH": "/usr/bin:/bin"]) { own, _ in own }
    process.standardInput = FileHandle.nullDevice
    let out: FileHandle = try #require(FileHandle(forWritingAtPath: scratch("out")))
    process.standardOutput = out
    let err: FileHandle = try #require(FileHandle(forWritingAtPath: scratch("err")))
    process.standardError = err
    let start = Date()
    try process.run()
    while process.isRunning, Date().timeIntervalSince(start) < 30 { usleep(5_000) }
    seconds = Date().timeIntervalSince(start)
    if process.isRunning {
      process.terminate()
      process.waitUntilExit()
      status = -1
    } else {
      status = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    }
    output = try scratch.bytes("out")
    complaints = try scratch.bytes("err")
  }

  /// Standard output and standard error together, as a CI log has them.
  var log: String { String(decoding: output + complaints, as: UTF8.self) }
}
