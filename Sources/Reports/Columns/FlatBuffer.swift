/// A flatbuffer in the making, written from its front to its end.
///
///     offset of the root table | vtable, table | what the table refers to | …
///
/// A table's vtable holds the offset of each field by its number. What a table refers to is written
/// after it; only then is the reference filled in. Each number is at a multiple of its size,
/// counted from the beginning.
struct FlatBuffer {
  /// A field of a table; a reference is filled in when its target is written.
  enum Field {
    case byte(UInt8), short(Int16), int(Int32), long(Int64), reference

    var size: Int {
      switch self {
      case .byte: 1
      case .short: 2
      case .int, .reference: 4
      case .long: 8
      }
    }
  }

  /// The bytes so far.
  private(set) var bytes: [UInt8] = [0, 0, 0, 0]

  /// Sets the reference at an offset to the object that is written next.
  private mutating func refer(from place: Int) {
    bytes.pad(to: 4)
    bytes.put(UInt32(bytes.count - place), at: place)
  }

  /// Writes a table and sets the reference at an offset to it.
  ///
  /// - Parameters:
  ///   - place: The offset of the reference to it; 0 for the root.
  ///   - fields: Its fields by number; nil is one that is left out.
  ///
  /// - Returns: The offset of each field.
  mutating func table(at place: Int, _ fields: [Field?]) -> [Int] {
    let vtable = (fields.count + 2) * 2
    // Fields begin four bytes into the table and must be at a multiple of eight.
    while !(bytes.count + vtable + 4).isMultiple(of: 8) { bytes.append(0) }
    // The largest fields first: then all offsets are multiples of the fields' sizes.
    let order = fields.indices.sorted { (fields[$1]?.size ?? 0, $0) < (fields[$0]?.size ?? 0, $1) }
    var places = Array(repeating: 0, count: fields.count)
    var size = 4
    for number in order {
      places[number] = fields[number] == nil ? 0 : size
      size += fields[number]?.size ?? 0
    }
    bytes.append(littleEndian: UInt16(vtable))
    bytes.append(littleEndian: UInt16(size))
    for place in places { bytes.append(littleEndian: UInt16(place)) }
    let table = bytes.count
    bytes.put(UInt32(table - place), at: place)
    bytes.append(littleEndian: Int32(vtable))
    for number in order { write(fields[number]) }
    return places.map { table + $0 }
  }

  private mutating func write(_ field: Field?) {
    switch field {
    case .byte(let number): bytes.append(number)
    case .short(let number): bytes.append(littleEndian: number)
    case .int(let number): bytes.append(littleEndian: number)
    case .long(let number): bytes.append(littleEndian: number)
    case .reference: bytes.append(littleEndian: 0 as UInt32)
    case nil: break
    }
  }

  /// Writes a text and sets the reference at an offset to it.
  mutating func text(at place: Int, _ text: String) {
    refer(from: place)
    bytes.append(littleEndian: UInt32(text.utf8.count))
    bytes += Array(text.utf8)
    bytes.append(0)
  }

  /// Writes a vector of references, sets the reference at an offset to it, and returns the offset
  /// of each.
  mutating func references(at place: Int, count: Int) -> [Int] {
    refer(from: place)
    bytes.append(littleEndian: UInt32(count))
    let start = bytes.count
    bytes += Array(repeating: 0, count: count * 4)
    return (0..<count).map { start + 4 * $0 }
  }

  /// Writes a vector of structures made of longs and sets the reference at an offset to it.
  mutating func structures(at place: Int, _ each: [[Int64]]) {
    // The count is the four bytes before the first structure.
    while !(bytes.count + 4).isMultiple(of: 8) { bytes.append(0) }
    refer(from: place)
    bytes.append(littleEndian: UInt32(each.count))
    for one in each { for number in one { bytes.append(littleEndian: number) } }
  }
}
