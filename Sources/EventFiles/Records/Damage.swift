/// A stretch of a file that could not be read, or only with doubt.
public struct Damage: Sendable, Hashable {
  /// What is wrong with the stretch.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A header whose checksum fails; bytes up to the next good record are skipped.
    case headerChecksum = "header-checksum"
    /// A payload whose checksum fails; its record is skipped.
    case payloadChecksum = "payload-checksum"
    /// Zero bytes where a record should begin: a hole that was never written.
    case zeroHole = "zero-hole"
    /// The file, or its compressed stream, ends within a record.
    case truncated
    /// A record with good checksums whose payload is not an Event; the record is skipped.
    case malformedEvent = "malformed-event"
    /// A line, row or entry of a text log that cannot be read; it is passed over.
    case malformedLine = "malformed-line"
    /// A header with a good checksum that claims an impossible length.
    case lengthOverflow = "length-overflow"
    /// A compressed stream that cannot be inflated, or whose own checksum or size is wrong.
    case gzip
    /// No valid header anywhere.
    case notAnEventFile = "not-an-event-file"
    /// Headers written on a machine with the other byte order.
    case foreignByteOrder = "foreign-byte-order"
    /// A compression that is recognized but not supported.
    case unsupportedCompression = "unsupported-compression"
    /// A compressed stream inside a compressed stream; not read.
    case nestedCompression = "nested-compression"
  }

  /// What is wrong.
  public var kind: Kind
  /// The offset of the first byte concerned, in the (decompressed) stream of records.
  public var offset: Int64
  /// The number of bytes concerned.
  public var length: Int64
  /// How many good records of the file came before it.
  public var recordsBefore: Int
  /// The checksum that the file holds, as stored (masked), if the damage is a failed checksum.
  public var storedChecksum: UInt32?
  /// The checksum of the actual bytes, masked as it would be stored.
  public var computedChecksum: UInt32?
  /// Where reading continued; `nil` if it did not.
  public var resumedAt: Int64?
  /// The name of a compression, the claimed length, or another fact, depending on the kind.
  public var detail: String?

  /// Creates a finding.
  public init(
    kind: Kind, offset: Int64, length: Int64, recordsBefore: Int = 0,
    storedChecksum: UInt32? = nil, computedChecksum: UInt32? = nil, resumedAt: Int64? = nil,
    detail: String? = nil
  ) {
    self.kind = kind
    self.offset = offset
    self.length = length
    self.recordsBefore = recordsBefore
    self.storedChecksum = storedChecksum
    self.computedChecksum = computedChecksum
    self.resumedAt = resumedAt
    self.detail = detail
  }
}
