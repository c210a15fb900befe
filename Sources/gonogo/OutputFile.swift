import Diagnostics
import Glibc
import Reports

/// Where a report goes: a path, or standard output (`-`).
struct OutputFile: Sendable, Hashable {
  var path: String

  /// The path that means standard output.
  static let standardOutput = "-"

  /// Why a report could not be written.
  struct Failure: Error {
    var status: ExitStatus
    var diagnostics: [Diagnostic]

    init(_ status: ExitStatus, _ diagnostic: Diagnostic) {
      self.status = status
      diagnostics = [diagnostic]
    }

    fileprivate init(_ fault: DiagnosticsError) {
      status = .software
      diagnostics = fault.diagnostics
    }
  }

  /// Writes a report to its path while it is made. A file is written beside its place and then moved there, so that
  /// nobody reads half a report; a device or a pipe, which must never be replaced, is written as it stands.
  func write(_ report: (ReportOutput) throws(DiagnosticsError) -> Void) throws(Failure) {
    if isSpecial { try writeInPlace(report) } else { try replace(with: report) }
  }

  /// Whether something that is no regular file and no folder stands there, links followed.
  private var isSpecial: Bool {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
  }

  private func writeInPlace(_ report: (ReportOutput) throws(DiagnosticsError) -> Void) throws(Failure) {
    // Without waiting for somebody who reads a pipe: a report must not hang.
    let descriptor = unsafe open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(.cannotCreate, .cannotCreate(path, errno)) }
    defer { close(descriptor) }
    let flags = fcntl(descriptor, F_GETFL)
    _ = fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK)
    try write(report, to: descriptor)
  }

  private func replace(with report: (ReportOutput) throws(DiagnosticsError) -> Void) throws(Failure) {
    let draft = "\(path).\(getpid()).tmp"
    let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure(.cannotCreate, .cannotCreate(path, errno)) }
    do throws(Failure) {
      try write(report, to: descriptor)
    } catch {
      close(descriptor)
      unsafe unlink(draft)
      throw error
    }
    guard close(descriptor) == 0 else {
      let problem = errno
      unsafe unlink(draft)
      throw Failure(.inputOutput, .cannotWrite(path, problem))
    }
    guard unsafe rename(draft, path) == 0 else {
      let problem = errno
      unsafe unlink(draft)
      throw Failure(.cannotCreate, .cannotCreate(path, problem))
    }
  }

  private func write(
    _ report: (ReportOutput) throws(DiagnosticsError) -> Void, to descriptor: Int32
  ) throws(Failure) {
    var problem: Int32?
    do throws(DiagnosticsError) {
      try report(
        ReportOutput { piece in
          // After a failure the rest has nowhere to go.
          if problem == nil, !writeAll(piece, to: descriptor) { problem = errno }
        })
    } catch {
      throw Failure(error)
    }
    if let problem { throw Failure(.inputOutput, .cannotWrite(path, problem)) }
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
