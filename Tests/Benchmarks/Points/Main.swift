import EventFiles
import Scalars

/// Reads event files with one thread: `benchmark-points scan|keep <file>...`.
///
/// `scan` adds the values up batch by batch; `keep` keeps every point of every file until the end, and
/// adds up what it kept of each. Prints counts and sums.
@main
enum Main {
  static func main() throws {
    let words = CommandLine.arguments
    guard words.count > 2, words[1] == "scan" || words[1] == "keep" else {
      fatalError("usage: benchmark-points scan|keep <file>...")
    }
    var total = Total()
    for path in words.dropFirst(2) {
      var reader = EventFileReader(path: path)
      if words[1] == "keep" { try total.keep(&reader) } else { try total.scan(&reader) }
    }
    print("points=\(total.points) sum=\(total.sum)")
  }
}

struct Total {
  var points = 0
  var sum = 0.0
  private var stores: [PointStore] = []

  mutating func scan(_ reader: inout EventFileReader) throws {
    var batch = ScalarBatch()
    var isMore = true
    while isMore {
      isMore = try reader.read(into: &batch)
      points += batch.count
      for row in 0..<batch.count { sum += batch.values[row] }
    }
  }

  mutating func keep(_ reader: inout EventFileReader) throws {
    var batch = ScalarBatch()
    var store = PointStore()
    var isMore = true
    while isMore {
      isMore = try reader.read(into: &batch)
      store.append(batch)
    }
    for series in 0..<store.seriesCount {
      for start in stride(from: 0, to: store[series].count, by: ScalarBatch.capacity) {
        store.fill(&batch, of: series, from: start)
        points += batch.count
        for row in 0..<batch.count { sum += batch.values[row] }
      }
    }
    stores.append(store)
  }
}
