import TextFormats

/// `verify` on a terminal: one row per file, with its findings below.
public struct VerificationLayout {
  /// How many findings of a file are shown one by one.
  private static let shown = 5

  private let terminal: Terminal
  private let numbers: ReadableNumbers

  /// Creates the layout for a terminal.
  public init(terminal: Terminal) {
    self.terminal = terminal
    numbers = ReadableNumbers(unicode: terminal.unicode)
  }

  /// The heading of the columns.
  public var heading: String {
    row(StyledText("file"), "records", "bad", StyledText("status"))
  }

  /// A file's row and the lines below it.
  public func lines(_ file: FileVerification) -> [String] {
    let name = shortened(
      printable(file.file, unicode: terminal.unicode), to: nameWidth, unicode: terminal.unicode)
    let bad =
      [.notAnEventFile, .notALog, .unreadable].contains(file.status)
      ? (terminal.unicode ? "–" : "-") : numbers.integer(Int64(badCount(file)))
    let first = row(
      StyledText(name), numbers.integer(Int64(file.records)), bad, label(file.status))
    return [first]
      + details(file).flatMap { detail in
        wrapped(detail, to: max(20, terminal.width - 4)).map { "    " + $0 }
      }
  }

  /// The last line: how many files of each state.
  public func totals(_ counts: [FileVerification.Status: Int]) -> String {
    let files = counts.values.reduce(0, +)
    let parts = FileVerification.Status.allCases.compactMap { status -> String? in
      guard let count = counts[status], count > 0 else { return nil }
      return "\(numbers.integer(Int64(count))) \(status.rawValue)"
    }
    let dot = terminal.unicode ? " · " : ", "
    return "\(numbers.integer(Int64(files))) \(files == 1 ? "file" : "files")   "
      + parts.joined(separator: dot)
  }

  // MARK: Parts

  private var nameWidth: Int { max(16, min(terminal.width, 120) - 40) }

  private func row(
    _ name: StyledText, _ records: String, _ bad: String, _ status: StyledText
  ) -> String {
    let gap = max(0, nameWidth - name.width)
    return "  " + name.rendered(for: terminal) + String(repeating: " ", count: gap)
      + padded(records, to: 10, right: true) + padded(bad, to: 6, right: true) + "   "
      + status.rendered(for: terminal)
  }

  private func label(_ status: FileVerification.Status) -> StyledText {
    let mark: String
    let style: TextStyle
    switch status {
    case .good: (mark, style) = (terminal.unicode ? "✓" : "ok", .green)
    case .damaged, .notAnEventFile, .notALog, .unreadable:
      (mark, style) = (terminal.unicode ? "✗" : "X", .red)
    case .cutShort, .empty: (mark, style) = ("~", .yellow)
    }
    return StyledText("\(mark) \(status.rawValue)", style)
  }

  private func badCount(_ file: FileVerification) -> Int {
    file.findingCount - file.findings.count { $0.kind == "truncated" }
  }

  private func details(_ file: FileVerification) -> [String] {
    if let failure = file.failure { return [failure] }
    var lines = file.findings.prefix(Self.shown).map { $0.sentence(numbers) }
    let more = file.findingCount - lines.count
    if more > 0 { lines.append("and \(numbers.integer(Int64(more))) more (-f jsonl lists them)") }
    switch file.status {
    case .damaged:
      let good = numbers.counted(file.records, "record") + (file.records == 1 ? " is" : " are")
      lines.append("Skipped and read on; \(good) good.")
    case .cutShort: lines.append("That is normal while a run is being written.")
    default: break
    }
    return lines
  }
}
