/// The points of one series, kept in chunks of columns; see ``PointStore``.
///
/// Any point is had in constant time.
public struct SeriesPoints: RandomAccessCollection, Sendable {
  private var chunks: [PointChunk] = []

  /// How many points there are.
  public private(set) var count = 0

  /// Creates a series without points.
  public init() {}

  /// The place of the first point.
  public var startIndex: Int { 0 }

  /// The place behind the last point.
  public var endIndex: Int { count }

  /// The point at `index`, bit for bit as it was taken in.
  public subscript(index: Int) -> Point {
    precondition(index >= 0 && index < count, "there is no point \(index) among \(count)")
    return chunks[index / PointChunk.capacity][index % PointChunk.capacity]
  }

  /// Takes in a point behind the others.
  public mutating func append(_ point: Point) {
    append(
      [0].span, steps: [point.step].span, wallTimes: [point.wallTime].span,
      values: [point.value].span)
  }

  /// Copies the points of the chunk that begins at `start`, if there is one, into a batch.
  func copy(from start: Int, to batch: inout ScalarBatch) {
    precondition(start % PointChunk.capacity == 0, "no chunk begins at \(start)")
    if start < count { chunks[start / PointChunk.capacity].copy(to: &batch) }
  }

  /// Takes in these rows of columns.
  mutating func append(
    _ rows: Span<UInt16>, steps: Span<Int64>, wallTimes: Span<Double>, values: Span<Double>
  ) {
    var done = 0
    while done < rows.count {
      let place = count % PointChunk.capacity
      // What comes after a full chunk is likely to fill another.
      if place == 0 { chunks.append(PointChunk(room: count == 0 ? 16 : PointChunk.capacity)) }
      let end = Swift.min(rows.count, done + PointChunk.capacity - place)
      chunks[chunks.count - 1].append(
        rows.extracting(done..<end), steps: steps, wallTimes: wallTimes, values: values)
      count += end - done
      done = end
    }
  }
}

/// Some thousand points of a series, each column in the narrowest form that holds it exactly.
struct PointChunk: Sendable {
  static let capacity = ScalarBatch.capacity

  private var count = 0
  private var steps = StepColumn()
  private var wallTimes = WallTimeColumn()
  private var values = ValueColumn()
  /// For how many points columns have room at least.
  private var room: Int

  init(room: Int) { self.room = room }

  subscript(index: Int) -> Point {
    Point(step: steps[index], wallTime: wallTimes[index], value: values[index])
  }

  func copy(to batch: inout ScalarBatch) {
    batch.count = count
    steps.copy(count, to: &batch.steps)
    wallTimes.copy(count, to: &batch.wallTimes)
    values.copy(count, to: &batch.values)
  }

  mutating func append(
    _ rows: Span<UInt16>, steps: Span<Int64>, wallTimes: Span<Double>, values: Span<Double>
  ) {
    while room < count + rows.count { room *= 2 }
    self.steps.append(rows, of: steps, at: count, room: room)
    self.wallTimes.append(rows, of: wallTimes, at: count, room: room)
    self.values.append(rows, of: values, at: count, room: room)
    count += rows.count
  }
}
