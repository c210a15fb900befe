import Diagnostics
import Documents

/// What the bytes of a model's file say about it. Nothing is ever unpickled, decompressed or run.
struct ModelFormat {
  /// What loading the file does, by the format alone.
  enum CodeOnLoad: String {
    /// Whoever wrote the file decides what is run.
    case yes
    /// Only with layers, operators or types that bring code.
    case possible
    case no
  }

  /// What stands in place of a file that is kept elsewhere.
  struct Pointer {
    var sha256: String
    var size: Int
  }

  /// The format, as the item's dialect.
  var name: String
  var executesCode: CodeOnLoad?
  /// How files of the format are usually called.
  var endings: [String]
  var version: String?
  var tool: EvidenceItem.Tool?
  var producedAt: Node?
  var pointer: Pointer?
  var type: String?
  var function: String?
  var target: String?
  var inputs: Int?
  var tensors: Int?
  var parameters: Int?
  var opsets: [(domain: String, version: Int)] = []

  init(_ name: String, _ executesCode: CodeOnLoad?, endings: [String], version: String? = nil) {
    self.name = name
    self.executesCode = executesCode
    self.endings = endings
    self.version = version
  }

  /// The model in a file; nil where it is none that is known. Throws where the file is a model and broken.
  static func recognised(_ file: borrowing StreamedFile, limits: Limits) throws(Diagnostic) -> ModelFormat? {
    let head = file.bytes(at: 0, count: 4096)
    if let pointer = try gitLFS(head, file) { return pointer }
    let name = asciiLowercased(file.source.path.lastPathPart)
    if name.hasBytes("saved_model.pb") { return try ONNXModel.savedModel(file) }
    if let binary = try BinaryModels.recognised(head, file) { return binary }
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return try archive(file) }
    if let pickle = try PickledModels.recognised(head, file) { return pickle }
    if let tensors = try SafetensorsHeader.recognised(head, file, limits: limits) { return tensors }
    if let text = try TextModels.recognised(head, file, limits: limits) { return text }
    if let onnx = try ONNXModel.recognised(head, file) { return onnx }
    return PickledModels.withoutHeader(head, file)
  }

  /// Git LFS (its `docs/spec.md`): a text of a few lines stands for the file, with its digest and size.
  private static func gitLFS(_ head: [UInt8], _ file: borrowing StreamedFile) throws(Diagnostic) -> ModelFormat? {
    guard head[...].starts(with: "version https://git-lfs.github.com/spec/v") else { return nil }
    var pointer = Pointer(sha256: "", size: -1)
    for line in head.split(separator: 0x0A) {
      let words = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self).trimmed }
      guard words.count == 2 else { continue }
      if words[0].hasBytes("oid"), words[1].startsWithBytes("sha256:") {
        pointer.sha256 = String(words[1].dropFirst(7))
      }
      if words[0].hasBytes("size"), let size = Int(words[1]) { pointer.size = size }
    }
    guard Digest(hex: pointer.sha256) != nil, pointer.size >= 0, file.size <= 1024 else {
      throw .brokenModel("pointer of Git LFS", "it states no digest and size", at: file.source.whole)
    }
    var model = ModelFormat("git-lfs", nil, endings: [])
    model.pointer = pointer
    return model
  }

  /// The kinds of models that are zip archives, told by the names in them.
  private static func archive(_ file: borrowing StreamedFile) throws(Diagnostic) -> ModelFormat? {
    let names = try ZipDirectory(of: file).names
    func has(_ name: String) -> Bool { names.contains { $0.hasBytes(name) || $0.endsWithBytes("/" + name) } }
    if has("data.pkl") {
      let isScript = has("constants.pkl") && names.contains { $0.containsBytes("/code/") }
      return isScript
        ? ModelFormat("torchscript", .possible, endings: [".pt", ".pth", ".ts", ".bin"])
        : ModelFormat("pytorch", .yes, endings: [".pt", ".pth", ".ckpt", ".bin"])
    }
    if names.contains(where: { $0.hasBytes("schema.json") }) {
      return ModelFormat("skops", .possible, endings: [".skops"])
    }
    if names.contains(where: { $0.hasBytes("config.json") }), names.contains(where: { $0.endsWithBytes(".weights.h5") })
    {
      return ModelFormat("keras", .possible, endings: [".keras"])
    }
    return nil
  }
}
