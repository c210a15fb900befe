import Diagnostics
import Glibc

/// Where a report goes: a path, or standard output (`-`).
struct OutputFile: Sendable, Hashable {
  var path: String

  /// The path that means standard output.
  static let standardOutput = "-"

  /// Why a report could not be written.
  struct Failure: Error {
    var status: ExitStatus
    var diagnostic: Diagnostic
  }

  /// Writes the report to its path. A file is written beside its place and then moved there, so that nobody reads half a
  /// report; a device or a pipe, which must never be replaced, is written as it stands.
  func write(_ bytes: [UInt8]) throws(Failure) {
    if isSpecial { try writeInPlace(bytes) } else { try replace(with: bytes) }
  }

  /// Whether something that is no regular file and no folder stands there, links followed.
  private var isSpecial: Bool {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
  }

  private func writeInPlace(_ bytes: [UInt8]) throws(Failure) {
    // Without waiting for somebody who reads a pipe: a report must not hang.
    let descriptor = unsafe open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(status: .cannotCreate, diagnostic: .cannotCreate(path, errno)) }
    defer { close(descriptor) }
    let flags = fcntl(descriptor, F_GETFL)
    _ = fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK)
    guard writeAll(bytes, to: descriptor) else {
      throw Failure(status: .inputOutput, diagnostic: .cannotWrite(path, errno))
    }
  }

  private func replace(with bytes: [UInt8]) throws(Failure) {
    let draft = "\(path).\(getpid()).tmp"
    let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure(status: .cannotCreate, diagnostic: .cannotCreate(path, errno)) }
    let isWritten = writeAll(bytes, to: descriptor)
    let problem = errno
    guard close(descriptor) == 0, isWritten else {
      unsafe unlink(draft)
      throw Failure(status: .inputOutput, diagnostic: .cannotWrite(path, problem))
    }
    guard unsafe rename(draft, path) == 0 else {
      let problem = errno
      unsafe unlink(draft)
      throw Failure(status: .cannotCreate, diagnostic: .cannotCreate(path, problem))
    }
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
