import Glibc

/// What stands in a folder that was not walked, such as git's.
struct FolderEntry: Equatable {
  var name: String
  var isFolder: Bool
}

extension ProjectTree {
  /// The files and folders in a folder below the root, in byte order, links and others left out; nil where there is no
  /// such folder, or a link leads to it.
  func names(in folder: String) -> [FolderEntry]? { root.names(in: folder) }
}

extension OpenRoot {
  private static let mostNames = 20_000

  func names(in folder: String) -> [FolderEntry]? {
    guard let opened = try? openFolder(folder) else { return nil }
    guard let stream = unsafe fdopendir(opened) else {
      close(opened)
      return nil
    }
    defer { unsafe closedir(stream) }
    var entries: [FolderEntry] = []
    while entries.count < OpenRoot.mostNames, let entry = unsafe readdir(stream) {
      let type = Int32(unsafe entry.pointee.d_type)
      let bytes = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in unsafe Array(bytes.prefix { $0 != 0 }) }
      guard let name = String(validating: bytes, as: UTF8.self), name != ".", name != ".." else { continue }
      if type == Int32(DT_REG) || type == Int32(DT_DIR) {
        entries.append(FolderEntry(name: name, isFolder: type == Int32(DT_DIR)))
      }
    }
    return entries.sorted { precedes($0.name, $1.name) }
  }
}
