import Arguments
import Foundation
import TestSupport
import Testing

@Suite("Completions")
struct CompletionTests {
  private func answer(_ words: String...) throws -> [String] { try answer(words) }

  private func answer(_ words: [String]) throws -> [String] {
    guard
      case .show(let text) = try Sample.program.parse(
        ["__complete"] + words, environment: { _ in nil })
    else { return [] }
    return text.split(separator: "\n").map(String.init)
  }

  @Test("Commands, options and choices are offered with what they do")
  func words() throws {
    #expect(try answer("s") == ["scan\tRank and filter many runs"])
    #expect(
      try answer("") == [
        "scan\tRank and filter many runs", "copy\tCopy a run", "help\tShow the help of a command",
      ])
    #expect(try answer("help", "v") == ["verdicts\tWhat the verdicts mean"])
    #expect(
      try answer("scan", "--m") == [
        "--metric\tTag to judge by", "--max\tWhich way is better", "--min\tWhich way is better",
      ])
    #expect(try answer("scan", "--rat").isEmpty)
    #expect(try answer("scan", "--sort", "b") == ["best\t"])
    #expect(try answer("scan", "--sort=b") == ["--sort=best\t"])
    #expect(try answer("scan", "--verdict", "improving,d") == ["improving,diverged\t"])
    #expect(try answer("nonsense", "x").isEmpty)
  }

  @Test("Paths are left to the shell, names are looked up")
  func values() throws {
    #expect(try answer("scan", "a") == [":files"])
    #expect(try answer("scan", "-o", "a") == [":files"])
    #expect(try answer("scan", "--output=a") == [":files"])
    #expect(try answer("copy", "") == [":directories"])
    #expect(try answer("copy", "a", "b", "").isEmpty)
    #expect(try answer("scan", "x", "--top", "3", "y", "--metric", "y") == ["y/loss\t"])
    #expect(try answer("scan", "x", "--", "-") == [":files"])
  }

  @Test(
    "Each shell that is installed accepts its script",
    .enabled(if: !Shell.installed.isEmpty, "no shell is installed here"),
    arguments: Shell.installed)
  func syntax(_ shell: Shell) throws {
    let output = try run(shell, "-n", script: Sample.program.completionScript(for: shell))
    #expect(output.isEmpty, "\(output)")
  }

  @Test(
    "Bash completes words that it has split at equals signs",
    .enabled(if: Shell.bash.path != nil, "bash is not installed here"),
    arguments: [
      ("tfevents sc", ["sc"], ["sc"], "scan"),
      ("tfevents scan --sort=b", ["scan", "--sort", "=", "b"], ["scan", "--sort=b"], "best"),
      (
        "tfevents scan --sort=", ["scan", "--sort", "="], ["scan", "--sort="],
        "best last verdict time name"
      ),
      (
        "tfevents scan  x --metric ", ["scan", "x", "--metric", ""], ["scan", "x", "--metric", ""],
        "x/loss"
      ),
      (
        "tfevents scan --verdict xyz", ["scan", "--verdict", "xyz"], ["scan", "--verdict", "xyz"],
        ""
      ),
      ("tfevents scan lm", ["scan", "lm"], ["scan", "lm"], "lm\\ loss"),
    ] as [(String, [String], [String], String)])
  func bash(_ line: String, _ split: [String], _ words: [String], _ expected: String) throws {
    let answer = words.last == "lm" ? "lm loss\t\n" : try answer(words).map { $0 + "\n" }.joined()
    let test = """
      \(Sample.program.completionScript(for: .bash))
      tfevents() {
        if [[ "$*" == '__complete \(words.joined(separator: " "))' ]]; then
          printf %s '\(answer)'
        fi
      }
      COMP_LINE='\(line)' COMP_POINT=\(line.utf8.count) COMP_CWORD=\(split.count)
      COMP_WORDS=(tfevents \(split.map { "'\($0)'" }.joined(separator: " ")))
      _tfevents tfevents
      echo "${COMPREPLY[*]}"
      """
    #expect(try run(.bash, script: test) == expected + "\n")
  }

  /// The output of an installed shell when it runs a script.
  private func run(_ shell: Shell, _ options: String..., script: String) throws -> String {
    let path = try #require(shell.path)
    let folder = TemporaryFolder()
    let file = try folder.write(Array(script.utf8), to: "script.\(shell)")
    return try Shell.output(of: path, options + [file])
  }
}

extension Shell {
  /// The shells that are installed here.
  static let installed = allCases.filter { $0.path != nil }

  /// The path of the shell; nil if it is not installed.
  var path: String? {
    ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + rawValue }
      .first(where: FileManager.default.isExecutableFile)
  }

  /// The output of a program, standard output and standard error together.
  static func output(of path: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
