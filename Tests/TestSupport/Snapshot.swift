import Glibc
public import Testing

/// Compares a text with the file `Snapshots/<name>` beside the test's source.
///
/// With `RECORD_SNAPSHOTS` in the environment the file is written, and the test fails all the same: recording is never a
/// way to pass.
public func expectSnapshot(
  _ text: String, named name: String, file: String = #filePath, _ location: SourceLocation = #_sourceLocation
) {
  let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  let path = folder + "/Snapshots/" + name
  if unsafe getenv("RECORD_SNAPSHOTS") != nil {
    _ = unsafe mkdir(folder + "/Snapshots", 0o755)
    let written = write(Array(text.utf8), to: path)
    Issue.record(
      written ? "recorded \(name); run again without RECORD_SNAPSHOTS" : "cannot write \(path)",
      sourceLocation: location)
    return
  }
  guard let wanted = contents(of: path) else {
    Issue.record("there is no snapshot \(name); record it with RECORD_SNAPSHOTS=1", sourceLocation: location)
    return
  }
  let found = Array(text.utf8)
  guard wanted != found else { return }
  Issue.record("\(name) differs: \(firstDifference(wanted, found))", sourceLocation: location)
}

private func firstDifference(_ wanted: [UInt8], _ found: [UInt8]) -> String {
  let wantedLines = wanted.split(separator: 0x0A, omittingEmptySubsequences: false)
  let foundLines = found.split(separator: 0x0A, omittingEmptySubsequences: false)
  for index in 0..<max(wantedLines.count, foundLines.count) {
    let before = index < wantedLines.count ? String(decoding: wantedLines[index], as: UTF8.self) : "(end)"
    let now = index < foundLines.count ? String(decoding: foundLines[index], as: UTF8.self) : "(end)"
    if !before.utf8.elementsEqual(now.utf8) { return "line \(index + 1)\n- \(before)\n+ \(now)" }
  }
  return "in its bytes"
}

private func contents(of path: String) -> [UInt8]? {
  let descriptor = unsafe open(path, O_RDONLY)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = unsafe read(descriptor, &buffer, buffer.count)
    guard count > 0 else { return count == 0 ? bytes : nil }
    bytes += buffer[0..<count]
  }
}

private func write(_ bytes: [UInt8], to path: String) -> Bool {
  let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
  guard descriptor >= 0 else { return false }
  defer { close(descriptor) }
  return unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count
}
