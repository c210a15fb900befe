import Diagnostics

/// ONNX and TensorFlow's SavedModel: protocol buffers without a mark of their own. Only the outermost fields are walked
/// over, from length to length, and none of their contents is read but a few short texts.
struct ONNXModel {
  private static let mostFields = 20_000

  /// `ModelProto` of onnx.proto3: 1 is the version of the format, 2 and 3 the producer, 7 the graph, 8 the operator sets.
  static func recognised(_ head: [UInt8], _ file: borrowing StreamedFile) throws(Diagnostic) -> ModelFormat? {
    let isNamed = asciiLowercased(file.source.path).endsWithBytes(".onnx")
    guard head.count > 2, isNamed || head[0] == 0x08 && head[1] < 0x20 else { return nil }
    var model = ModelFormat("onnx", .no, endings: [".onnx"])
    var name: String?
    var toolVersion: String?
    var hasGraph = false
    let isWhole = walk(file) { field, bytes in
      switch (field.number, field.value) {
      case (1, .some(let version)): model.version = String(version)
      case (2, _): name = String(validating: bytes, as: UTF8.self)
      case (3, _): toolVersion = String(validating: bytes, as: UTF8.self)
      case (7, .none): hasGraph = field.length > 0
      case (8, .none):
        // The domain of old is written in two ways, and often in both.
        if let opset = opset(bytes), !model.opsets.contains(where: { $0 == opset }) { model.opsets.append(opset) }
      default: break
      }
    }
    // The same bytes may begin something else: it is ONNX where it has both a version and a graph.
    guard isWhole, hasGraph, let version = model.version.flatMap({ Int($0) }), (1...100).contains(version) else {
      guard isNamed else { return nil }
      // A pickle or a page of HTML under that name is something else.
      guard head[0] == 0x08 else { return nil }
      throw .brokenModel("ONNX model", isWhole ? "it has no graph" : "it is cut off", at: file.source.whole)
    }
    // They stand behind the graph: a file that ends with it was cut off. Version 3 of the format made them required.
    guard version < 3 || !model.opsets.isEmpty else {
      throw .brokenModel("ONNX model", "it names no set of operators", at: file.source.whole)
    }
    if let name, !name.isEmpty {
      model.tool = EvidenceItem.Tool(name: name.shortened(to: 200), version: toolVersion?.shortened(to: 100))
    }
    return model
  }

  /// `SavedModel` of saved_model.proto: 1 is the version of the format, 2 the graphs.
  static func savedModel(_ file: borrowing StreamedFile) throws(Diagnostic) -> ModelFormat {
    var model = ModelFormat("tensorflow-saved-model", .possible, endings: ["saved_model.pb"])
    var graphs = 0
    let isWhole = walk(file) { field, _ in
      if field.number == 1, let value = field.value { model.version = String(value) }
      if field.number == 2, field.length > 0 { graphs += 1 }
    }
    guard isWhole, graphs > 0 else {
      throw .brokenModel("SavedModel", isWhole ? "it has no graph" : "it is cut off", at: file.source.whole)
    }
    return model
  }

  private struct Field {
    var number: Int
    /// The value of a field that is a number.
    var value: Int?
    /// The length of a field that is bytes.
    var length = 0
  }

  /// Goes from field to field; false where they do not come to the end of the file. Fields up to a kilobyte are shown.
  private static func walk(_ file: borrowing StreamedFile, _ visit: (Field, [UInt8]) -> Void) -> Bool {
    var at = 0
    var fields = 0
    while at < file.size {
      let piece = file.bytes(at: at, count: 20)
      fields += 1
      guard fields <= mostFields, let (key, keyLength) = varint(piece, 0), key >> 3 > 0 else { return false }
      var field = Field(number: key >> 3)
      guard let (value, valueLength) = varint(piece, keyLength) ?? (key & 7 == 0 ? nil : (0, 0)) else { return false }
      at += keyLength
      switch key & 7 {
      case 0:
        field.value = value
        at += valueLength
        visit(field, [])
      case 1: at += 8
      case 5: at += 4
      case 2:
        at += valueLength
        field.length = value
        guard valueLength > 0, value <= file.size - at else { return false }
        visit(field, value <= 1024 ? file.bytes(at: at, count: value) : [])
        at += value
      default: return false
      }
    }
    return at == file.size
  }

  /// `OperatorSetIdProto`: 1 is the domain, 2 the version.
  private static func opset(_ bytes: [UInt8]) -> (domain: String, version: Int)? {
    var at = 0
    var opset = (domain: "", version: -1)
    while at < bytes.count {
      guard let (key, keyLength) = varint(bytes, at), let (value, valueLength) = varint(bytes, at + keyLength) else {
        return nil
      }
      at += keyLength + valueLength
      switch key {
      case 0x0A:
        guard value <= bytes.count - at else { return nil }
        opset.domain = String(decoding: bytes[at..<(at + value)], as: UTF8.self)
        at += value
      case 0x10: opset.version = value
      default: return nil
      }
    }
    if opset.domain.isEmpty { opset.domain = "ai.onnx" }
    return opset.version >= 0 ? opset : nil
  }

  /// A number of up to ten bytes, seven bits each, and its length; nil where it is cut off or does not fit.
  private static func varint(_ bytes: [UInt8], _ start: Int) -> (value: Int, length: Int)? {
    var value: UInt64 = 0
    for index in 0..<10 {
      guard start + index < bytes.count else { return nil }
      let byte = bytes[start + index]
      value |= UInt64(byte & 0x7F) << UInt64(7 * index)
      if byte & 0x80 == 0 { return Int(exactly: value).map { ($0, index + 1) } }
    }
    return nil
  }
}
