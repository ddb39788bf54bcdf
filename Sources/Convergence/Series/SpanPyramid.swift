import Scalars

/// A series in constant memory: at most 128 blocks of equal step span, in the order of their steps.
///
/// The first 128 different steps have a block each. At the next one, blocks get a span: the median
/// distance of neighboring steps so far. Whenever there are more than 128 blocks, the span doubles
/// and neighbors merge. So the blocks depend on the steps, not on how densely they were logged:
/// points at every step and later points at every 500th step end up in blocks of the same span. A
/// point costs amortized constant time, a few nanoseconds if it falls into the last block; a point
/// whose step goes back is added to the block where it belongs.
public struct SpanPyramid: Sendable {
  /// The most blocks that are kept.
  public static let capacity = 128

  /// The blocks, lowest steps first; most points fall into the last one.
  public private(set) var blocks: [SpanBlock] = []
  /// How many blocks were ever begun, including merged ones.
  private(set) var openings = 0
  /// How often blocks other than the last one changed.
  private(set) var revisions = 0
  /// The step at which the first span begins.
  private var origin: Int64 = 0
  /// The width of a span in steps; 0 while every step has its own block.
  private var span: UInt64 = 0
  /// The steps that belong to the last block; empty where `openFirst > openLast`.
  private var openFirst: Int64 = 1
  private var openLast: Int64 = 0

  init() {}

  /// How many blocks there are.
  public var count: Int { blocks.count }

  /// Adds a point with a finite value.
  @inline(__always)
  mutating func push(_ point: Point) {
    if point.step >= openFirst, point.step <= openLast {
      blocks[blocks.count - 1].add(point)
    } else {
      pushOutside(point)
    }
  }

  /// Adds points with finite values, as if one by one.
  ///
  /// - Parameters:
  ///   - points: The points.
  ///   - next: The index of the first one to add.
  ///   - limit: The number of blocks begun at which to stop: the point that begins the last one is
  ///     the last added.
  ///
  /// - Returns: The index of the first point that was not added.
  mutating func push(_ points: Span<Point>, from next: Int = 0, openings limit: Int = .max) -> Int {
    var next = next
    if limit == .max { next += beginInPairs(points.extracting(next...)) }
    while next < points.count, openings < limit {
      let step = points[next].step
      if step >= openFirst, step <= openLast {
        next = addToOpen(points, from: next)
      } else {
        let begun = beginBlocks(points, from: next, openings: limit)
        if begun == next { pushOutside(points[next]) }
        next = max(begun, next + 1)
      }
    }
    return next
  }

  /// Fast path for an empty series: if the first 129 steps are equally spaced, builds directly the
  /// 64 blocks of two points and the block of the last point that adding them one by one would
  /// give.
  ///
  /// - Returns: The number of points added: 129 or 0.
  mutating func beginInPairs(_ points: Span<Point>) -> Int {
    guard blocks.isEmpty, points.count > Self.capacity,
      let width = Self.equalRise(of: Self.capacity + 1, { points[$0].step })
    else { return 0 }
    blocks = Array(capacity: Self.capacity + 1) { blocks in
      for pair in 0..<Self.capacity / 2 {
        var block = SpanBlock(index: Int64(pair), first: points[2 * pair])
        block.merge(later: SpanBlock(index: Int64(pair), first: points[2 * pair + 1]))
        blocks.append(block)
      }
      blocks.append(SpanBlock(index: Int64(Self.capacity / 2), first: points[Self.capacity]))
    }
    (openings, revisions) = (openings + Self.capacity + 1, revisions + 1)
    (origin, span) = (points[0].step, 2 * width)
    setOpenRange()
    return Self.capacity + 1
  }

  /// Begins one block after another with the points from `next` on.
  ///
  /// Stops when a point does not belong to the span right after the last one (most do), or when
  /// there is no room. Returns the index of the first point that is left.
  private mutating func beginBlocks(
    _ points: Span<Point>, from next: Int, openings limit: Int
  ) -> Int {
    let room = min(Self.capacity - blocks.count, points.count - next)
    if blocks.isEmpty || room <= 0 { return next }
    var next = next
    // Kept in locals, since properties are checked for exclusive access each time.
    var (local, begun) = (blocks, openings)
    blocks = []
    var (first, last, index) = (openFirst, openLast, local[local.count - 1].index)
    local.makeRoom(for: room)
    local.append(addingCapacity: room) { further in
      while next < points.count, begun < limit, !further.isFull, index < .max,
        let range = nextRange(with: points[next].step, behind: last)
      {
        index = span == 0 ? range.lowerBound : index + 1
        (first, last) = (range.lowerBound, range.upperBound)
        var block = SpanBlock(index: index, first: points[next])
        next += 1
        begun += 1
        if begun < limit { next = block.add(points, from: next, within: first, last) }
        further.append(block)
      }
    }
    blocks = local
    openings = begun
    (openFirst, openLast) = (first, last)
    return next
  }

  /// The steps of the next block, if `step` belongs to the span right after the one that ends at
  /// `last`.
  @inline(__always)
  private func nextRange(with step: Int64, behind last: Int64) -> ClosedRange<Int64>? {
    let (distance, isFar) = step.subtractingReportingOverflow(last)
    if distance <= 0 || isFar { return nil }
    if span == 0 { return step...step }
    let (end, isLast) = last.addingReportingOverflow(Int64(clamping: span))
    return UInt64(distance) > span || isLast ? nil : last + 1...end
  }

