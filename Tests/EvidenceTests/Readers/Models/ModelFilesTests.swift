import Diagnostics
import Documents
import Testing

@testable import Evidence

/// Bytes of models, made by hand.
enum ModelBytes {
  static func little(_ value: Int, _ length: Int) -> [UInt8] {
    (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// A zip archive of empty members.
  static func zip(_ names: String...) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for name in names {
      let fields = little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(0, 12)
      let offset = bytes.count
      bytes += [0x50, 0x4B, 3, 4] + fields + little(name.utf8.count, 2) + little(0, 2) + Array(name.utf8)
      directory +=
        [0x50, 0x4B, 1, 2] + little(20, 2) + fields + little(name.utf8.count, 2) + little(0, 12) + little(offset, 4)
      directory += Array(name.utf8)
    }
    let end = [0x50, 0x4B, 5, 6] + little(0, 4) + little(names.count, 2) + little(names.count, 2)
    return bytes + directory + end + little(directory.count, 4) + little(bytes.count, 4) + little(0, 2)
  }

  static func safetensors(_ header: String, data: Int) -> [UInt8] {
    little(header.utf8.count, 8) + Array(header.utf8) + [UInt8](repeating: 0, count: data)
  }

  static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] { [number << 3 | 2, UInt8(bytes.count)] + bytes }

  static let onnx: [UInt8] =
    [0x08, 9] + field(2, Array("skl2onnx".utf8)) + field(3, Array("1.20.0".utf8)) + field(7, [0x0A, 0])
    + field(8, field(1, Array("ai.onnx.ml".utf8)) + [0x10, 1]) + field(8, [0x10, 21])
    + field(8, field(1, Array("ai.onnx".utf8)) + [0x10, 21])

  /// A superblock of version 0 that says how long the file is.
  static func hdf5(length: Int) -> [UInt8] {
    var bytes: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0, 0, 8, 8, 0]
    bytes += little(4, 2) + little(16, 2) + little(0, 4) + little(0, 8) + little(-1, 8) + little(length, 8)
    return bytes + [UInt8](repeating: 0, count: 96 - bytes.count)
  }

  static let pickle4: [UInt8] = [0x80, 4, 0x95, 4, 0, 0, 0, 0, 0, 0, 0, 0x8C, 1, 0x61, 0x2E]
}

@Suite("A model's file")
struct ModelFilesTests {
  private func item(_ path: String, _ bytes: [UInt8]) throws -> EvidenceItem {
    try TemporaryProject([:]).with(path, bytes).item("model_files")
  }

  private static let formats: [(String, [UInt8], String)] = [
    ("m.pkl", ModelBytes.pickle4, "pickle yes 4 true"), ("m.onnx", ModelBytes.pickle4, "pickle yes 4 false"),
    ("m.joblib", [0x80, 2, 0x4B, 1, 0x2E], "pickle yes 2 true"),
    ("m.sav", Array("ccopy_reg\n_reconstructor\np0\n.".utf8), "pickle yes 0 true"),
    ("m.pkl", Array("(dp0\n.".utf8), "pickle yes 0 true"), ("m.pkl", [0x5D, 0x71, 0x00, 0x2E], "pickle yes – true"),
    ("m.joblib", [0x78, 0x9C, 1, 2], "compressed-pickle yes – true"),
    ("m.pkl", [0x1F, 0x8B, 8, 0], "compressed-pickle yes – true"),
    ("m.joblib", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "compressed-pickle yes – true"),
    ("m.pt", ModelBytes.zip("m/data.pkl", "m/version"), "pytorch yes – true"),
    ("m.skops", ModelBytes.zip("a/data.pkl"), "pytorch yes – false"),
    ("m.pt", ModelBytes.zip("m/data.pkl", "m/constants.pkl", "m/code/__torch__.py"), "torchscript possible – true"),
    (
      "m.pth", [0x80, 2, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E, 0x80],
      "pytorch-legacy yes – true"
    ),
    ("m.skops", ModelBytes.zip("1.npy", "schema.json"), "skops possible – true"),
    ("m.keras", ModelBytes.zip("metadata.json", "config.json", "model.weights.h5"), "keras possible – true"),
    (
      "m.safetensors",
      ModelBytes.safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", data: 8),
      "safetensors no – true"
    ),
    ("m.onnx", ModelBytes.onnx, "onnx no 9 true"), ("m.h5", ModelBytes.hdf5(length: 96), "hdf5 possible – true"),
    ("m/saved_model.pb", [0x08, 1] + ModelBytes.field(2, [1]), "tensorflow-saved-model possible 1 true"),
    (
      "m.gguf", Array("GGUF".utf8) + ModelBytes.little(3, 4) + ModelBytes.little(2, 8) + ModelBytes.little(0, 8),
      "gguf no 3 true"
    ),
    ("m.tflite", [0x1C, 0, 0, 0] + Array("TFL3".utf8), "tflite no – true"),
    ("m.cbm", Array("CBM1".utf8), "catboost no – true"),
    ("m.ubj", Array("{L".utf8) + [0, 0, 0, 0, 0, 0, 0, 7] + Array("learner}".utf8), "xgboost-ubj no – true"),
    (
      "models/model.json",
      Array("{\"learner\": {\"objective\": {\"name\": \"binary:logistic\"}}, \"version\": [2, 1, 0]}".utf8),
      "xgboost-json no 2.1.0 true"
    ),
    (
      "models/model.txt",
      Array("tree\nversion=v4\nobjective=binary\nmax_feature_idx=9\n\nTree=0\n\nend of trees\n".utf8),
      "lightgbm no v4 true"
    ),
  ]

