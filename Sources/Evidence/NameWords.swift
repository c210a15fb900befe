import Diagnostics

/// The words of a name, in lower case: `PodCrashLooping`, `http_request_seconds` and `api-key` in theirs.
func nameWords(_ name: String) -> [String] {
  var words: [[UInt8]] = [[]]
  var wasLower = false
  for byte in name.utf8 {
    let isUpper = (0x41...0x5A).contains(byte)
    guard isLetterOrDigit(byte) else {
      words.append([])
      wasLower = false
      continue
    }
    if isUpper, wasLower { words.append([]) }
    words[words.count - 1].append(asciiLowercased(byte))
    wasLower = !isUpper
  }
  return words.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
}
