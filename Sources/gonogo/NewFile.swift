import Diagnostics
import Glibc

/// A file that is written where there is none yet: what people have filled in is never overwritten.
enum NewFile {
  /// Writes a file; where something of that name is there already, nothing is changed, and that is an error.
  static func write(_ text: String, to path: String) throws(DiagnosticsError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw DiagnosticsError([errno == EEXIST ? .isThereAlready(path) : .cannotCreate(path, errno)])
    }
    defer { close(descriptor) }
    guard writeAll(Array(text.utf8), to: descriptor) else { throw DiagnosticsError([.cannotWrite(path, errno)]) }
  }
}

extension Diagnostic {
  static func isThereAlready(_ path: String) -> Diagnostic {
    Diagnostic(
      .error, id: "output.is-there", "'\(path)' is there already, and stays as it is",
      fix: "name another file with --output")
  }
}
