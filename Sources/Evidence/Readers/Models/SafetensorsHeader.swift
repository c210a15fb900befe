import Diagnostics
import Documents

/// The header of a safetensors file (github.com/huggingface/safetensors, "Format"): a length, JSON, then the tensors.
/// Held to what the format promises, because readers map the file by it: everything inside, nothing twice, no holes.
enum SafetensorsHeader {
  /// The format's own bound.
  private static let longest = 100_000_000
  private static let bitsOfTypes: [String: Int] = [
    "BOOL": 8, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8, "F8_E8M0": 8, "I16": 16, "U16": 16, "F16": 16, "BF16": 16,
    "I32": 32, "U32": 32, "F32": 32, "F64": 64, "I64": 64, "U64": 64, "C64": 64, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6,
  ]

  static func recognised(
    _ head: [UInt8], _ file: borrowing StreamedFile, limits: Limits
  ) throws(Diagnostic) -> ModelFormat? {
    let isNamed = asciiLowercased(file.source.path).endsWithBytes(".safetensors")
    guard isNamed || head.count > 8 && head[8] == UInt8(ascii: "{") && head.littleEndian(0, 8) <= longest else {
      return nil
    }
    let length = head.littleEndian(0, 8)
    guard length >= 2, length <= longest, length <= file.size - 8 else {
      throw broken("its header does not fit into it", file)
    }
    guard length <= limits.bytes else { throw broken("its header is larger than \(limits.bytes) bytes", file) }
    let header = Document.json(
      SourceFile(path: file.source.path, bytes: file.bytes(at: 8, count: length)), limits: limits)
    if let problem = header.diagnostics.first(where: { $0.severity == .error }) {
      guard isNamed else { return nil }
      throw broken("its header is no JSON: " + problem.message, file)
    }
    var model = ModelFormat("safetensors", .no, endings: [".safetensors"])
    try check(header.root, dataLength: file.size - 8 - length, file, &model)
    return model
  }

  private static func check(
    _ header: Node?, dataLength: Int, _ file: borrowing StreamedFile, _ model: inout ModelFormat
  ) throws(Diagnostic) {
    var ranges: [(start: Int64, end: Int64)] = []
    var parameters: Int64 = 0
    for entry in header?.entries ?? [] where !entry.key.hasBytes("__metadata__") {
      let offsets = entry.value["data_offsets"]?.elements.compactMap(\.integer) ?? []
      guard offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] <= Int64(dataLength) else {
        throw broken("a tensor lies outside of it", file)
      }
      var count: Int64 = 1
      for size in entry.value["shape"]?.elements ?? [] {
        let product = count.multipliedReportingOverflow(by: size.integer ?? -1)
        guard let size = size.integer, size >= 0, !product.overflow else {
          throw broken("a tensor's shape is none", file)
        }
        count = product.partialValue
      }
      if let bits = entry.value["dtype"]?.text.flatMap({ bitsOfTypes[$0] }) {
        let size = count.multipliedReportingOverflow(by: Int64(bits))
        guard !size.overflow, (size.partialValue + 7) / 8 == offsets[1] - offsets[0] else {
          throw broken("a tensor is not as long as its shape", file)
        }
      }
      ranges.append((offsets[0], offsets[1]))
      let sum = parameters.addingReportingOverflow(count)
      guard !sum.overflow else { throw broken("a tensor's shape is none", file) }
      parameters = sum.partialValue
    }
    var end: Int64 = 0
    for range in ranges.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      guard range.start == end else { throw broken("tensors overlap, or something lies between them", file) }
      end = range.end
    }
    guard end == Int64(dataLength) else { throw broken("something lies behind its tensors", file) }
    guard !ranges.isEmpty else { throw broken("it holds no tensor", file) }
    model.tensors = ranges.count
    model.parameters = Int(parameters)
  }

  private static func broken(_ problem: String, _ file: borrowing StreamedFile) -> Diagnostic {
    .brokenModel("safetensors file", problem, at: file.source.whole)
  }
}
