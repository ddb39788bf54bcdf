/// The positions of the pieces of a sparse member; the rest of it is zero.
///
/// GNU tar has four ways to store it: in the header and the blocks after it (its old format), and
/// in pax records (0.0 record by record, 0.1 in one record, 1.0 in lines before the content).
struct SparseMap {
  /// Larger files are not read, even if they have few bytes in the archive: reading terabytes of
  /// zeros would take too long.
  static let largest: Int64 = 1 << 36
  private static let mostPieces = 1 << 16

  /// Starts and counts, alternating.
  private(set) var numbers: [Int64] = []

  /// The old format's entries in a header; `isContinued` says whether another block of entries
  /// follows.
  init?(header: [UInt8]) {
    guard let numbers = Self.entries(header[386..<482]) else { return nil }
    self.numbers = numbers
  }

  /// Numbers that were listed.
  init(numbers: [Int64]) { self.numbers = numbers }

  /// Format 0.1: numbers separated by commas.
  init?(list: [UInt8]) {
    for part in list.split(separator: UInt8(ascii: ",")) {
      guard let number = PaxRecords.whole(Array(part)), numbers.count < 2 * Self.mostPieces else {
        return nil
      }
      numbers.append(number)
    }
  }

  /// Adds the entries of a continuation block; false if it is not one.
  mutating func add(block: [UInt8]) -> Bool {
    guard block.count == TarHeader.size, let more = Self.entries(block[0..<504]),
      numbers.count < 2 * Self.mostPieces
    else { return false }
    numbers += more
    return true
  }

  private static func entries(_ field: ArraySlice<UInt8>) -> [Int64]? {
    var numbers: [Int64] = []
    var start = field.startIndex
    while start + 24 <= field.endIndex, field[start] != 0 {
      guard let offset = TarHeader.number(field[start..<(start + 12)]),
        let count = TarHeader.number(field[(start + 12)..<(start + 24)])
      else { return nil }
      numbers += [offset, count]
      start += 24
    }
    return numbers
  }

  /// The pieces of a member of `size` bytes, of which `packed` bytes are in the archive from
  /// `place` on.
  ///
  /// - Returns: nil if pieces overlap, or exceed either size.
  func pieces(size: Int64, packed: Int64, place: Int64) -> [ArchiveMember.Piece]? {
    guard numbers.count % 2 == 0 else { return nil }
    var pieces: [ArchiveMember.Piece] = []
    var (end, used) = (Int64(0), Int64(0))
    for index in stride(from: 0, to: numbers.count, by: 2) {
      let (start, count) = (numbers[index], numbers[index + 1])
      guard start >= end, count >= 0, start <= size, count <= size - start, count <= packed - used
      else { return nil }
      if count > 0 {
        pieces.append(ArchiveMember.Piece(start: start, count: count, place: place + used))
      }
      end = start + count
      used += count
    }
    return pieces
  }
}