  @Test("is told by its bytes, and so is what loading it does", arguments: formats)
  func told(path: String, bytes: [UInt8], expected: String) throws {
    let item = try item(path, bytes)
    let facts = ["executes_code_on_load", "format_version", "name_fits"].map(item.fact).joined(separator: " ")
    #expect(item.format + " " + facts == expected)
    #expect(item.fact("size") == "\(bytes.count)" && item.fact("sha256") == Digest.sha256(of: bytes).hex)
    #expect(item.fact("is_pointer") == "false")
  }

  @Test("says what stands in its header")
  func headers() throws {
    let onnx = try item("m.onnx", ModelBytes.onnx)
    #expect(onnx.tool == EvidenceItem.Tool(name: "skl2onnx", version: "1.20.0"))
    #expect(onnx.fact("opsets") == "[{domain: ai.onnx.ml, version: 1}, {domain: ai.onnx, version: 21}]")
    let header =
      "{\"__metadata__\":{\"format\":\"pt\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[4,20]},\"b\":{\"dtype\":\"I16\",\"shape\":[2],\"data_offsets\":[0,4]}}"
    let tensors = try item("m.safetensors", ModelBytes.safetensors(header, data: 20))
    #expect(tensors.fact("tensors") == "2" && tensors.fact("parameters") == "6")
    let lightGBM = try item(
      "models/lgb.txt", Array("tree\nversion=v4\nobjective=binary\nmax_feature_idx=9\nend of trees".utf8))
    #expect(lightGBM.fact("function") == "binary" && lightGBM.fact("inputs") == "10")
  }

