import Scalars

/// The tags of a file by their bytes: each has a number, in the order in which they were met.
struct SeriesTable {
  /// The facts about a tag that every value needs; kept apart from its description for speed.
  struct State {
    /// What kind of tensors the tag holds.
    enum Class { case undecided, scalar, other }

    var isSelected = true
    var isScalar = false
    var hasMetadata = false
    /// Whether a tensor was left out because nothing had said yet what the tag holds.
    var isUnexplained = false
    var tensorClass = Class.undecided
    var numberType = NumberType.float32
    /// The number of the event that gave its last point.
    var lastEvent = -1
  }

  private(set) var series: [SeriesDescription] = []
  /// The state of each tag.
  var states: [State] = []
  private var names: [[UInt8]] = []
  private var hashes: [Int] = []
  /// Open addressing: the number of a tag plus one, 0 for a free slot.
  private var slots = [UInt32](repeating: 0, count: 64)
  /// The tag that came after each tag last time: tags come in the same order at each step.
  private var successors: [Int] = []
  private var last = 0

  /// The number of the tag whose bytes are in `range`; `nil` if it is new.
  @inline(__always)
  mutating func index(of range: Range<Int>, in bytes: borrowing PaddedBytes) -> Int? {
    if last < successors.count {
      let guess = successors[last]
      if bytes.holds(names[guess], in: range) {
        last = guess
        return guess
      }
    }
    return find(range, in: bytes)
  }

  /// The same without prediction; does not change the recorded order of tags.
  func known(_ range: Range<Int>, in bytes: borrowing PaddedBytes) -> Int? {
    var slot = Self.hash(range, in: bytes) & (slots.count - 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if bytes.holds(names[index], in: range) { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private mutating func find(_ range: Range<Int>, in bytes: borrowing PaddedBytes) -> Int? {
    guard let index = known(range, in: bytes) else { return nil }
    if last < successors.count { successors[last] = index }
    last = index
    return index
  }

  /// Adds a tag that is not in the table yet.
  mutating func add(
    _ description: SeriesDescription, _ range: Range<Int>, in bytes: borrowing PaddedBytes
  ) -> Int {
    if 2 * (names.count + 1) > slots.count { grow() }
    let index = names.count
    if index == 0 { makeRoom() }
    names.append(bytes.bytes(range))
    series.append(description)
    states.append(State(isSelected: description.isSelected))
    if last < successors.count { successors[last] = index }
    successors.append(0)
    last = index
    hashes.append(Self.hash(range, in: bytes))
    place(index, hash: hashes[index])
    return index
  }

  /// Changes the facts about a tag.
  @inline(__always)
  mutating func update(_ index: Int, _ change: (inout SeriesDescription) -> Void) {
    change(&series[index])
  }

  private mutating func place(_ index: Int, hash: Int) {
    var slot = hash & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(index) + 1
  }

  /// Makes room for a few tags, since most files have more than one.
  private mutating func makeRoom() {
    names.reserveCapacity(8)
    series.reserveCapacity(8)
    states.reserveCapacity(8)
    successors.reserveCapacity(8)
    hashes.reserveCapacity(8)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: 4 * slots.count)
    for index in names.indices { place(index, hash: hashes[index]) }
  }

  /// A new seed in each process, so that nobody can make a file whose tags all collide.
  private static func hash(_ range: Range<Int>, in bytes: borrowing PaddedBytes) -> Int {
    var hasher = Hasher()
    hasher.combine(range.count)
    var index = range.lowerBound
    while range.upperBound - index >= 8 {
      hasher.combine(bytes.word64(at: index))
      index += 8
    }
    let rest = UInt64(8 * (range.upperBound - index))
    if rest > 0 { hasher.combine(bytes.word64(at: index) & (1 << rest - 1)) }
    return hasher.finalize()
  }
}
