/// The templates of a file's values, found by their tags.
struct TemplateTable {
  /// The longest value of which a template is made, in bytes.
  static let sizeLimit = 512
  /// A tag whose values have more forms than this is left to the general decoder.
  private static let formLimit: UInt8 = 4
  private static let probeLimit = 16

  private(set) var templates: [ValueTemplate] = []
  /// The blocks after the templates' heads.
  private var blocks: [SIMD4<UInt64>] = []
  /// Open addressing: the number of a template plus one, 0 for a free slot.
  private var slots = [UInt32](repeating: 0, count: 128)
  private var hashes: [UInt32] = []
  /// How many templates each series has.
  private var forms: [UInt8] = []

  /// Whether another template of a series would be stored.
  func hasRoom(for series: Int) -> Bool {
    series >= forms.count || forms[series] < Self.formLimit
  }

  /// Adds the template of a value whose bytes are in `range`.
  mutating func add(
    _ range: Range<Int>, hole: Range<Int>, number: ValueTemplate.Number, series: Int,
    in bytes: borrowing PaddedBytes
  ) {
    guard let hash = bytes.hashOfTag(at: range.lowerBound, end: range.upperBound) else { return }
    if templates.isEmpty { makeRoom() }
    if 4 * (templates.count + 1) > slots.count { grow() }
    while forms.count <= series { forms.append(0) }
    forms[series] += 1
    // A hostile file may make hashes collide: tags that find no free slot are left to the general
    // decoder.
    guard let slot = freeSlot(for: hash) else { return }
    slots[slot] = UInt32(templates.count) + 1
    templates.append(
      ValueTemplate(
        range, hole: hole, number: number, series: series, in: bytes, blocks: &blocks))
    hashes.append(hash)
  }

  /// Makes room for a few templates, since most files have more than one.
  private mutating func makeRoom() {
    templates.reserveCapacity(8)
    blocks.reserveCapacity(16)
    hashes.reserveCapacity(8)
    forms.reserveCapacity(8)
  }

  private func freeSlot(for hash: UInt32) -> Int? {
    let first = Self.slot(of: hash, among: slots.count)
    for place in first..<first + Self.probeLimit where slots[place & (slots.count - 1)] == 0 {
      return place & (slots.count - 1)
    }
    return nil
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: 4 * slots.count)
    for (index, hash) in hashes.enumerated() {
      if let slot = freeSlot(for: hash) { slots[slot] = UInt32(index) + 1 }
    }
  }

  @inline(__always)
  private static func slot(of hash: UInt32, among count: Int) -> Int {
    Int(truncatingIfNeeded: hash) & (count - 1)
  }

  /// The template that matches the value at `place`, found by its tag; -1 if there is none.
  @inline(never)
  func find(at place: Int, end: Int, in bytes: borrowing PaddedBytes) -> Int {
    guard var probe = probe(at: place, end: end, in: bytes) else { return -1 }
    while let index = next(of: &probe) {
      if fits(index, at: place, in: bytes) { return index }
    }
    return -1
  }

  /// A search for the templates of a tag in the hash table.
  struct Probe {
    fileprivate var slot: Int
    fileprivate var left = probeLimit
  }

  /// Begins to search for the templates of the tag of the value at `place`; `nil` if the tag is not
  /// its first field.
  @inline(__always)
  func probe(at place: Int, end: Int, in bytes: borrowing PaddedBytes) -> Probe? {
    guard let hash = bytes.hashOfTag(at: place, end: end) else { return nil }
    return Probe(slot: Self.slot(of: hash, among: slots.count))
  }

  /// The next template to try.
  @inline(__always)
  func next(of probe: inout Probe) -> Int? {
    let index = Int(slots[probe.slot]) - 1
    if index < 0 || probe.left == 0 { return nil }
    probe.slot = (probe.slot + 1) & (slots.count - 1)
    probe.left -= 1
    return index
  }

  /// Whether the value at `place` matches one of the templates.
  @inline(__always)
  func fits(_ index: Int, at place: Int, in bytes: borrowing PaddedBytes) -> Bool {
    let block = bytes.block(at: place)
    let difference = block & templates[index].headMask ^ templates[index].head
    let half = difference.lowHalf | difference.highHalf
    if half[0] | half[1] != 0 { return false }
    if templates[index].size <= ValueTemplate.blockSize { return true }
    return fitsTail(templates[index].tail, at: place, in: bytes)
  }

  /// Whether the blocks after a value's head match.
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
  /// A hash of a value's tag; `nil` if the tag is not the first field.
  ///
  /// It uses the first and last eight bytes, and those between, if there are any. Branch-free for
  /// short tags, since their lengths cannot be predicted if tags come in no order.
  @inline(__always)
  fileprivate func hashOfTag(at place: Int, end: Int) -> UInt32? {
    guard end &- place >= 4 else { return nil }
    let head = word64(at: place)
    // 8 if the value's size takes two bytes.
    let further = head &>> 12 & 8
    let header = head &>> (16 &+ further)
    let size = Int(truncatingIfNeeded: header &>> 8 & 0xFF)
    let tag = place &+ 4 &+ Int(truncatingIfNeeded: further &>> 3)
    guard header & 0x80FF == 0x0A, tag &+ size <= end else { return nil }
    // Bytes after a short tag are shifted out.
    let shift = UInt64(truncatingIfNeeded: 64 &- 8 &* min(size, 8))
    let last = tag &+ max(size &- 8, 0)
    var hash = UInt64(truncatingIfNeeded: size) ^ 0x9E37_79B9_7F4A_7C15
    if size > 16 {
      for middle in stride(from: tag &+ 8, to: last, by: 8) {
        hash = (word64(at: middle) ^ hash).folded(0xD6E8_FEB8_6659_FD93)
      }
    }
    hash = (word64(at: tag) &<< shift ^ hash)
      .folded(word64(at: last) &<< shift ^ 0xD6E8_FEB8_6659_FD93)
    return UInt32(truncatingIfNeeded: hash)
  }
}

extension UInt64 {
  /// Both halves of a product as one word (multiply and fold): each of its bits depends on nearly
  /// all bits of both factors.
  @inline(__always)
  fileprivate func folded(_ other: UInt64) -> UInt64 {
    let product = multipliedFullWidth(by: other)
    return product.high ^ product.low
  }
}