  /// Adds the points from `next` on that belong to the last block; returns the index of the first
  /// that does not.
  private mutating func addToOpen(_ points: Span<Point>, from next: Int) -> Int {
    // Kept in a local, since an array element is checked at each access.
    var block = blocks[blocks.count - 1]
    let next = block.add(points, from: next, within: openFirst, openLast)
    blocks[blocks.count - 1] = block
    return next
  }

  /// Notes a point without a finite value in the last block.
  mutating func markNonFinite() {
    if !blocks.isEmpty { blocks[blocks.count - 1].nonFiniteCount += 1 }
  }
}

extension SpanPyramid {
  /// Leaves out the blocks that begin before a step.
  mutating func keep(since step: Int64) {
    blocks.removeAll { $0.firstStep < step }
    revisions += 1
  }

  private mutating func pushOutside(_ point: Point) {
    openings += 1
    let index = index(of: point.step)
    guard let last = blocks.last?.index else {
      blocks.append(SpanBlock(index: index, first: point))
      origin = point.step
      setOpenRange()
      return
    }
    if index > last {
      blocks.makeRoom(for: 1)
      blocks.append(SpanBlock(index: index, first: point))
    } else {
      insert(point, at: index)
    }
    coarsen()
    setOpenRange()
  }

  /// Widens the spans until the number of blocks is at most the capacity.
  private mutating func coarsen() {
    if count > Self.capacity, span == 0 { setSpan() }
    while count > Self.capacity { doubleSpan() }
  }

  /// The number of the block of a step: the step itself while there are no spans yet.
  private func index(of step: Int64) -> Int64 {
    if span == 0 { return step }
    let distance = step.magnitudeOfDistance(to: origin)
    if step >= origin { return Int64(clamping: distance / span) }
    // Rounded down, so that spans below the origin are as wide as the others.
    return -Int64(clamping: (distance - 1) / span + 1)
  }

  /// Adds a point whose step is not after the last block to the block where it belongs.
  private mutating func insert(_ point: Point, at index: Int64) {
    revisions += 1
    let place = blocks.partitionPoint { $0.index >= index }
    if blocks[place].index == index {
      blocks[place].add(point)
    } else {
      blocks.insert(SpanBlock(index: index, first: point), at: place)
    }
  }

  /// Ends the phase in which every step has its own block.
  private mutating func setSpan() {
    guard let width = Self.equalRise(of: count, { blocks[$0].firstStep }) else {
      let distances = zip(blocks.dropFirst(), blocks).map {
        $0.firstStep.magnitudeOfDistance(to: $1.firstStep)
      }
      span = distances.sorted()[distances.count / 2]
      return regroup { pyramid, step, _ in pyramid.index(of: step) }
    }
    span = width
    // Each step has a span of its own.
    let first = index(of: blocks[0].firstStep)
    for place in blocks.indices { blocks[place].index = first + Int64(place) }
  }

  /// The common distance of two or more steps; nil if they are not equally spaced.
  @inline(__always)
  private static func equalRise(of count: Int, _ step: (Int) -> Int64) -> UInt64? {
    let width = step(1).magnitudeOfDistance(to: step(0))
    var next = 1
    while next < count, step(next) > step(next - 1),
      step(next).magnitudeOfDistance(to: step(next - 1)) == width
    {
      next += 1
    }
    return next == count ? width : nil
  }

  private mutating func doubleSpan() {
    // More than 128 blocks are at least 129 spans, so the doubled span still fits.
    span *= 2
    regroup { _, _, index in index >> 1 }
  }

  /// Renumbers the blocks by their first steps and numbers, and merges neighbors with the same
  /// number.
  @inline(__always)
  private mutating func regroup(_ number: (borrowing SpanPyramid, Int64, Int64) -> Int64) {
    revisions += 1
    // Kept in a local, since an element of a property's array is checked at each access.
    var local = blocks
    blocks = []
    var all = local.mutableSpan
    var end = 0
    // Kept in a local, too: it avoids reading back what was just written.
    var block = all[0]
    block.index = number(self, block.firstStep, block.index)
    for place in 1..<all.count {
      let next = all[place]
      let index = number(self, next.firstStep, next.index)
      if block.index == index {
        block.merge(later: next)
      } else {
        all[end] = block
        end += 1
        block = next
        block.index = index
      }
    }
    all[end] = block
    local.removeLast(local.count - end - 1)
    blocks = local
  }

  /// Sets the range of steps of the last block, clamped to the range of Int64.
  private mutating func setOpenRange() {
    let index = blocks[blocks.count - 1].index
    if span == 0 {
      (openFirst, openLast) = (index, index)
      return
    }
    let first = Int128(origin) + Int128(index) * Int128(span)
    openFirst = Int64(clamping: first)
    openLast = Int64(clamping: first + Int128(span) - 1)
  }
}

extension [SpanBlock] {
  /// Reserves room for more blocks; above a certain number, for the largest number of blocks.
  fileprivate mutating func makeRoom(for more: Int) {
    // A series that is this long will probably fill its blocks.
    if count + more > SpanPyramid.capacity / 4 { reserveCapacity(SpanPyramid.capacity + 1) }
  }
}

extension Int64 {
  /// The distance of two steps as an unsigned number, since it may not fit into Int64.
  func magnitudeOfDistance(to other: Int64) -> UInt64 {
    self >= other
      ? UInt64(bitPattern: self &- other) : UInt64(bitPattern: other &- self)
  }
}

extension Array {
  /// The first index whose element fulfils `predicate`, which holds from some element on.
  func partitionPoint(_ predicate: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