  @Test("in PMML says what it predicts from what")
  func pmml() throws {
    let text =
      "<PMML xmlns=\"http://www.dmg.org/PMML-4_4\" version=\"4.4\"><Header><Application name=\"Nyoka\" version=\"5.5.0\"/><Timestamp>2026-11-21 02:03:57.597707</Timestamp></Header><DataDictionary><DataField name=\"a\"/></DataDictionary><MiningModel functionName=\"regression\"><MiningSchema><MiningField name=\"a\"/><MiningField name=\"b\" usageType=\"active\"/><MiningField name=\"c\" usageType=\"supplementary\"/><MiningField name=\"y\" usageType=\"target\"/></MiningSchema><Segmentation><Segment><TreeModel functionName=\"regression\"><MiningSchema><MiningField name=\"z\"/></MiningSchema></TreeModel></Segment></Segmentation></MiningModel></PMML>"
    for path in ["m.pmml", "models/model.xml"] {
      let item = try item(path, Array(("\n" + text).utf8))
      #expect(item.format == "pmml" && item.tool == EvidenceItem.Tool(name: "Nyoka", version: "5.5.0"))
      #expect(item.producedAt?.text == "2026-11-21T02:03:57.597707Z")
      #expect(
        ["format_version", "model_type", "function", "target", "inputs"].map(item.fact)
          == ["4.4", "MiningModel", "regression", "y", "2"])
    }
  }

  @Test("that Git LFS keeps elsewhere is known by its pointer")
  func pointer() throws {
    let digest = String(repeating: "4d", count: 32)
    let text = "version https://git-lfs.github.com/spec/v1\noid sha256:\(digest)\nsize 132735\n"
    let item = try item("models/model.bin", Array(text.utf8))
    #expect(item.format == "git-lfs")
    #expect(
      ["is_pointer", "size", "sha256", "executes_code_on_load"].map(item.fact) == ["true", "132735", digest, "–"])
  }

  private static let broken: [(String, [UInt8], String)] = [
    ("m.pkl", [], "evidence.empty"), ("m.pkl", Array("hello there.".utf8), "evidence.not-of-kind"),
    ("m.pkl", Array(ModelBytes.pickle4.dropLast()), "evidence.broken-model"),
    ("m.pkl", [0x80, 4, 0x95, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0x2E], "evidence.broken-model"),
    ("m.pkl", [0x80, 2, 0x4B], "evidence.broken-model"),
    ("m.pt", Array(ModelBytes.zip("m/data.pkl").dropLast(4)), "evidence.broken-model"),
    ("m.pt", ModelBytes.zip("readme"), "evidence.not-of-kind"), ("m.pt", [0x50, 0x4B, 3, 4], "evidence.broken-model"),
    ("m.onnx", Array(ModelBytes.onnx.dropLast()), "evidence.broken-model"),
    ("m.onnx", [0x08, 9, 0x10, 1], "evidence.broken-model"),
    ("m.onnx", [0x08, 9] + ModelBytes.field(7, [0x0A, 0]), "evidence.broken-model"),
    ("m.onnx", Array("<html>".utf8), "evidence.not-of-kind"),
    ("m.h5", ModelBytes.hdf5(length: 97), "evidence.broken-model"),
    ("m.h5", [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A], "evidence.broken-model"),
    ("m.gguf", Array("GGUF".utf8), "evidence.broken-model"),
    ("m/saved_model.pb", [0x08, 1], "evidence.broken-model"),
    ("m.pmml", Array("<PMML version=\"4.4\"><Header/></PMML>".utf8), "evidence.broken-model"),
    ("m.pmml", Array("<PMML version=\"4.4\"><TreeModel>".utf8), "xml.truncated"),
    ("m.pmml", Array("<html/>".utf8), "evidence.not-of-kind"),
    ("m.ubj", Array("{L".utf8) + [0, 0, 0, 0, 0, 0, 0, 7] + Array("learner".utf8), "evidence.broken-model"),
    ("models/model.txt", Array("tree\nversion=v4\nTree=0\n".utf8), "evidence.broken-model"),
    ("models/model.json", Array("{\"learner\": {\"a\": 1}".utf8), "json.syntax"),
    (
      "model.bin", Array("version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 1\n".utf8),
      "evidence.broken-model"
    ),
    ("m.safetensors", ModelBytes.little(99, 8) + Array("{}".utf8), "evidence.broken-model"),
    ("m.safetensors", ModelBytes.safetensors("{\"a\":1", data: 0), "evidence.broken-model"),
    ("m.safetensors", ModelBytes.safetensors("{\"__metadata__\":{}}", data: 0), "evidence.broken-model"),
  ]

  @Test("that is broken proves nothing", arguments: broken)
  func provesNothing(path: String, bytes: [UInt8], id: String) throws {
    let evidence = try TemporaryProject([:]).with(path, bytes).evidence()
    #expect(evidence.problems == ["model_files \(path) \(id)"])
    #expect(evidence.items("model_files").isEmpty)
  }

  @Test(
    "in safetensors has all its tensors inside of it, each once",
    arguments: [
      "{\"a\":{\"dtype\":\"U8\",\"shape\":[9],\"data_offsets\":[0,9]}}",
      "{\"a\":{\"dtype\":\"U8\",\"shape\":[7],\"data_offsets\":[0,7]}}",
      "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,8]}}",
      "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[5,8]}}",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[8],\"data_offsets\":[0,8]}}",
      "{\"a\":{\"dtype\":\"U8\",\"shape\":[-8],\"data_offsets\":[0,8]}}",
      "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[8,0]}}",
      "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[-1,7]}}",
      "{\"a\":{\"dtype\":\"?\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}}", "{\"a\":{}}", "{\"a\":1}",
    ])
  func offsets(header: String) throws {
    let evidence = try TemporaryProject([:]).with("m.safetensors", ModelBytes.safetensors(header, data: 8)).evidence()
    #expect(evidence.problems == ["model_files m.safetensors evidence.broken-model"])
  }

  @Test("is not what has a vague name elsewhere, nor data, nor a tracker's copy")
  func others() throws {
    let project = TemporaryProject([
      "models/config.json": "{\"learner\": {\"a\": 1}}", "docs/model.txt": "tree\nversion=v4\n",
      "requirements.txt": "tree\nversion=",
      "models/model.json": "{\"a\": 1}", "models/vocab.bin": "x", "model.xml": "<PMML",
    ])
    for path in ["data/train.pkl", "mlruns/1/a/artifacts/model.pkl", "tests/fixtures/m.pkl"] {
      project.write(path, ModelBytes.pickle4)
    }
    let evidence = try project.evidence()
    #expect(evidence.items("model_files").isEmpty && !evidence.problems.contains { $0.hasPrefix("model_files") })
    let place = SourceFile(path: "gonogo.yaml", bytes: []).whole
    let declared = try project.evidence([.init(kind: "model_files", pattern: "mlruns/**/model.pkl", place: place)])
    #expect(declared.items("model_files").map(\.format) == ["pickle"])
  }

  @Test("that is large is hashed as it goes by, and one that is too large is not read")
  func large() throws {
    let project = TemporaryProject([:])
    let header = "{\"a\":{\"dtype\":\"U8\",\"shape\":[3000000],\"data_offsets\":[0,3000000]}}"
    let bytes = ModelBytes.safetensors(header, data: 3_000_000)
    project.write("m.safetensors", bytes)
    let item = try project.item("model_files")
    #expect(item.fact("sha256") == Digest.sha256(of: bytes).hex && item.fact("parameters") == "3000000")
    var limits = Limits.standard
    limits.streamedBytes = 2_000_000
    let evidence = try project.evidence(limits: limits)
    #expect(evidence.problems == ["model_files m.safetensors evidence.unreadable"])
  }

  @Test("in an archive of version 64 is found by its larger directory, and no directory leads outside")
  func zip64() throws {
    var bytes = ModelBytes.zip("m/data.pkl")
    let end = bytes.count - 22
    let start = bytes.littleEndian(end + 16, 4)
    let length = bytes.littleEndian(end + 12, 4)
    let record =
      [0x50, 0x4B, 6, 6] + ModelBytes.little(44, 8) + ModelBytes.little(0, 12) + ModelBytes.little(1, 8)
      + ModelBytes.little(1, 8) + ModelBytes.little(length, 8) + ModelBytes.little(start, 8)
    let locator = [0x50, 0x4B, 6, 7] + ModelBytes.little(0, 4) + ModelBytes.little(end, 8) + ModelBytes.little(1, 4)
    var tail = Array(bytes[end...])
    for offset in 8..<20 { tail[offset] = 0xFF }
    bytes = bytes[..<end] + record + locator + tail
    #expect(try item("m.pt", bytes).format == "pytorch")
    for (offset, value) in [(end + 40, UInt8(0xFF)), (end + 55, 0x7F), (end + 32, 9), (end + 48, 1)] {
      var hostile = bytes
      hostile[offset] = value
      let evidence = try TemporaryProject([:]).with("m.pt", hostile).evidence()
      #expect(evidence.problems == ["model_files m.pt evidence.broken-model"], "\(offset)")
    }
  }
}
