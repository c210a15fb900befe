import Diagnostics
import Glibc

/// A file that is written where there is none yet: what people have filled in is never overwritten.
enum NewFile {
  /// Writes a file; false where something of that name is there already, which is left as it is.
  static func write(_ text: String, to path: String) throws(OutputFile.Failure) -> Bool {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      if errno == EEXIST { return false }
      throw OutputFile.Failure(.cannotCreate, .cannotCreate(path, errno))
    }
    defer { close(descriptor) }
    guard writeAll(Array(text.utf8), to: descriptor) else {
      throw OutputFile.Failure(.inputOutput, .cannotWrite(path, errno))
    }
    return true
  }
}
