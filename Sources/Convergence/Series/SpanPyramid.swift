import Scalars

/// A series in constant memory: at most 128 blocks of equal step span, in the order of their steps.
///
/// The first 128 different steps have a block each. With the next one blocks get a span, the median
/// distance of neighbouring steps so far, and whenever there are more than 128 of them the span doubles
/// and neighbours merge. So the blocks depend on the steps, not on how densely they were logged: a run's
/// first hundred steps and its later every five-hundredth one end up in blocks of one span. A point costs
/// amortised constant time, a few nanoseconds when it falls into the last block; a point that goes back in
/// steps is put into the block where it belongs.
public struct SpanPyramid: Sendable {
  /// The most blocks that are kept.
  public static let capacity = 128

  private var closed: [SpanBlock] = []
  private var open: SpanBlock?
  /// How many blocks were ever begun, merged ones included.
  private(set) var openings = 0
  /// The step at which the first span begins.
  private var origin: Int64 = 0
  /// The width of a span in steps; 0 while every step has its own block.
  private var span: UInt64 = 0
  /// The steps that belong to `open`; empty where `openFirst > openLast`.
  private var openFirst: Int64 = 1
  private var openLast: Int64 = 0

  init() {}

  /// How many blocks there are.
  public var count: Int { open == nil ? 0 : closed.count + 1 }

  /// The blocks, lowest steps first.
  public var blocks: [SpanBlock] {
    if let open { closed + [open] } else { [] }
  }

  /// Adds a point with a finite value.
  @inline(__always)
  mutating func push(_ point: Point) {
    if point.step >= openFirst, point.step <= openLast {
      open?.add(point)
    } else {
      pushOutside(point)
    }
  }

  /// Notes a point without a finite value in the last block.
  mutating func markNonFinite() { open?.nonFiniteCount += 1 }
}

extension SpanPyramid {
  private mutating func pushOutside(_ point: Point) {
    openings += 1
    let index = index(of: point.step)
    guard let last = open else {
      open = SpanBlock(index: index, first: point)
      origin = point.step
      setOpenRange()
      return
    }
    if index > last.index {
      closed.append(last)
      open = SpanBlock(index: index, first: point)
    } else {
      insert(point, at: index)
    }
    if count > Self.capacity, span == 0 { setSpan() }
    while count > Self.capacity { doubleSpan() }
    setOpenRange()
  }

  /// The number of the block a step belongs to: the step itself, while there are no spans yet.
  private func index(of step: Int64) -> Int64 {
    if span == 0 { return step }
    let distance = step.magnitudeOfDistance(to: origin)
    if step >= origin { return Int64(clamping: distance / span) }
    // Rounded away from zero, so that spans below the origin are as wide as the others.
    return -Int64(clamping: (distance - 1) / span + 1)
  }

  /// Puts a point that lies before the last block into its place.
  private mutating func insert(_ point: Point, at index: Int64) {
    if open?.index == index {
      open?.add(point)
      return
    }
    let place = closed.partitionPoint { $0.index >= index }
    if place < closed.count, closed[place].index == index {
      closed[place].add(point)
    } else {
      closed.insert(SpanBlock(index: index, first: point), at: place)
    }
  }

  /// Ends the time in which every step has its own block.
  private mutating func setSpan() {
    let steps = blocks.map(\.firstStep)
    let distances = zip(steps, steps.dropFirst()).map { $1.magnitudeOfDistance(to: $0) }.sorted()
    span = distances[distances.count / 2]
    regroup(steps.map { index(of: $0) })
  }

  private mutating func doubleSpan() {
    // More than 128 blocks are 129 spans, so the doubled span still fits.
    span *= 2
    regroup(blocks.map { $0.index >> 1 })
  }

  /// Gives the blocks new numbers, and merges neighbours that get the same.
  private mutating func regroup(_ indices: [Int64]) {
    var merged: [SpanBlock] = []
    merged.reserveCapacity(Self.capacity)
    for (var block, index) in zip(blocks, indices) {
      block.index = index
      if let end = merged.indices.last, merged[end].index == block.index {
        merged[end].merge(later: block)
      } else {
        merged.append(block)
      }
    }
    open = merged.popLast()
    closed = merged
  }

  /// Derives the steps of the last block, cut to what a step can hold.
  private mutating func setOpenRange() {
    guard let open else { return }
    if span == 0 {
      (openFirst, openLast) = (open.index, open.index)
      return
    }
    let first = Int128(origin) + Int128(open.index) * Int128(span)
    openFirst = Int64(clamping: first)
    openLast = Int64(clamping: first + Int128(span) - 1)
  }
}

extension Int64 {
  /// The distance of two steps, which may not fit into a step.
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
