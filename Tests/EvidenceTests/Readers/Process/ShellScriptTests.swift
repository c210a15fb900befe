import Testing

@testable import Evidence

@Suite("The commands of a shell script")
struct ShellScriptTests {
  private func told(_ script: String, _ options: ShellScript.Options = .init()) -> [String] {
    ShellScript(script, options: options).commands.map { command in
      command.words.joined(separator: "·") + (command.ignored.map { " (\($0.rawValue))" } ?? "")
        + (command.isCondition ? " ?" : "")
    }
  }

  @Test(
    "are told apart as a shell does",
    arguments: [
      ("a b; c && d", ["a·b", "c", "d"]), ("a \\\n  b # c\nd", ["a·b", "d"]),
      ("echo 'x; y' \"z && a\"", ["echo·x; y·z && a"]),
      ("X=1 Y=2 a", ["a"]), ("X=1", []), ("a $(b | c; d) e", ["a·$(b | c; d)·e"]),
      ("a ${{ b && 'c' }} d", ["a·${{ b && 'c' }}·d"]),
      ("a 2>&1 &> x", ["a·2>&1·&>·x"]), ("cat <<EOF\npytest\nEOF\nb", ["cat", "b"]),
      ("cat <<-'EOF'\nx\n\tEOF\nb", ["cat", "b"]), ("(a; b)", ["a", "b"]), ("{ a; }", ["a"]),
      ("if a; then b; else c; fi", ["a ?", "b", "c"]), ("for x in 1 2; do a; done", ["a"]), ("# pytest", []),
      ("a#b", ["a#b"]), ("a\r\nb", ["a", "b"]), ("'unclosed a\nb", ["unclosed a\nb"]), ("\\", []),
      ("a `b; c`", ["a·b; c"]),
    ])
  func commands(script: String, expected: [String]) {
    #expect(told(script) == expected)
  }

  @Test(
    "stop nothing where their failure is passed over",
    arguments: [
      ("a || true", ["a (or_true)", "true"]), ("a || :\nb", ["a (or_true)", ":", "b"]),
      ("a || exit 1", ["a", "exit·1"]),
      ("a || (echo no; exit 2)\nb", ["a", "echo·no", "exit·2", "b"]),
      ("a || { echo; false; }", ["a", "echo", "false"]),
      ("a || exit 0", ["a (or_true)", "exit·0"]), ("a || echo x\nexit 1", ["a (or_true)", "echo·x", "exit·1"]),
      ("a | tee x", ["a (pipe)", "tee·x"]), ("set -o pipefail\na | tee x", ["set·-o·pipefail", "a", "tee·x"]),
      ("a &\nb", ["a (background)", "b"]), ("set +e\na\nb", ["set·+e", "a (no_errexit)", "b"]),
      ("set +e\na\nset -e\nb\nc", ["set·+e", "a (no_errexit)", "set·-e", "b", "c"]),
      ("a && b || true", ["a (or_true)", "b (or_true)", "true"]),
    ])
  func ignored(script: String, expected: [String]) {
    #expect(told(script) == expected)
  }

  @Test("need no more time than their length, however they are made")
  func hostile() {
    for piece in ["$(", "${", "'", "\"", "`", "|| (", "<<A\n", "\\", "&", "a || "] {
      _ = ShellScript(String(repeating: piece, count: 5_000))
    }
  }
}
