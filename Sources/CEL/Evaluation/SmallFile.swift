import Glibc

/// The bytes of an ordinary file, or nil where there is none, it cannot be read, or it is larger than a limit.
func readFile(_ path: String, limit: Int) -> [UInt8]? {
  // Not blocking, so that a named pipe cannot hold us up before we see that it is one.
  let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var status = stat()
  guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else {
    return nil
  }
  var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
  var filled = 0
  while filled < bytes.count {
    let wanted = bytes.count - filled
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe read(descriptor, buffer.baseAddress?.advanced(by: filled), wanted)
    }
    guard count > 0 else { return nil }
    filled += count
  }
  return bytes
}
