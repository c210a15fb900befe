import Testing

@testable import Diagnostics

@Suite struct DigestTests {
  @Test(
    "digests are those of FIPS 180-4",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func vectors(_ text: String, _ expected: String) {
    #expect(Digest.sha256(of: Array(text.utf8)).hex == expected)
  }

  @Test("pieces of any size give the digest of the whole")
  func pieces() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let whole = Digest.sha256(of: bytes)
    for size in [1, 3, 55, 56, 57, 63, 64, 65, 128, 999] {
      var hash = SHA256()
      for start in stride(from: 0, to: bytes.count, by: size) {
        hash.update(bytes[start..<min(start + size, bytes.count)])
      }
      #expect(hash.finish() == whole)
    }
  }

  @Test("the processor's own instructions and ordinary ones come to the same", .enabled(if: SHA256.hasInstructions))
  func instructions() {
    let bytes = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ $0) }
    for length in [0, 1, 63, 64, 65, 127, 128, 4096, 4999] {
      var plain = SHA256(usingInstructions: false)
      var quick = SHA256(usingInstructions: true)
      plain.update(bytes[..<length])
      quick.update(bytes[..<length])
      #expect(plain.finish() == quick.finish())
    }
  }

  @Test("every length around a block is padded rightly")
  func lengths() {
    // Two ways to the same digest: at once, and byte by byte.
    for length in 50...130 {
      let bytes = [UInt8](repeating: 0x61, count: length)
      var hash = SHA256()
      for byte in bytes { hash.update([byte]) }
      #expect(hash.finish() == .sha256(of: bytes))
    }
    // As `sha256sum` tells them.
    let known = [
      (55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
      (56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
      (63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"),
      (64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
      (119, "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"),
      (120, "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c"),
    ]
    for (length, digest) in known {
      #expect(Digest.sha256(of: [UInt8](repeating: 0x61, count: length)).hex == digest)
    }
  }

  @Test("a digest that was written in hexadecimal is read back, and nothing else is")
  func hexadecimal() {
    let digest = Digest.sha256(of: [1, 2, 3])
    #expect(Digest(hex: digest.hex) == digest)
    #expect(Digest(hex: String(digest.hex.dropLast())) == nil)
    #expect(Digest(hex: digest.hex + "00") == nil)
    #expect(Digest(hex: String(digest.hex.dropLast()) + "g") == nil)
  }
}
