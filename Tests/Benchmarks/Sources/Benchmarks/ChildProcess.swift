import Glibc

/// A command that runs to its end: how long it took, how it ended, what it wrote to standard error.
struct ChildProcess {
  var nanoseconds: Double
  /// The time that processors spent on it, which says more than the clock where a machine has other work.
  var processorNanoseconds: Double
  /// The most memory that it has held at a time.
  var peakBytes: Double
  var status: Int32
  var errors: String

  /// Nil where the command cannot be started.
  static func run(_ words: [String], errorsAt path: String? = nil) -> ChildProcess? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, path ?? "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }

    var child: pid_t = 0
    let begin = Sample.now
    guard posix_spawnp(&child, words[0], &actions, nil, arguments, environ) == 0 else { return nil }
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(child, &status, 0, &usage) == child else { return nil }
    let nanoseconds = Sample.now - begin
    let ended = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    return ChildProcess(
      nanoseconds: nanoseconds, processorNanoseconds: spent(usage.ru_utime) + spent(usage.ru_stime),
      peakBytes: Double(usage.ru_maxrss) * 1024, status: ended, errors: path.map(contents) ?? "")
  }

  private static func spent(_ time: timeval) -> Double { Double(time.tv_sec) * 1e9 + Double(time.tv_usec) * 1e3 }

  private static func contents(of path: String) -> String {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }
}
