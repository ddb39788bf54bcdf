/// Steps: a start and a stride while they are regular; after that, one number each.
struct StepColumn: Sendable {
  private var start: Int64 = 0
  private var stride: Int64 = 0
  /// All steps, once they are irregular; empty before.
  private var steps: [Int64] = []

  subscript(index: Int) -> Int64 {
    steps.isEmpty ? start &+ stride &* Int64(index) : steps[index]
  }

  /// Copies the `count` steps stored so far.
  func copy(_ count: Int, to target: inout [Int64]) {
    var target = target.mutableSpan
    if !steps.isEmpty {
      for index in 0..<count { target[index] = steps[index] }
      return
    }
    var step = start
    for index in 0..<count {
      target[index] = step
      step &+= stride
    }
  }

  /// Appends steps after the `count` stored so far.
  mutating func append(_ points: Span<Point>, at count: Int, room: Int) {
    if steps.isEmpty {
      if isRegular(with: points, at: count) { return }
      steps = (0..<count).map { start &+ stride &* Int64($0) }
    }
    steps.makeRoom(room, 0)
    var target = steps.mutableSpan
    for index in points.indices { target[count + index] = points[index].step }
  }

  /// Whether these steps continue the regular sequence; the first two steps define it.
  private mutating func isRegular(with points: Span<Point>, at count: Int) -> Bool {
    if count == 0 { start = points[0].step }
    if count < 2, count + points.count >= 2 { stride = points[1 - count].step &- start }
    var expected = start &+ stride &* Int64(count)
    var difference: Int64 = 0
    for index in points.indices {
      difference |= points[index].step ^ expected
      expected &+= stride
    }
    return difference == 0
  }
}

/// Values: as float32 while every one is a float32, as doubles from then on.
struct ValueColumn: Sendable {
  private var singles: [Float] = []
  /// Every value, once there is one that is not a float32.
  private var doubles: [Double] = []

  subscript(index: Int) -> Double {
    doubles.isEmpty ? Double(singles[index]) : doubles[index]
  }

  /// Copies the `count` values stored so far.
  func copy(_ count: Int, to target: inout [Double]) {
    var target = target.mutableSpan
    if doubles.isEmpty {
      let singles = singles.span
      for index in 0..<count { target[index] = Double(singles[index]) }
    } else {
      for index in 0..<count { target[index] = doubles[index] }
    }
  }

  /// Appends values after the `count` stored so far.
  mutating func append(_ points: Span<Point>, at count: Int, room: Int) {
    if doubles.isEmpty {
      if areSingles(points, at: count, room: room) { return }
      doubles = singles.prefix(count).map { Double($0) }
      singles = []
    }
    doubles.makeRoom(room, 0)
    var target = doubles.mutableSpan
    for index in points.indices { target[count + index] = points[index].value }
  }

  /// Whether these values are exactly float32; if so, they are appended.
  private mutating func areSingles(
    _ points: Span<Point>, at count: Int, room: Int
  ) -> Bool {
    singles.makeRoom(room, 0)
    var target = singles.mutableSpan
    var difference: UInt64 = 0
    for index in points.indices {
      let value = points[index].value
      let single = Float(value)
      difference |= Double(single).bitPattern ^ value.bitPattern
      target[count + index] = single
    }
    return difference == 0
  }
}

/// Wall times: as distances from the first of a few while these are short; as doubles from then on.
///
///     starts     │ t0            │ t32           │ …      64 bits each
///     distances  │ 0 d1 d2 … d31 │ 0 d33 …       │ …      32 bits each
///
/// Positive doubles have the order of their bit patterns. So a time is exactly its start's bit
/// pattern plus a distance of 32 bits. In this century, 32 bits cover a quarter of an hour, for 32
/// points.
struct WallTimeColumn: Sendable {
  private static let group = 32

  private var starts: [UInt64] = []
  private var distances: [UInt32] = []
  /// Every time, once one is too far from its start.
  private var times: [Double] = []

  subscript(index: Int) -> Double { times.isEmpty ? near(index) : times[index] }

  private func near(_ index: Int) -> Double {
    Double(bitPattern: starts[index / Self.group] &+ UInt64(distances[index]))
  }

  /// Copies the `count` times stored so far.
  func copy(_ count: Int, to target: inout [Double]) {
    var target = target.mutableSpan
    if times.isEmpty {
      for index in 0..<count { target[index] = near(index) }
    } else {
      for index in 0..<count { target[index] = times[index] }
    }
  }

  /// Appends times after the `count` stored so far.
  mutating func append(_ points: Span<Point>, at count: Int, room: Int) {
    if times.isEmpty {
      if areNear(points, at: count, room: room) { return }
      times = (0..<count).map { near($0) }
      (starts, distances) = ([], [])
    }
    times.makeRoom(room, 0)
    var target = times.mutableSpan
    for index in points.indices { target[count + index] = points[index].wallTime }
  }

  /// Whether these times are near their starts; if so, they are appended.
  private mutating func areNear(
    _ points: Span<Point>, at count: Int, room: Int
  ) -> Bool {
    distances.makeRoom(room, 0)
    // A local, since the span of a property borrows the whole column.
    var local: [UInt32] = []
    swap(&local, &distances)
    defer { swap(&local, &distances) }
    var target = local.mutableSpan
    var start = starts.last ?? 0
    var bits: UInt64 = 0
    for index in points.indices {
      let pattern = points[index].wallTime.bitPattern
      if (count + index) % Self.group == 0 {
        start = pattern
        starts.append(start)
      }
      bits |= pattern &- start
      target[count + index] = UInt32(truncatingIfNeeded: pattern &- start)
    }
    return bits <= UInt64(UInt32.max)
  }
}

extension Array {
  /// Lengthens the array to `room` elements if it is shorter.
  fileprivate mutating func makeRoom(_ room: Int, _ filler: Element) {
    if count >= room { return }
    reserveCapacity(room)
    append(contentsOf: repeatElement(filler, count: room - count))
  }
}
