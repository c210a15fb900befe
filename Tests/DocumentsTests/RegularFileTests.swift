import Diagnostics
import Documents
import Glibc
import Testing

@Suite struct RegularFileTests {
  /// A directory of its own that is removed again.
  private func withDirectory(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/gonogo-test-XXXXXX".utf8CString)
    let path = try #require(unsafe mkdtemp(&template).map { unsafe String(cString: $0) })
    defer {
      for name in ["file", "pipe", "link", "loop"] { _ = unsafe unlink(path + "/" + name) }
      _ = unsafe rmdir(path)
    }
    let descriptor = unsafe open(path + "/file", O_WRONLY | O_CREAT, 0o600)
    _ = unsafe write(descriptor, "hello", 5)
    close(descriptor)
    try body(path)
  }

  private func id(_ path: String, followingLink: Bool = true) -> String? {
    do throws(Diagnostic) {
      _ = try RegularFile.open(path, followingLink: followingLink).contents()
      return nil
    } catch {
      return error.id
    }
  }

  @Test("a file is read under the name that reports show")
  func contents() throws {
    try withDirectory { directory in
      let file = try RegularFile.open(directory + "/file", shownAs: "shown").contents()
      #expect(file.path == "shown")
      #expect(file.bytes == Array("hello".utf8))
      #expect(id(directory + "/file") == nil)
    }
  }

  @Test("what is no regular file is refused without waiting")
  func kinds() throws {
    try withDirectory { directory in
      #expect(unsafe mkfifo(directory + "/pipe", 0o600) == 0)
      #expect(id(directory + "/pipe") == "file.not-regular")
      #expect(id(directory) == "file.directory")
      #expect(id("/dev/zero") == "file.not-regular")
      #expect(id(directory + "/none") == "file.missing")
      #expect(id(directory + "/file/none") == "file.missing")
      #expect(id("") == "file.missing")
      #expect(id(directory + "/file\0x") == "file.missing")
    }
  }

  @Test("links are followed only where asked, and never in circles")
  func links() throws {
    try withDirectory { directory in
      _ = unsafe symlink("file", directory + "/link")
      _ = unsafe symlink("loop", directory + "/loop")
      #expect(id(directory + "/link") == nil)
      #expect(id(directory + "/link", followingLink: false) == "file.link")
      #expect(id(directory + "/loop") == "file.link")
    }
  }

  @Test("a path can start from an open directory")
  func fromDirectory() throws {
    try withDirectory { directory in
      let descriptor = unsafe open(directory, O_RDONLY | O_DIRECTORY)
      defer { close(descriptor) }
      let file = try RegularFile.open("file", from: descriptor).contents()
      #expect(file.bytes.count == 5)
    }
  }

  @Test("size is bounded, also where the system says it is nothing")
  func size() throws {
    var limits = Limits.standard
    limits.bytes = 4
    try withDirectory { directory in
      #expect(throws: Diagnostic.self) { _ = try RegularFile.open(directory + "/file").contents(limits: limits) }
    }
    // Files of /proc have size 0 and content all the same.
    #expect(throws: Diagnostic.self) { _ = try RegularFile.open("/proc/self/status").contents(limits: limits) }
  }
}
