import EventFiles
import Scalars

/// Reads event files with one thread: `benchmark-points scan|keep <file>...`.
///
/// `scan` adds the values up batch by batch; `keep` keeps every point first. Prints counts and sums.
@main
enum Main {
  static func main() throws {
    let words = CommandLine.arguments
    var total = Total()
    for path in words.dropFirst(2) {
      var reader = EventFileReader(path: path)
      try total.read(&reader)
    }
    print("points=\(total.points) sum=\(total.sum)")
  }
}

struct Total {
  var points = 0
  var sum = 0.0

  mutating func read(_ reader: inout EventFileReader) throws {
    var batch = ScalarBatch()
    var isMore = true
    while isMore {
      isMore = try reader.read(into: &batch)
      points += batch.count
      for row in 0..<batch.count { sum += batch.values[row] }
    }
  }
}
