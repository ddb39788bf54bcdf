import EventFiles
import Scalars

extension LogicalRun {
  /// Whether its files hold records, but no scalar and nothing that may be one.
  ///
  /// Such a run lies above others if a search for hyperparameters described itself there, or if a
  /// writer was opened there and never used.
  var isBare: Bool {
    members.allSatisfy { member in member.isWholeDirectory && member.files.allSatisfy(holdsNothing)
    }
  }
}

/// Whether a small file has records, but no scalar, no tensor that may be one, and no damage.
private func holdsNothing(_ file: LogFile) -> Bool {
  if !file.source.isEventFiles || file.size == 0 || file.size > 1 << 20 { return false }
  var reader = EventFileReader(file.location)
  var batch = ScalarBatch()
  var isEnd = false
  while !isEnd {
    do throws(EventFileError) { isEnd = try !reader.read(into: &batch) } catch { return false }
    if batch.count > 0 { return false }
  }
  let outcome = reader.outcome
  return outcome.records > 0 && outcome.damagedRecords == 0 && outcome.tail == nil
    && reader.unexplainedTags.isEmpty
}

/// The tags of the scalars in the first batch of a file; empty if it cannot be read.
func firstTags(_ file: LogFile) -> [String] {
  var reader = EventFileReader(file.location)
  var batch = ScalarBatch()
  do throws(EventFileError) { _ = try reader.read(into: &batch) } catch { return [] }
  var places: Set<UInt32> = []
  for row in 0..<batch.count { places.insert(batch.series[row]) }
  return places.sorted().map { reader.series[Int($0)].tag }
}
