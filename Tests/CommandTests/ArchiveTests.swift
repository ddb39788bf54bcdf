import Foundation
import TestSupport
import Testing
import TextFormats

@Suite("An archive that is named is a directory to every command that reads")
struct ArchiveCommandTests {
  /// Several runs: a single one, a pair of training and validation, another logger's, a gzip file,
  /// one with checkpoints.
  private static let logs: [(name: String, bytes: [UInt8])] = {
    func log(_ tag: String, _ scale: Float) -> [UInt8] {
      var file = EventFileWriter()
      for step in 1...60 {
        let wallTime = 1_790_000_000 + Double(step)
        file.scalar(tag, step: Int64(step), scale / Float(step), wallTime: wallTime)
      }
      return file.bytes
    }
    let table =
      "epoch,step,train_loss\n" + (0..<30).map { "0,\($0),\(3.0 / Double($0 + 1))\n" }.joined()
    return [
      ("runs/alone/events.out.tfevents.1790000000.h", log("train/loss", 2)),
      ("runs/alone/checkpoint-40/model.bin", [1, 2, 3]),
      ("runs/pair/train/events.out.tfevents.1790000000.h", log("loss", 3)),
      ("runs/pair/validation/events.out.tfevents.1790000000.h", log("loss", 4)),
      ("runs/packed/events.out.tfevents.1790000000.h.gz", compressed(log("train/loss", 5), .gzip)),
      ("runs/table/metrics.csv", Array(table.utf8)),
    ]
  }()

  private static func tar() -> [UInt8] {
    var tar = TarWriter()
    tar.add("runs/", type: "5")
    for log in logs { tar.add(log.name, log.bytes) }
    tar.end()
    return tar.bytes
  }

  private static func zip() -> [UInt8] {
    var archive = ZipWriter()
    for log in logs { archive.add(log.name, log.bytes) }
    return archive.finished()
  }

  /// The records of a scan or an analysis, without the keys that depend on the times of files.
  private func records(_ run: CommandRun) throws -> [String] {
    try run.lines.map { line in
      let value = try JSONReader.read(Array(line.utf8)[...])
      return try #require(value.members).filter { $0.name != "signature" }.map { "\($0)" }
        .joined(separator: "\n")
    }
  }

  @Test("The records are those of the directory, whatever the archive")
  func records() throws {
    let folder = TemporaryFolder()
    for log in Self.logs { try folder.write(log.bytes, to: "plain/" + log.name) }
    for command in ["scan", "analyze"] {
      let plain = CommandRun(command, folder.path + "/plain", "-f", "jsonl")
      #expect(plain.status == 0 && plain.lines.count == 4, "\(plain.errors)")
      let all = [
        ("a.tar", Self.tar()), ("a.tar.gz", compressed(Self.tar(), .gzip)), ("a.zip", Self.zip()),
        ("named-otherwise", compressed(Self.tar(), .gzip)),
      ]
      for (name, bytes) in all {
        let path = try folder.write(bytes, to: name)
        let run = CommandRun(command, path, "-f", "jsonl")
        #expect(run.status == 0 && run.errors == plain.errors, "\(name): \(run.errors)")
        #expect(try records(run) == records(plain), "\(command) \(name)")
      }
      for bytes in [Self.tar(), compressed(Self.tar(), .gzip)] {
        let run = CommandRun([command, "--tar", "-", "-f", "jsonl"], input: [bytes])
        #expect(run.status == 0 && run.errors == plain.errors)
        #expect(try records(run) == records(plain))
      }
    }
  }

  /// A stream that fills the memory for logs after the first, with a file that a later one
  /// replaces.
  private static func overflowing(_ logs: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var tar = TarWriter()
    tar.add(logs[0].name, logs[0].bytes)
    let replaced = logs.dropFirst().first { !$0.name.hasSuffix(".bin") }?.name ?? ""
    tar.add(replaced, [UInt8](repeating: 0, count: (1 << 26) - logs[0].bytes.count))
    for log in logs.dropFirst() { tar.add(log.name, log.bytes) }
    tar.end()
    return tar.bytes
  }

