import Diagnostics
import Glibc

/// Where a report goes: a path, or standard output (`-`).
struct OutputFile: Sendable, Hashable {
  var path: String

  /// Whether it is standard output.
  var isStandardOutput: Bool { path == "-" }

  /// Writes the report. A file is written beside its place and then moved there, so that nobody reads half a report.
  func write(_ bytes: [UInt8], in surroundings: Surroundings) -> ExitStatus {
    if isStandardOutput { return surroundings.write(bytes) ? .passed : .inputOutput }
    let draft = "\(path).\(getpid()).tmp"
    let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      surroundings.complain([.cannotCreate(path, errno)])
      return .cannotCreate
    }
    let isWritten = writeAll(bytes, to: descriptor)
    let problem = errno
    guard close(descriptor) == 0, isWritten else {
      unsafe unlink(draft)
      surroundings.complain([.cannotWrite(path, problem)])
      return .inputOutput
    }
    guard unsafe rename(draft, path) == 0 else {
      let problem = errno
      unsafe unlink(draft)
      surroundings.complain([.cannotCreate(path, problem)])
      return .cannotCreate
    }
    return .passed
  }
}

extension Diagnostic {
  static func cannotCreate(_ path: String, _ error: Int32) -> Diagnostic {
    Diagnostic(.error, id: "output.cannot-create", "'\(path)' cannot be created: \(systemMessage(error))")
  }

  static func cannotWrite(_ path: String, _ error: Int32) -> Diagnostic {
    Diagnostic(.error, id: "output.cannot-write", "'\(path)' cannot be written: \(systemMessage(error))")
  }
}

/// The system's words for an error number.
func systemMessage(_ error: Int32) -> String {
  guard let text = unsafe strerror(error) else { return "error \(error)" }
  return unsafe String(cString: text)
}
