public import Diagnostics
import Glibc
import Synchronization

/// The project's root as an open directory: every file is opened from here, part by part, never through a link, so that
/// no path, however it came about, leads outside. Standing under `ProjectTree`, which says what there is.
final class OpenRoot: Sendable {
  let descriptor: Int32
  /// The folders that files were opened in last, the latest first: the next one is mostly in the same, and several
  /// readers may be at work.
  private let lastFolders = Mutex<[(path: String, descriptor: Int32)]>([])
  private static let mostFolders = 8
  /// Where the root really is; links with an absolute target are held against it, nothing shows it.
  let realPath: [UInt8]

  init(path: String) throws(ReadFailure) {
    guard !path.utf8.contains(0) else { throw .missing }
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ReadFailure(errno: errno) }
    self.descriptor = descriptor
    var real: [UInt8] = []
    if let resolved = unsafe Glibc.realpath(path, nil) {
      real = unsafe Array(UnsafeBufferPointer(start: resolved, count: strlen(resolved))).map { UInt8(bitPattern: $0) }
      unsafe free(resolved)
    }
    self.realPath = real
  }

  deinit {
    for folder in lastFolders.withLock({ $0 }) { close(folder.descriptor) }
    close(descriptor)
  }

  /// Opens a regular file by its real path below the root.
  func openFile(_ path: String) throws(ReadFailure) -> FileHandle {
    let folder = parentFolder(path)
    let opened = try lastFolders.withLock { (last) throws(ReadFailure) -> Int32 in
      if let index = last.firstIndex(where: { sameBytes($0.path, folder) }) {
        if index > 0 { last.insert(last.remove(at: index), at: 0) }
      } else {
        last.insert((folder, try openFolder(folder)), at: 0)
        if last.count > OpenRoot.mostFolders { close(last.removeLast().descriptor) }
      }
      // Not blocking, because opening a pipe would wait for its writer.
      let name = String(Substring(path.utf8.dropFirst(folder.isEmpty ? 0 : folder.utf8.count + 1)))
      return try open(name, in: last[0].descriptor, O_NONBLOCK)
    }
    var status = stat()
    guard unsafe fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      throw .notAFile
    }
    return FileHandle(descriptor: opened, size: Int(status.st_size))
  }

  func openFolder(_ path: String) throws(ReadFailure) -> Int32 {
    var folder = dup(descriptor)
    guard folder >= 0 else { throw ReadFailure(errno: errno) }
    for part in pathParts(path) {
      let above = folder
      defer { close(above) }
      folder = try open(part, in: above, O_DIRECTORY)
    }
    return folder
  }

  private func open(_ name: String, in folder: Int32, _ flags: Int32) throws(ReadFailure) -> Int32 {
    guard name != "..", !name.utf8.contains(0) else { throw .missing }
    let next = unsafe openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | flags)
    guard next >= 0 else { throw ReadFailure(errno: errno) }
    return next
  }
}

/// An open file that closes itself.
public struct FileHandle: ~Copyable, Sendable {
  /// The file descriptor, at the start of the file.
  public let descriptor: Int32
  /// The file's size when it was opened, in bytes.
  public let size: Int

  deinit { close(descriptor) }

  /// Up to `limit` bytes from here on, and one more where there are more.
  func read(atMost limit: Int) throws(ReadFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var isAtEnd = false
    while !isAtEnd, bytes.count <= limit {
      let wanted = min(limit + 1 - bytes.count, max(4096, min(size - bytes.count + 1, 1 << 20)))
      var problem: Int32 = 0
      let piece = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
        let taken = unsafe Glibc.read(descriptor, buffer.baseAddress, wanted)
        problem = taken < 0 ? errno : 0
        count = max(0, taken)
      }
      if problem == EINTR { continue }
      guard problem == 0 else { throw ReadFailure(errno: problem) }
      isAtEnd = piece.isEmpty
      if bytes.isEmpty { bytes = piece } else { bytes.append(contentsOf: piece) }
    }
    return bytes
  }

  /// So many bytes from an offset on, fewer where the file ends before or cannot be read. Moves nothing.
  func bytes(at offset: Int, count wanted: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < wanted {
      let missing = wanted - bytes.count
      var problem: Int32 = 0
      let piece = unsafe [UInt8](unsafeUninitializedCapacity: missing) { buffer, count in
        let taken = unsafe pread(descriptor, buffer.baseAddress, missing, off_t(offset + bytes.count))
        problem = taken < 0 ? errno : 0
        count = max(0, taken)
      }
      if problem == EINTR { continue }
      if piece.isEmpty { break }
      if bytes.isEmpty { bytes = piece } else { bytes.append(contentsOf: piece) }
    }
    return bytes
  }

  /// Hands over the rest of the file piece by piece, until it ends or no more is wanted. It may grow while it is read:
  /// more bytes than `limit` are too many.
  borrowing func forEachPiece(upTo limit: Int, _ body: ([UInt8]) -> Bool) throws(ReadFailure) {
    var count = 0
    while true {
      let piece = try read(atMost: (1 << 18) - 1)
      if piece.isEmpty { return }
      count += piece.count
      guard count <= limit else { throw .tooLarge(limit: limit, .streamedBytes) }
      guard body(piece) else { return }
    }
  }

  /// Goes back to the start.
  func rewind() { lseek(descriptor, 0, SEEK_SET) }
}

/// Why a file could not be read.
public enum ReadFailure: Error, Sendable, Hashable {
  case missing
  case notAFile
  case denied
  case isLink
  case tooLarge(limit: Int, LimitName = .fileBytes)
  case overBudget
  case system(Int32)

  init(errno code: Int32) {
    switch code {
    case ENOENT, ENOTDIR, ENAMETOOLONG: self = .missing
    case EACCES, EPERM: self = .denied
    case ELOOP: self = .isLink
    case ENXIO, EISDIR: self = .notAFile
    default: self = .system(code)
    }
  }

  /// The limit that it ran into.
  var limit: LimitName? {
    switch self {
    case .tooLarge(_, let name): name
    case .overBudget: .totalBytes
    case .missing, .notAFile, .denied, .isLink, .system: nil
    }
  }

  /// What went wrong, in a few words.
  public var reason: String {
    switch self {
    case .missing: "there is no such file"
    case .notAFile: "it is not a regular file"
    case .denied: "it may not be read"
    case .isLink: "it became a link while it was read"
    case .tooLarge(let limit, _): "it is larger than \(limit) bytes"
    case .overBudget: "too much has been read already"
    case .system(let code): "the system reports error \(code)"
    }
  }
}

/// The parts of a path between its slashes, without empty ones and `.`.
func pathParts(_ path: String) -> [String] {
  let bytes = path.utf8.span
  var parts: [String] = []
  var start = path.startIndex
  var startOffset = 0
  for offset in 0...bytes.count where offset == bytes.count || bytes[offset] == UInt8(ascii: "/") {
    let end = path.utf8.index(start, offsetBy: offset - startOffset)
    let isDot = offset - startOffset == 1 && bytes[startOffset] == UInt8(ascii: ".")
    if offset > startOffset, !isDot { parts.append(String(path[start..<end])) }
    if offset < bytes.count { start = path.utf8.index(after: end) }
    startOffset = offset + 1
  }
  return parts
}
