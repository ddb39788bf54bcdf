/// CRC-32C by one table, written independently of the product's so that each checks the other.
public enum TableChecksum {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { state, _ in
      state & 1 == 1 ? state >> 1 ^ 0x82F6_3B78 : state >> 1
    }
  }

  /// The CRC-32C of `bytes` (RFC 3720).
  public static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var state = UInt32.max
    let table = table
    for byte in bytes { state = state >> 8 ^ table[Int((state ^ UInt32(byte)) & 0xFF)] }
    return ~state
  }

  /// The checksum as TFRecord files store it.
  public static func masked(_ bytes: some Sequence<UInt8>) -> UInt32 {
    let checksum = checksum(bytes)
    return (checksum >> 15 | checksum << 17) &+ 0xA282_EAD8
  }
}