  @Test("A stream of more logs than are kept in memory gives the same records, in any order")
  func overflow() throws {
    let folder = TemporaryFolder()
    for log in Self.logs { try folder.write(log.bytes, to: "plain/" + log.name) }
    try folder.write([], to: "room/nothing")
    let environment = ["TMPDIR": folder.path + "/room"]
    let plain = CommandRun("scan", folder.path + "/plain", "-f", "jsonl")
    var random = SeededRandom(seed: 21)
    for turn in 0..<3 {
      let logs = turn == 0 ? Self.logs : Self.logs.shuffled(using: &random)
      let run = CommandRun(
        ["scan", "--tar", "-", "-f", "jsonl"], environment: environment,
        input: [Self.overflowing(logs)])
      #expect(run.status == 0 && run.errors == plain.errors, "\(logs.map(\.name))")
      #expect(try records(run) == records(plain), "\(logs.map(\.name))")
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/room")
    #expect(left == ["nothing"])
  }

  @Test("Members in any order give the same records: a directory may come in parts")
  func anyOrder() throws {
    let folder = TemporaryFolder()
    for log in Self.logs { try folder.write(log.bytes, to: "plain/" + log.name) }
    let plain = CommandRun("scan", folder.path + "/plain", "-f", "jsonl")
    for seed in 0..<20 {
      var random = SeededRandom(seed: UInt64(seed))
      var tar = TarWriter()
      for log in Self.logs.shuffled(using: &random) { tar.add(log.name, log.bytes) }
      tar.end()
      let run = CommandRun(["scan", "--tar", "-", "-f", "jsonl"], input: [tar.bytes])
      #expect(run.status == 0 && run.errors == plain.errors, "seed \(seed)")
      #expect(try records(run) == records(plain), "seed \(seed)")
    }
  }

  @Test("What is read beside a log is kept of a stream, too, whatever its name")
  func beside() throws {
    let folder = TemporaryFolder()
    let values = (0..<30).map { 3.0 / Double($0 + 1) }
    let lines = values.enumerated().map { "\(1_790_000_000_000 + $0) \($1) \($0)\n" }.joined()
    let table = "step\tloss\n" + values.enumerated().map { "\($0)\t\($1)\n" }.joined()
    let epochs = "epoch,train/loss\n" + values.enumerated().map { "\($0),\($1)\n" }.joined()
    let run = "top/mlruns/0/0123456789abcdef0123456789abcdef/"
    let swanlab = "swanlog/run-20260921_142640-c0ffee00/"
    let real =
      URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
      + "/../../Fixtures/other-logs/swanlab/" + swanlab
    let log = try #require(FileManager.default.contents(atPath: real + "run-c0ffee00.swanlab"))
    let files: [(String, [UInt8])] = [
      (run + "meta.yaml", Array("run_id: 0123456789abcdef0123456789abcdef\nstatus: 3\n".utf8)),
      (run + "metrics/train/loss", Array(lines.utf8)), (run + "params/lr", Array("0.1".utf8)),
      ("top/dvclive/metrics.json", Array("{\"step\": 29}".utf8)),
      ("top/dvclive/plots/metrics/train/loss.tsv", Array(table.utf8)),
      ("top/dvclive/params.yaml", Array("lr: 0.25\n".utf8)),
      ("top/" + swanlab + "run-c0ffee00.swanlab", [UInt8](log)),
      ("top/" + swanlab + "files/config.yaml", Array("lr:\n  value: 0.125\n".utf8)),
      ("top/yolo/results.csv", Array(epochs.utf8)),
      ("top/yolo/args.yaml", Array("lr: 0.0625\n".utf8)),
    ]
    var tar = TarWriter()
    for (name, bytes) in files {
      try folder.write(bytes, to: "plain/" + name)
      tar.add(name, bytes)
    }
    tar.end()
    let plain = CommandRun("scan", folder.path + "/plain", "-f", "jsonl")
    #expect(plain.lines.count == 4, "\(plain.errors)")
    for setting in ["0.1", "0.25", "0.125", "0.0625"] {
      #expect(plain.output.contains("\"lr\":\"\(setting)\""), "\(plain.output)")
    }
    let stream = CommandRun(["scan", "--tar", "-", "-f", "jsonl"], input: [tar.bytes])
    #expect(stream.errors == plain.errors)
    #expect(try records(stream) == records(plain))
  }

  @Test("Logs for which there is no room are told, in the records and in the exit status, too")
  func noRoom() throws {
    let folder = TemporaryFolder()
    let missing = folder.path + "/missing"
    let run = CommandRun(
      ["scan", "--tar", "-", "-f", "jsonl"], environment: ["TMPDIR": missing],
      input: [Self.overflowing(Self.logs)])
    let lines = run.errors.split(separator: "\n")
    #expect(
      lines.first?.hasSuffix(
        "no room to keep it in \(missing) (No such file or directory): "
          + "set TMPDIR to another folder, or save the archive to a file first") == true,
      "\(run.errors)")
    #expect(lines.count == 4, "\(run.errors)")
    #expect(run.lines.count == 1 && run.output.contains("\"incomplete\":true"))
    let verify = CommandRun(
      ["verify", "--tar", "-"], environment: ["TMPDIR": missing],
      input: [Self.overflowing(Self.logs)])
    #expect(verify.status == 2, "\(verify.errors)")
  }

