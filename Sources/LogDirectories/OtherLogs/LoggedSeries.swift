import EventFiles
import Scalars

/// Numbers the series of another logger's log, and puts its values into batches.
struct LoggedSeries {
  /// The tags met so far; a batch's series number is an index into this list.
  private(set) var descriptions: [SeriesDescription] = []
  private let options: ReadingOptions
  private var places: [ByteKey: Int] = [:]
  /// For each series, the series that came after it last time, since tags come in the same order.
  private var followers: [Int] = []
  private var last = 0

  /// Prepares to number series; the options may select some.
  init(_ options: ReadingOptions) { self.options = options }

  /// Empties a batch.
  static func begin(_ batch: inout ScalarBatch) {
    batch.count = 0
    batch.offsets.removeAll(keepingCapacity: true)
    batch.marks.removeAll(keepingCapacity: true)
  }

  /// Notes that in this format steps may go back within one file, as in event files of the second
  /// version.
  static func markVersion(_ batch: inout ScalarBatch) {
    batch.marks.append(
      SessionMark(row: 0, kind: .fileVersion(2), step: 0, wallTime: .nan, offset: 0))
  }

  /// Adds a value of the record at `offset` to a batch that has room, unless its tag is not
  /// selected.
  mutating func add(
    _ value: LoggedValue, offset: Int64, to batch: inout ScalarBatch, _ outcome: inout FileOutcome
  ) {
    let place = place(of: value.tag)
    if !descriptions[place].isSelected { return }
    descriptions[place].isScalar = true
    let row = batch.count
    batch.series[row] = UInt32(place)
    batch.steps[row] = value.step
    batch.wallTimes[row] = value.wallTime
    batch.values[row] = value.value
    if options.keepsOffsets { batch.offsets.append(offset) }
    batch.count += 1
    outcome.points += 1
    if value.wallTime.isFinite {
      outcome.firstWallTime = outcome.firstWallTime ?? value.wallTime
      outcome.lastWallTime = value.wallTime
    }
  }

  private mutating func place(of tag: String) -> Int {
    let key = ByteKey(tag)
    if last < followers.count {
      let guess = followers[last]
      if ByteKey(descriptions[guess].tag) == key {
        last = guess
        return guess
      }
    }
    let place = places[key] ?? descriptions.count
    if place == descriptions.count {
      places[key] = place
      var description = SeriesDescription(tag: tag)
      description.isSelected = options.selectsTag?(tag) ?? true
      description.numberType = .float64
      descriptions.append(description)
      followers.append(place)
    }
    followers[last] = place
    last = place
    return place
  }
}
