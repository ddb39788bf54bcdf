import CChecksums

/// The CRC-32C of some bytes, masked as TFRecords store it.
func maskedChecksum(of bytes: [UInt8]) -> UInt32 {
  let crc = unsafe bytes.withUnsafeBytes { unsafe crc32c_extend(0, $0.baseAddress, $0.count) }
  return (crc >> 15 | crc << 17) &+ 0xA282_EAD8
}
