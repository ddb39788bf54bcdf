import EventFiles
import Scalars

/// Reading on at the ends of files that were read before.
extension RunReader {
  enum Tail {
    /// Points are in the batch.
    case batch
    /// There is nothing more for now.
    case nothing
    /// What was delivered does not stand any more: the run has to be read anew.
    case void
  }

  /// Adds a file that was begun after all others of its member.
  mutating func append(_ file: LogFile, member: Int) {
    let place = files[member].count
    report.files.insert(FileReport(file: file), at: number(of: member, place))
    files[member].append(file)
    run.members[member].files.append(file)
    passes[member].addFile()
    passes[member].beginFile(place)
    plans[member].groups.append([place])
    let open = OpenFile(file, member: member, place: place, options: options)
    boxes[member].append(FileBox(open))
  }

  /// Reads what the file at `place` of `member` has grown by.
  mutating func readTail(into batch: inout ScalarBatch, member: Int, place: Int) -> Tail {
    guard let box = boxes[member][place] else { return .void }
    box.file.resume()
    while box.file.read(into: &batch, of: run, table: &table) {
      if !takeTail(&batch, of: box, member: member, place: place) { return .void }
      if batch.count > 0 { return .batch }
    }
    report.addHyperparameters(box.file.takeAttachments())
    box.file.finish(&report.files[number(of: member, place)], table: &table)
    return box.file.failure == nil ? .nothing : .void
  }

  /// Whether something in a file could not be read: perhaps a block that has not reached the disk yet.
  func hasHole(_ member: Int, _ place: Int) -> Bool {
    guard let outcome = boxes[member][place]?.file.outcome else { return false }
    return !outcome.damage.isEmpty || outcome.tail.map { $0.kind != .truncated } ?? false
  }

  /// Counts points of a tail; false where they void others, or are void themselves.
  private mutating func takeTail(
    _ batch: inout ScalarBatch, of box: FileBox, member: Int, place: Int
  ) -> Bool {
    if place == files[member].count - 1 {
      let before = passes[member].contests
      passes[member].note(
        batch, row: box.file.firstRow, place: place, series: table.count(of: member))
      if passes[member].contests > before { return false }
    } else if !isMerged(member, place), options.policy != .raw,
      passes[member].reaches(batch, behind: place)
    {
      return false
    }
    count(&batch)
    return true
  }

  /// Whether a file is known to be written beside others.
  private func isMerged(_ member: Int, _ place: Int) -> Bool {
    plans[member].groups.contains { $0.count > 1 && $0.contains(place) }
  }
}
