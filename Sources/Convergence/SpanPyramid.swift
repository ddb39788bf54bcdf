import Scalars

/// A series in constant memory: at most 128 blocks of equal step span, in the order of their steps.
///
/// The span is the first distance between two steps; when a 129th block would be needed, the span
/// doubles and neighbours merge. So the blocks depend on the steps alone, not on how densely they
/// were logged: a run's first hundred steps and its later every five-hundredth one end up in blocks
/// of one span. A point costs amortised constant time, a few nanoseconds when it falls into the last
/// block; a point that goes back in steps is put into the block where it belongs.
public struct SpanPyramid: Sendable {
  /// The most blocks that are kept.
  public static let capacity = 128

  private var closed: [SpanBlock] = []
  private var open: SpanBlock?
  /// How many blocks were ever begun, merged ones included.
  private(set) var openings = 0
  private var origin: Int64 = 0
  /// The width of a span in steps; 0 while only one step has been seen.
  private(set) var span: UInt64 = 0
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

  /// Sets the span, by the first point (finite or not) at another step than `origin`.
  mutating func noteStep(_ step: Int64, isFirst: Bool) {
    if isFirst {
      origin = step
    } else if span == 0, step != origin {
      span = step.magnitudeOfDistance(to: origin)
      setOpenRange()
    }
  }
}

extension Int64 {
  /// The distance of two steps, which may not fit into a step.
  func magnitudeOfDistance(to other: Int64) -> UInt64 {
    self >= other
      ? UInt64(bitPattern: self &- other) : UInt64(bitPattern: other &- self)
  }
}

extension SpanPyramid {
  private func index(of step: Int64) -> Int64 {
    if span == 0 { return 0 }
    let distance = step.magnitudeOfDistance(to: origin)
    if step >= origin { return Int64(clamping: distance / span) }
    // Rounded away from zero, so that spans below the origin are as wide as the others.
    return -Int64(clamping: (distance - 1) / span + 1)
  }

  private mutating func pushOutside(_ point: Point) {
    openings += 1
    let index = index(of: point.step)
    guard let last = open else {
      open = SpanBlock(index: index, first: point)
      setOpenRange()
      return
    }
    if index > last.index {
      closed.append(last)
      open = SpanBlock(index: index, first: point)
    } else {
      insert(point, at: index)
    }
    while count > Self.capacity { doubleSpan() }
    setOpenRange()
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

  private mutating func doubleSpan() {
    guard let last = open else { return }
    // More than 128 blocks are 129 spans, so the doubled span still fits.
    span *= 2
    var merged: [SpanBlock] = []
    merged.reserveCapacity(Self.capacity)
    for var block in closed + [last] {
      block.index >>= 1
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
    guard let open else {
      (openFirst, openLast) = (1, 0)
      return
    }
    if span == 0 {
      (openFirst, openLast) = (origin, origin)
      return
    }
    let first = Int128(origin) + Int128(open.index) * Int128(span)
    openFirst = Int64(clamping: first)
    openLast = Int64(clamping: first + Int128(span) - 1)
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
