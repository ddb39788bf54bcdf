/// The points of one series, kept in chunks of columns; see ``PointStore``.
///
/// Access to any point takes constant time.
public struct SeriesPoints: RandomAccessCollection, Sendable {
  private var chunks: [PointChunk] = []

  /// How many points there are.
  public private(set) var count = 0

  /// Creates a series without points.
  public init() {}

  /// The index of the first point.
  public var startIndex: Int { 0 }

  /// The index after the last point.
  public var endIndex: Int { count }

  /// The point at `index`, bit for bit as it was added.
  public subscript(index: Int) -> Point {
    precondition(index >= 0 && index < count, "there is no point \(index) among \(count)")
    return chunks[index / PointChunk.capacity][index % PointChunk.capacity]
  }

  /// Adds a point at the end.
  public mutating func append(_ point: Point) { append([point].span) }

  /// Copies the points of the chunk that begins at `start`, if there is one, into a batch.
  func copy(from start: Int, to batch: inout ScalarBatch) {
    precondition(start % PointChunk.capacity == 0, "no chunk begins at \(start)")
    if start < count { chunks[start / PointChunk.capacity].copy(to: &batch) }
  }

  /// Adds points at the end.
  mutating func append(_ points: Span<Point>) {
    var done = 0
    while done < points.count {
      let place = count % PointChunk.capacity
      // After a full chunk, the next one will probably fill up, too.
      if place == 0 { chunks.append(PointChunk(room: count == 0 ? 16 : PointChunk.capacity)) }
      let end = Swift.min(points.count, done + PointChunk.capacity - place)
      chunks[chunks.count - 1].append(points.extracting(done..<end))
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
  /// The smallest number of points for which columns reserve room.
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

  mutating func append(_ points: Span<Point>) {
    while room < count + points.count { room *= 2 }
    steps.append(points, at: count, room: room)
    wallTimes.append(points, at: count, room: room)
    values.append(points, at: count, room: room)
    count += points.count
  }
}