  @Test("The other commands read archives, too")
  func commands() throws {
    let folder = TemporaryFolder()
    for log in Self.logs { try folder.write(log.bytes, to: "plain/" + log.name) }
    let path = try folder.write(Self.zip(), to: "a.zip")
    let words = [
      ["export"], ["tags", "-f", "jsonl"], ["plot"], ["verify"], ["doctor"],
    ]
    for words in words {
      let plain = CommandRun(words + [folder.path + "/plain"])
      let run = CommandRun(words + [path])
      #expect(run.status == plain.status, "\(words): \(run.errors)")
      let output = run.output.replacing(path, with: folder.path + "/plain")
      #expect(output.isEmpty == plain.output.isEmpty)
      #expect(
        output.split(separator: "\n").map { $0.filter { $0 != " " } }
          == plain.output.split(separator: "\n").map { $0.filter { $0 != " " } }, "\(words)")
    }
    for words in [["export"], ["tags"], ["plot"], ["verify"]] {
      let run = CommandRun(words + ["--tar", "-"], input: [Self.tar()])
      #expect(run.status == 0 && !run.output.isEmpty, "\(words): \(run.errors)")
    }
  }

  @Test("A path may go on into an archive")
  func inside() throws {
    let folder = TemporaryFolder()
    let path = try folder.write(Self.tar(), to: "a.tar")
    let run = CommandRun("analyze", path + "/runs/alone", "-f", "jsonl")
    #expect(run.status == 0 && run.lines.count == 1, "\(run.errors)")
    #expect(run.output.contains("\"run\":\"alone\""))
    let missing = CommandRun("analyze", path + "/runs/nowhere")
    #expect(missing.status == 2 && missing.errors.contains("no such file"), "\(missing.errors)")
  }

  @Test("An archive that was cut is told in a line, in the records and in the exit status")
  func cut() throws {
    let folder = TemporaryFolder()
    var tar = TarWriter()
    for log in Self.logs { tar.add(log.name, log.bytes) }
    let cut = tar.offsets[2] + 700
    let path = try folder.write(Array(tar.bytes[..<cut]), to: "a.tar")
    let run = CommandRun("scan", path, "-f", "jsonl")
    #expect(run.errors == "warning: \(path): cut short at byte \(cut)\n")
    #expect(run.lines.count == 2 && run.lines.allSatisfy { $0.contains("\"incomplete\":true") })
    #expect(CommandRun("verify", path).status == 2)
    let empty = CommandRun("scan", try folder.write(Array(tar.bytes[..<300]), to: "b.tar"))
    #expect(empty.status == 2 && empty.errors.contains("cut short at byte 300"), "\(empty.errors)")
  }

  @Test("Archives that are met below a folder are told and not looked into; models are not told")
  func met() throws {
    let folder = TemporaryFolder()
    try folder.write(Self.logs[0].bytes, to: "runs/" + Self.logs[0].name)
    let old = try folder.write(Self.tar(), to: "runs/old.tar")
    try folder.write(Self.zip(), to: "runs/best_model.zip")
    try folder.write(Self.zip(), to: "runs/rl_model_500_steps.zip")
    let run = CommandRun("scan", folder.path + "/runs", "-f", "jsonl")
    #expect(run.status == 0 && run.lines.count == 1)
    #expect(run.errors == "note: the archive \(old) was not read: give its path to read it\n")
    try folder.write(Self.tar(), to: "only/tfevents.tar.gz")
    let only = CommandRun("scan", folder.path + "/only")
    #expect(only.status == 2 && only.errors.contains("tfevents.tar.gz"), "\(only.errors)")
  }

  @Test("Nothing is written onto an archive that is read, and watch says that nothing grows in it")
  func refusals() throws {
    let folder = TemporaryFolder()
    let path = try folder.write(Self.tar(), to: "a.tar")
    let export = CommandRun("export", path, "-f", "csv", "-o", path)
    #expect(export.status == 2, "\(export.errors)")
    let watch = CommandRun("watch", path, "--timeout", "1s")
    #expect(watch.status == 2 && watch.errors.contains("is an archive"), "\(watch.errors)")
    #expect(CommandRun("scan", "--tar", path).status == 2)
    let hint = CommandRun(["analyze", "-"], input: [Self.tar()])
    #expect(hint.status == 2 && hint.errors.contains("--tar"), "\(hint.errors)")
  }
}
