import Foundation
import TestSupport
import Testing

@Suite(
  "Arguments that are not UTF-8", .enabled(if: BuiltProgram.isThere, "the program is not built"))
struct ForeignArgumentTests {
  /// The output of a shell command; `$tfevents` is the program and `$folder` a folder whose name
  /// ends in the byte E9.
  private func shell(_ line: String) throws -> String {
    let folder = TemporaryFolder()
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = [
      "-c", "folder=$(printf '%s/run\\351' \"$root\"); mkdir \"$folder\"; exec 2>&1; " + line,
    ]
    shell.environment = [
      "PATH": "/usr/bin:/bin", "root": folder.path, "tfevents": BuiltProgram.url?.path ?? "",
      "fixture": Repository.path("Fixtures/runs/sft-good"), "LANG": "C.UTF-8",
    ]
    let pipe = Pipe()
    shell.standardOutput = pipe
    try shell.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    shell.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
      .replacingOccurrences(of: folder.path, with: "ROOT")
  }

  @Test("A run is read whose name is no text")
  func read() throws {
    let output = try shell(#"cp "$fixture"/* "$folder"; "$tfevents" analyze "$folder""#)
    #expect(output.hasPrefix("run: run\\xe9\n"))
    #expect(output.contains("\nverdict: converged\n"))
  }

  @Test("What is missing is named as it was written, and can be typed again")
  func missing() throws {
    #expect(
      try shell(#""$tfevents" analyze "$folder"x"#)
        == """
        error: no such file or directory: ROOT/run\\xe9x
          did you mean  ROOT/run\\xe9 ?

        """)
    #expect(
      try shell(#""$tfevents" "$folder""#)
        == """
        error: no command before ROOT/run\\xe9
          did you mean  tfevents analyze $'ROOT/run\\xe9' ?

        """)
  }

  @Test("Outputs get the name that was asked for", arguments: ["csv", "sqlite"])
  func written(suffix: String) throws {
    let output = try shell(
      #"cp "$fixture"/* "$folder"; "$tfevents" export "$folder" -o "$folder.\#(suffix)"; cd "$root"; ls | od -c"#
    )
    #expect(output.contains("351   ."))
  }

  @Test("Patterns mean the bytes that they hold")
  func patterns() throws {
    let output = try shell(
      #"cp "$fixture"/* "$folder"; "$tfevents" scan "$root" --runs "*${folder##*run}" | cut -d, -f1,2"#
    )
    #expect(output == "run,verdict\nrun\\xe9,converged\n")
  }
}
