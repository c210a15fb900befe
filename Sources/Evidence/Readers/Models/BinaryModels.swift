import Diagnostics

/// Formats that begin with bytes of their own: HDF5 and with it Keras' older files, GGUF, TensorFlow Lite, CatBoost.
enum BinaryModels {
  static func recognised(_ head: [UInt8], _ file: borrowing StreamedFile) throws(Diagnostic) -> ModelFormat? {
    if head.starts(with: [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]) { return try hdf5(head, file) }
    if head[...].starts(with: "GGUF") { return try gguf(head, file) }
    if head.count >= 8, head[4...].starts(with: "TFL3") { return ModelFormat("tflite", .no, endings: [".tflite"]) }
    if head[...].starts(with: "CBM1") { return ModelFormat("catboost", .no, endings: [".cbm", ".bin", ".model"]) }
    return nil
  }

  /// The superblock states where the file ends (HDF5 File Format Specification, II.A). A layer of Keras that is a lambda
  /// brings code.
  private static func hdf5(_ head: [UInt8], _ file: borrowing StreamedFile) throws(Diagnostic) -> ModelFormat {
    let version = head.littleEndian(8, 1)
    // Versions 0 and 1 have the sizes and trees' orders before the addresses.
    let addresses = version >= 2 ? 12 : version == 1 ? 28 : 24
    let width = head.littleEndian(version >= 2 ? 9 : 13, 1)
    guard (0...3).contains(version), width == 8 || width == 4 else {
      throw .brokenModel("HDF5 file", "its first block is none", at: file.source.whole)
    }
    let end = head.littleEndian(addresses + 2 * width, width)
    guard end >= 0, end <= file.size else {
      throw .brokenModel("HDF5 file", "it is shorter than it says", at: file.source.whole)
    }
    return ModelFormat("hdf5", .possible, endings: [".h5", ".hdf5", ".keras", ".weights"])
  }

  /// github.com/ggml-org/ggml, docs/gguf.md.
  private static func gguf(_ head: [UInt8], _ file: borrowing StreamedFile) throws(Diagnostic) -> ModelFormat {
    let version = head.littleEndian(4, 4)
    let tensors = head.littleEndian(8, version == 1 ? 4 : 8)
    guard (1...3).contains(version), tensors >= 0, tensors <= file.size else {
      throw .brokenModel("GGUF file", "its header is none", at: file.source.whole)
    }
    guard tensors > 0 else { throw .brokenModel("GGUF file", "it holds no tensor", at: file.source.whole) }
    var model = ModelFormat("gguf", .no, endings: [".gguf"], version: String(version))
    model.tensors = tensors
    return model
  }
}
