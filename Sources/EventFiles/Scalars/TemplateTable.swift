/// The templates of a file's values, found by the tags they hold.
struct TemplateTable {
  /// The longest value of which a template is made, in bytes.
  static let sizeLimit = 512
  /// A tag whose values take more forms than this is left to the general decoder.
  private static let formLimit: UInt8 = 4
  private static let probeLimit = 8

  private(set) var templates: [ValueTemplate] = []
  /// The blocks behind the templates' heads.
  private var blocks: [SIMD4<UInt64>] = []
  /// Open addressing: the number of a template plus one, 0 where a place is free.
  private var slots = [UInt32](repeating: 0, count: 64)
  private var hashes: [UInt32] = []
  /// How many templates each series has.
  private var forms: [UInt8] = []

  /// Whether another template of a series would be kept.
  func hasRoom(for series: Int) -> Bool {
    series >= forms.count || forms[series] < Self.formLimit
  }

  /// Adds the template of a value whose bytes stand in `range`.
  mutating func add(
    _ range: Range<Int>, hole: Range<Int>, number: ValueTemplate.Number, series: Int,
    in bytes: borrowing PaddedBytes
  ) {
    guard let hash = bytes.hashOfTag(at: range.lowerBound, end: range.upperBound) else { return }
    while forms.count <= series { forms.append(0) }
    forms[series] += 1
    if 2 * (templates.count + 1) > slots.count { grow() }
    templates.append(
      ValueTemplate(
        range, hole: hole, number: number, series: series, in: bytes, blocks: &blocks))
    hashes.append(hash)
    place(templates.count - 1)
  }

  private mutating func place(_ index: Int) {
    var slot = Self.slot(of: hashes[index], among: slots.count)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(index) + 1
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: 4 * slots.count)
    for index in templates.indices { place(index) }
  }

  @inline(__always)
  private static func slot(of hash: UInt32, among count: Int) -> Int {
    Int(truncatingIfNeeded: (UInt64(hash) &* 0x9E37_79B9_7F4A_7C15) >> 32) & (count - 1)
  }

  /// The template that the value at `place` fits, by its tag; -1 where there is none.
  @inline(never)
  func find(at place: Int, end: Int, in bytes: borrowing PaddedBytes) -> Int {
    guard let hash = bytes.hashOfTag(at: place, end: end) else { return -1 }
    var slot = Self.slot(of: hash, among: slots.count)
    for _ in 0..<Self.probeLimit {
      let index = Int(slots[slot]) - 1
      if index < 0 || fits(templates.span, index, at: place, in: bytes) { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    return -1
  }

  /// Whether the value at `place` fits one of the templates, which are the table's.
  @inline(__always)
  func fits(
    _ templates: Span<ValueTemplate>, _ index: Int, at place: Int, in bytes: borrowing PaddedBytes
  ) -> Bool {
    let block = bytes.block(at: place)
    let difference = block & templates[index].headMask ^ templates[index].head
    let half = difference.lowHalf | difference.highHalf
    if half[0] | half[1] != 0 { return false }
    if templates[index].size <= ValueTemplate.blockSize { return true }
    return fitsTail(templates[index].tail, at: place, in: bytes)
  }

  /// Whether the blocks behind a value's head fit.
  @inline(never)
  private func fitsTail(
    _ tail: Range<Int>, at place: Int, in bytes: borrowing PaddedBytes
  ) -> Bool {
    var difference = SIMD4<UInt64>()
    var at = place
    for index in stride(from: tail.lowerBound, to: tail.upperBound, by: 2) {
      at += ValueTemplate.blockSize
      if at > bytes.capacity { return false }
      difference |= bytes.block(at: at) & blocks[index + 1] ^ blocks[index]
    }
    return difference == SIMD4()
  }
}

extension PaddedBytes {
  /// A hash of a value's size and tag, where the tag comes first; `nil` where it does not.
  @inline(__always)
  fileprivate func hashOfTag(at place: Int, end: Int) -> UInt32? {
    guard end - place >= 4 else { return nil }
    let tag = place + (self[place + 1] < 0x80 ? 2 : 3)
    let size = self[tag + 1]
    guard self[tag] == 0x0A, size < 0x80, tag + 2 + Int(size) <= end else { return nil }
    return maskedChecksumOfShort(place..<tag + 2 + Int(size))
  }
}
