public import Diagnostics
import Glibc

/// An open file: the one door through which files are opened. Only regular files pass; a named pipe or a device would
/// hang or act, and is refused without waiting.
///
/// ```swift
/// let file = try RegularFile.open("gonogo.yaml").contents()
/// ```
public struct RegularFile: ~Copyable {
  /// The path that reports show.
  public let path: String
  /// The size when it was opened, in bytes.
  public let size: Int
  /// The open descriptor, closed when this value ends.
  public let descriptor: Int32

  /// Opens a file for reading.
  /// - Parameters:
  ///   - path: the path, from the current directory or from `directory`.
  ///   - shownAs: the path that reports show; otherwise the same.
  ///   - directory: an open directory that `path` starts from.
  ///   - followingLink: whether the last part of the path may be a symbolic link.
  public static func open(
    _ path: String, shownAs shown: String? = nil, from directory: Int32? = nil, followingLink: Bool = true
  ) throws(Diagnostic) -> RegularFile {
    let shown = shown ?? path
    let place = SourceFile(path: shown, bytes: []).whole
    guard !path.utf8.isEmpty, !path.utf8.contains(0) else { throw .missing(at: place) }
    // Without waiting for a pipe's writer, and without making a terminal ours.
    let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | (followingLink ? 0 : O_NOFOLLOW)
    let descriptor = unsafe openat(directory ?? AT_FDCWD, path, flags)
    guard descriptor >= 0 else { throw .unopened(errno, at: place) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let reason = errno
      close(descriptor)
      throw .unopened(reason, at: place)
    }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG else {
      close(descriptor)
      throw kind == S_IFDIR
        ? Diagnostic(.error, id: "file.directory", "this is a directory, not a file", at: place)
        : Diagnostic(.error, id: "file.not-regular", "this is no regular file", at: place)
    }
    return RegularFile(path: shown, size: Int(status.st_size), descriptor: descriptor)
  }

  private init(path: String, size: Int, descriptor: Int32) {
    self.path = path
    self.size = size
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// The file, read as a whole.
  public consuming func contents(limits: Limits = .standard) throws(Diagnostic) -> SourceFile {
    guard size <= limits.bytes else { throw tooLarge(limits.bytes) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    try read(upTo: limits.bytes) { bytes += $0 }
    return SourceFile(path: path, bytes: bytes)
  }

  // It may grow while it is read, so the bound is held against what comes, not only against the size.
  private func read(upTo limit: Int, _ take: (ArraySlice<UInt8>) -> Void) throws(Diagnostic) {
    var buffer = [UInt8](repeating: 0, count: 256 * 1024)
    var total = 0
    while true {
      let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw .unopened(errno, at: place)
      }
      if count == 0 { return }
      total += count
      guard total <= limit else { throw tooLarge(limit) }
      take(buffer[0..<count])
    }
  }

  private var place: SourceRange { SourceFile(path: path, bytes: []).whole }

  private func tooLarge(_ limit: Int) -> Diagnostic {
    Diagnostic(
      .error, id: "file.too-large", "the file is larger than \(limit) bytes, which is the most that is read", at: place)
  }
}

extension Diagnostic {
  fileprivate static func missing(at place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "file.missing", "there is no such file", at: place)
  }

  fileprivate static func unopened(_ code: Int32, at place: SourceRange) -> Diagnostic {
    switch code {
    case ENOENT, ENOTDIR: return .missing(at: place)
    case ELOOP: return Diagnostic(.error, id: "file.link", "this is a symbolic link, which is not followed", at: place)
    case EACCES, EPERM:
      return Diagnostic(.error, id: "file.unreadable", "there is no permission to read the file", at: place)
    case ENXIO: return Diagnostic(.error, id: "file.not-regular", "this is no regular file", at: place)
    default:
      let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
      return Diagnostic(.error, id: "file.unreadable", "the file cannot be read: \(reason)", at: place)
    }
  }
}
