import EventFiles
import Scalars

/// The tags of the scalars in the first batch of a file; empty if it cannot be read.
func firstTags(_ file: LogFile) -> [String] {
  var reader = EventFileReader(file.location)
  var batch = ScalarBatch()
  do throws(EventFileError) { _ = try reader.read(into: &batch) } catch { return [] }
  var places: Set<UInt32> = []
  for row in 0..<batch.count { places.insert(batch.series[row]) }
  return places.sorted().map { reader.series[Int($0)].tag }
}
