import Glibc

/// Where a path leads when all links in it are followed.
enum PathTarget: Equatable {
  case file(String)
  case folder(String)
  case outside
  case loop
  case missing
  case special
}

extension OpenRoot {
  /// Follows a path below the root through its links, part by part, and stops where one leads outside.
  func target(of path: String) -> PathTarget {
    if path.utf8.first == UInt8(ascii: "/") { return .outside }
    var pending = Array(pathParts(path).reversed())
    var real: [String] = []
    var links = 0
    var isFolder = true
    while let part = pending.popLast() {
      if part == ".." {
        if real.isEmpty { return .outside }
        real.removeLast()
        isFolder = true
        continue
      }
      guard isFolder else { return .missing }
      guard !part.utf8.contains(0) else { return .missing }
      let next = (real + [part]).joined(separator: "/")
      if TreeWalk.isSkipped(next, name: part) { return .outside }
      var status = stat()
      guard unsafe fstatat(descriptor, next, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return .missing }
      switch status.st_mode & S_IFMT {
      case S_IFLNK:
        links += 1
        guard links <= 40 else { return .loop }
        guard var target = linkTarget(next) else { return .missing }
        if target.first == UInt8(ascii: "/") {
          guard let below = belowRoot(target) else { return .outside }
          target = below
          real = []
        }
        guard let text = String(validating: target, as: UTF8.self) else { return .missing }
        pending.append(contentsOf: pathParts(text).reversed())
        isFolder = true
      case S_IFDIR:
        real.append(part)
        isFolder = true
      case S_IFREG:
        real.append(part)
        isFolder = false
      default:
        return .special
      }
    }
    let result = real.joined(separator: "/")
    return isFolder ? .folder(result) : .file(result)
  }

  private func linkTarget(_ path: String) -> [UInt8]? {
    var length = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
      unsafe buffer.withMemoryRebound(to: CChar.self) { characters in
        guard let start = characters.baseAddress else { return }
        length = unsafe readlinkat(descriptor, path, start, 4096)
      }
      count = max(0, length)
    }
    return length > 0 && length < 4096 ? bytes : nil
  }

  private func belowRoot(_ target: [UInt8]) -> [UInt8]? {
    guard !realPath.isEmpty, target.starts(with: realPath) else { return nil }
    let rest = target.dropFirst(realPath.count)
    guard rest.isEmpty || rest.first == UInt8(ascii: "/") || realPath == [UInt8(ascii: "/")] else { return nil }
    return Array(rest)
  }
}
