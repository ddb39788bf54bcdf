import EventFiles
import Scalars

/// Reads event files with one thread: `benchmark-points scan|keep|add <file>...`.
///
/// `scan` adds the values up batch by batch; `keep` keeps every point of every file until the end;
/// `add` keeps all points and then adds them up. Prints counts and sums.
@main
enum Main {
  static func main() throws {
    let words = CommandLine.arguments
    guard words.count > 2, ["scan", "keep", "add"].contains(words[1]) else {
      fatalError("usage: benchmark-points scan|keep|add <file>...")
    }
    var total = Total()
    for path in words.dropFirst(2) {
      var reader = EventFileReader(path: path)
      if words[1] == "scan" { try total.scan(&reader) } else { try total.keep(&reader) }
    }
    if words[1] == "add" { total.addKept() }
    print("points=\(total.points) sum=\(words[1] == "keep" ? "-" : String(total.sum))")
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
      batch.sort()
      store.append(batch.sorted)
    }
    points += (0..<store.seriesCount).reduce(0) { $0 + store[$1].count }
    stores.append(store)
  }

  /// Adds up all kept points.
  mutating func addKept() {
    var batch = ScalarBatch()
    for store in stores {
      for series in 0..<store.seriesCount {
        for start in stride(from: 0, to: store[series].count, by: ScalarBatch.capacity) {
          store.fill(&batch, of: series, from: start)
          for row in 0..<batch.count { sum += batch.values[row] }
        }
      }
    }
  }
}
