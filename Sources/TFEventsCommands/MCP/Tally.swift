import TextFormats

/// How often each name came.
struct Tally {
  private var counts: [(name: String, count: Int)] = []

  /// Counts a name.
  mutating func add(_ name: String) {
    if let index = counts.firstIndex(where: { $0.name == name }) {
      counts[index].count += 1
    } else {
      counts.append((name, 1))
    }
  }

  /// How many names were counted.
  var total: Int { counts.reduce(0) { $0 + $1.count } }

  /// The counts by name, the largest first.
  var json: JSONValue {
    .object(counts.sorted { $0.count > $1.count }.map { .init($0.name, .integer(Int64($0.count))) })
  }
}
