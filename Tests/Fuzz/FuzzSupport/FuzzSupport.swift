public import Diagnostics
import Glibc

@_silgen_name("LLVMFuzzerRunDriver")
private func LLVMFuzzerRunDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ target: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Hands the process over to libFuzzer, which calls the target with one input after the other.
public func fuzz(_ target: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt) -> Never {
  var count = CommandLine.argc
  var words = unsafe CommandLine.unsafeArgv
  exit(unsafe LLVMFuzzerRunDriver(&count, &words, target))
}

/// An input as an array.
public func bytes(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
  unsafe Array(UnsafeBufferPointer(start: start, count: count))
}

/// Ends the process where what must hold does not: libFuzzer then keeps the input.
public func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }
}

/// Complaints are shown to people: each has to find its place and its line.
public func show(_ diagnostics: [Diagnostic]) {
  for diagnostic in diagnostics {
    require(!diagnostic.rendered().isEmpty, "a complaint without words: \(diagnostic)")
    require(!diagnostic.message.utf8.contains(0x0A), "a message of several lines: \(diagnostic.message)")
  }
}

/// A file of the package, which is the folder that the fuzzer runs in.
public func packageFile(_ path: String) -> SourceFile {
  let descriptor = unsafe open(path, O_RDONLY)
  require(descriptor >= 0, "\(path) is not here: run the fuzzer in the package's folder")
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while case let count = unsafe read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
  return SourceFile(path: path, bytes: bytes)
}

/// The names of the files in a folder of the package that end so, without that ending, sorted.
public func packageFiles(in folder: String, ending: String) -> [String] {
  guard let stream = unsafe opendir(folder) else { return [] }
  defer { unsafe closedir(stream) }
  var names: [String] = []
  while let entry = unsafe readdir(stream) {
    let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
    }
    if name.hasSuffix(ending) { names.append(String(name.dropLast(ending.count))) }
  }
  return names.sorted()
}
