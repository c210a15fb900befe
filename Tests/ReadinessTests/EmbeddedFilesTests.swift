import Builtins
import Diagnostics
import Testing

@Suite struct EmbeddedFilesTests {
  @Test("the digest that was taken when the tool was built is that of the bytes")
  func digests() {
    #expect(!Builtins.files.isEmpty)
    for file in Builtins.files {
      #expect(Builtins.file(file.path)?.digest == .sha256(of: file.bytes), "\(file.path)")
    }
  }
}
