import Diagnostics
import Documents
import Testing

@testable import Evidence

/// Files of the kinds that are read byte by byte, cut off and damaged at every place: each gives an item or a complaint,
/// and nothing crashes.
@Suite("Whatever stands in a file")
struct BrokenBytesTests {
  private static let files: [(name: String, bytes: [UInt8])] = [
    (".pkl", ModelBytes.pickle4), (".pt", ModelBytes.zip("m/data.pkl", "m/version")), (".onnx", ModelBytes.onnx),
    (".h5", ModelBytes.hdf5(length: 96)),
    (".gguf", Array("GGUF".utf8) + ModelBytes.little(3, 4) + ModelBytes.little(2, 8)),
    (
      ".safetensors",
      ModelBytes.safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", data: 4)
    ),
    (
      ".dockerfile",
      Array(
        "# escape=`\nARG A=${B:-c}\nFROM x:${A} AS b\nENV P=\"a b\" `\n c='d'\nRUN <<E\nx\nE\nCOPY [\".\", \"/\"]\n"
          .utf8)
    ),
    (".requirements.txt", Array("a[b]==1 \\\n --hash=sha256:ab ; x\n-r c\nd @ git+https://u:p@h/x@1#egg=y\n".utf8)),
    (".spdx", Array("SPDXVersion: SPDX-2.3\nPackageName: a\nPackageComment: <text>\nb</text>\n".utf8)),
    (
      ".sarif",
      Array("{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"a\"}},\"results\":[{}]}]}".utf8)
    ),
    (
      ".intoto.jsonl",
      Array("{\"payloadType\":\"a\",\"payload\":\"eyJfdHlwZSI6ImxpbmsifQ==\",\"signatures\":[]}\n{}".utf8)
    ),
  ]

  @Test("cut off anywhere, it takes nothing down")
  func prefixes() throws {
    let project = TemporaryProject([:])
    for (name, bytes) in BrokenBytesTests.files {
      for length in 0..<bytes.count { project.write("\(length)" + name, Array(bytes[..<length])) }
    }
    let evidence = try project.evidence()
    // What says how long it is, or how it ends, is never taken for whole.
    for ending in [".pkl", ".pt", ".safetensors", ".sarif", ".h5"] {
      #expect(!evidence.items.contains { $0.path.hasSuffix(ending) }, "\(ending)")
    }
  }

  @Test("changed anywhere, it takes nothing down", arguments: [UInt8(0x00), 0x7F, 0xFF, 0x0A, 0x22])
  func changes(byte: UInt8) throws {
    let project = TemporaryProject([:])
    for (name, bytes) in BrokenBytesTests.files {
      for at in bytes.indices {
        var changed = bytes
        changed[at] = byte
        project.write("\(at)" + name, changed)
      }
    }
    let evidence = try project.evidence()
    #expect(evidence.items.count + evidence.unreadable.count > 0)
  }
}
