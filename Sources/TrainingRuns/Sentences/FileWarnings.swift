import EventFiles
import LogDirectories
import TextFormats

extension ReadingNotes {
  /// Warnings about a run's files, one line each: which file, what happened, what was done, what to
  /// type.
  package var warnings: [String] {
    var lines = Unread(unread).warnings
    lines += files.compactMap { file -> String? in
      var path: String { file.file.path.description }
      if file.failure != nil { return nil }
      if file.file.size == 0 { return "warning: \(path) is empty" }
      if let tail = file.outcome.tail, tail.kind == .notAnEventFile {
        return "warning: \(path) is not \(file.file.source.lacking(in: file.file, tail.detail))"
      }
      return file.outcome.malformedLines.map { "warning: \(path), \($0): left out" }
    }
    if let first = copies.first {
      lines.append(
        "warning: \(first.path) is a copy of \(first.original.lastComponent), or of a part of it"
          + "\(Self.moreFiles(copies.count - 1)): read once")
    }
    lines += alterations.map { "warning: \($0)" }
    if let damage { lines.append("warning: \(damage)") }
    return lines
  }

  /// What could not be read of the run, or not completely, and why: one sentence each.
  package var unread: [String] {
    files.compactMap { $0.failure?.sentence } + unlisted.compactMap(\.sentence)
  }

  /// Values that were changed or left out although the files could be read: one sentence each.
  package var alterations: [String] {
    [
      told(.inexactInteger, roundedNumbers, "rounded to the nearest double"),
      told(.noMetadata, unexplainedTensors, "left out"),
    ].compactMap(\.self)
  }

  /// Whole numbers that no double holds; nil if there are none.
  private var roundedNumbers: String? {
    counted(.inexactInteger, "whole number").map { "\($0) beyond 2^53" }
  }

  /// Tensors that were not read because nothing says what they are; nil if there are none.
  package var unexplainedTensors: String? {
    counted(.noMetadata, "tensor").map { "\($0) without metadata, which may be scalars" }
  }

  /// How often a remark was made, with its noun; nil if never.
  private func counted(_ remark: Remark, _ noun: String) -> String? {
    let count = files.reduce(0) { $0 + $1.outcome.remarks[remark, default: 0] }
    return count == 0 ? nil : ReadableNumbers(unicode: false).counted(count, noun)
  }

  /// A sentence on what a remark is about: in which file first, in how many more, and what was
  /// done.
  private func told(_ remark: Remark, _ what: String?, _ done: String) -> String? {
    let paths = files.filter { $0.outcome.remarks[remark] != nil }.map(\.file.path)
    guard let first = paths.first, let what else { return nil }
    return "\(first)\(Self.moreFiles(paths.count - 1)): \(what): \(done)"
  }

  /// The words for further such files beside the one that was named; empty if there are none.
  private static func moreFiles(_ count: Int) -> String {
    count > 0 ? " (and \(count) more such files)" : ""
  }

  /// How much damage was skipped in event files, and the command that shows it; nil if there was
  /// none.
  private var damage: String? {
    let damaged = files.filter { $0.outcome.skippedStretches > 0 }
    if damaged.isEmpty { return nil }
    let numbers = ReadableNumbers(unicode: false)
    let bad = damaged.reduce(0) { $0 + $1.outcome.skippedStretches }
    var total = files.reduce(0) { $0 + $1.outcome.records }
    let what: String
    if damaged.allSatisfy(\.outcome.skippedRecordsAreCounted) {
      // Records with a good checksum that hold no valid event are already among the good ones.
      total += damaged.reduce(0) { $0 + $1.outcome.damageCounts[.payloadChecksum, default: 0] }
      what =
        numbers.integer(Int64(bad)) + " of \(numbers.integer(Int64(total))) records "
        + (bad == 1 ? "is damaged and was skipped" : "are damaged and were skipped")
    } else {
      what =
        numbers.integer(Int64(bad))
        + (bad == 1 ? " damaged stretch was" : " damaged stretches were")
        + " skipped, \(numbers.counted(total, "record")) \(total == 1 ? "is" : "are") good"
    }
    return what + hint(damaged)
  }

  private func hint(_ damaged: [FileReport]) -> String {
    let onDisk = damaged.filter { $0.file.contents == nil }
    let folders = onDisk.map(\.file.path.parent).reduce(into: [LogPath]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    if folders.isEmpty { return "" }
    let words = quotedForShell(folders.prefix(3).map(\.description))
    return " (tfevents verify \(words))"
  }
}

extension FileOutcome {
  /// What is wrong with the first line of a text log that was left out, and how many more are; nil
  /// if none is.
  fileprivate var malformedLines: String? {
    let cut = tail?.kind == .truncated ? tail?.detail : nil
    let count = damageCounts[.malformedLine, default: 0] + (cut == nil ? 0 : 1)
    let first = damage.first { $0.kind == .malformedLine }?.detail ?? cut
    guard count > 0, let first else { return nil }
    return count == 1
      ? first : "\(first) (and \(count - 1) more such \(count == 2 ? "line" : "lines"))"
  }

  /// The number of damaged stretches that were skipped; 0 if it is not an event file at all.
  ///
  /// Lines of text logs are reported separately.
  fileprivate var skippedStretches: Int {
    tail?.kind == .notAnEventFile ? 0 : damagedRecords - damageCounts[.malformedLine, default: 0]
  }

  /// Whether every damaged stretch is just one record.
  fileprivate var skippedRecordsAreCounted: Bool {
    let isCut = tail.map { $0.kind == .truncated } ?? true
    return isCut
      && damageCounts.keys.allSatisfy { [.payloadChecksum, .malformedEvent].contains($0) }
  }
}

extension Run {
  /// The name of the directory of a member.
  package func directoryName(ofMember member: String) -> String { joined(name, member) }

  /// The path of the directory of a member, as TensorBoard names the run that it would see there.
  package func directoryPath(ofMember member: String) -> String { joined(path, member) }

  private func joined(_ run: String, _ member: String) -> String {
    if member.isEmpty { return run }
    return run == "." ? member : run + "/" + member
  }
}
