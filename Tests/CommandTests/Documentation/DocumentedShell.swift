import Foundation
import TestSupport

/// A folder in which lines of the documentation are run by a shell: it has runs, the program, and
/// other programs.
final class DocumentedShell {
  private let folder = TemporaryFolder()

  /// Creates the folder; only if the program was built.
  init(program: URL) throws {
    let fixtures = URL(fileURLWithPath: Repository.path("Fixtures/runs"))
    let runs = URL(fileURLWithPath: folder.path + "/runs")
    try FileManager.default.copyItem(at: fixtures, to: runs)
    let run = fixtures.appendingPathComponent("sft-overfit/events.out.tfevents.1790000000.example")
    let log = try [UInt8](Data(contentsOf: run))
    for name in ["runs/my-run", "out", "lightning_logs/version_0", "logs/my-run"] {
      try folder.write(log, to: name + "/events.out.tfevents.1")
    }
    let table = Repository.path("Fixtures/other-logs/keras/history.csv")
    try folder.write([UInt8](Data(contentsOf: URL(fileURLWithPath: table))), to: "my-run.csv")
    // A command that would follow runs forever is ended, with status 0.
    try stand(
      "tfevents",
      in: """
        [ "$*" = "watch out" ] || exec timeout 60 '\(program.path)' "$@"
        timeout 3 '\(program.path)' "$@"
        [ $? = 124 ] || [ $? = 143 ]
        """)
    try stand("curl", in: "cat >/dev/null; printf '{\"errcode\":0,\"code\":0}\\n200'")
    for name in ["scancel", "sbatch", "apprise", "python", "uvx", "pip"] {
      try stand(name, in: "exit 0")
    }
    try stand("parallel", in: "shift; exec \"$@\"")
    _ = try status(of: "tfevents scan runs -o last.jsonl")
  }

  /// Makes a program from this text.
  private func stand(_ name: String, in text: String) throws {
    let path = try folder.write(Array("#!/bin/sh\n\(text)\n".utf8), to: "bin/" + name)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  /// Runs a line, or a script; returns the exit status and the output.
  func status(of line: String, task: Int = 1) throws -> (code: Int32, output: String) {
    let shell = Process()
    let pipe = Pipe()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", line]
    shell.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    shell.environment = [
      "PATH": folder.path + "/bin:/usr/bin:/bin", "SLURM_JOB_ID": "7",
      "SLURM_ARRAY_TASK_ID": "\(task)", "WEBHOOK": "https://ntfy.sh/my-topic",
    ]
    shell.standardOutput = pipe
    shell.standardError = pipe
    shell.standardInput = FileHandle.nullDevice
    try shell.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    shell.waitUntilExit()
    return (shell.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
