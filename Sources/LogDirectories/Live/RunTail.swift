import EventFiles
import Scalars

/// Continues reading at the ends of files that were read before.
extension RunReader {
  enum Tail {
    /// Points are in the batch.
    case batch
    /// There is nothing more for now.
    case nothing
    /// Points that were delivered are void now: the run must be read from the beginning.
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
    tags[member].addFile()
    for box in boxes[member].compactMap(\.self) { tags[member].add(box.file.reader) }
    boxes[member].append(FileBox(open(place, of: member)))
  }

  /// Reads what was appended to the file at `place` of `member`.
  mutating func readTail(into batch: inout ScalarBatch, member: Int, place: Int) -> Tail {
    guard let box = boxes[member][place] else { return .void }
    box.file.resume()
    while box.file.read(into: &batch, of: run, table: &table) {
      if !takeTail(&batch, of: box, member: member, place: place) { return .void }
      if batch.count > 0 { return .batch }
    }
    report.addHyperparameters(box.file.takeAttachments())
    box.file.finish(&report.files[number(of: member, place)], table: &table)
    tags[member].add(box.file.reader)
    if tags[member].isLate { return .void }
    return box.file.failure == nil ? .nothing : .void
  }

  /// Whether a part of a file could not be read: perhaps a block that has not reached the disk yet.
  func hasHole(_ member: Int, _ place: Int) -> Bool {
    guard let outcome = boxes[member][place]?.file.outcome else { return false }
    return !outcome.damage.isEmpty || outcome.tail.map { $0.kind != .truncated } ?? false
  }

  /// Counts points of a tail; false if they replace others, or are replaced themselves.
  private mutating func takeTail(
    _ batch: inout ScalarBatch, of box: FileBox, member: Int, place: Int
  ) -> Bool {
    if place == files[member].count - 1 {
      let before = passes[member].contests
      passes[member].note(
        batch, row: box.file.firstRow, place: place, series: table.count(of: member))
      if passes[member].contests > before { return false }
    } else if !isMerged(member, place), !options.policy.keepsEverything,
      passes[member].reaches(batch, behind: place)
    {
      return false
    }
    shift(&batch, from: box.file.firstRow, member: member, place: place)
    count(&batch)
    return true
  }

  /// Shifts the steps of points that come after those that were shifted.
  private mutating func shift(
    _ batch: inout ScalarBatch, from row: Int, member: Int, place: Int
  ) {
    guard let group = plans[member].groups.firstIndex(where: { $0.contains(place) }) else { return }
    for index in 0..<batch.count {
      let position =
        isMerged(member, place)
        ? SupersessionPlan.Position(endOf: group)
        : SupersessionPlan.Position(group: group, row: row + index)
      let series = Int(batch.series[index])
      if let step = shifters[member]?.shifted(batch.steps[index], series: series, at: position) {
        batch.steps[index] = step
      }
    }
  }

  /// Whether a file is known to be written at the same time as others.
  private func isMerged(_ member: Int, _ place: Int) -> Bool {
    plans[member].groups.contains { $0.count > 1 && $0.contains(place) }
  }
}
