/// The result of checking every record of one event file.
public struct FileVerification: Sendable {
  /// The state of a file; the words are chosen to look different.
  public enum Status: String, Sendable, CaseIterable {
    /// Every byte belongs to a good record.
    case good
    /// Checksums fail, or bytes belong to no record.
    case damaged
    /// The last record is incomplete, as is normal while a run is being written.
    case cutShort = "cut short"
    /// No record header anywhere.
    case notAnEventFile = "not an event file"
    /// A log of another logger, by its name, that cannot be read as such.
    case notALog = "not a log"
    /// No bytes at all.
    case empty
    /// The file could not be opened or read.
    case unreadable
  }

  /// One stretch that could not be read.
  public struct Finding: Sendable {
    /// What is wrong, in kebab case, such as `payload-checksum`.
    public var kind: String
    /// The first byte concerned.
    public var offset: Int64
    /// The number of bytes concerned.
    public var length: Int64
    /// How many good records came before it.
    public var recordsBefore: Int
    /// The checksum that the file holds, as stored.
    public var storedChecksum: UInt32?
    /// The checksum of the actual bytes.
    public var computedChecksum: UInt32?
    /// Where reading continued; `nil` if it did not.
    public var resumedAt: Int64?
    /// A further fact, such as the name of a compression.
    public var detail: String?

    /// Creates a finding.
    public init(
      kind: String, offset: Int64, length: Int64, recordsBefore: Int = 0,
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

  /// The path of the file, as the user can type it.
  public var file: String
  /// Its state.
  public var status: Status
  /// Its size in bytes.
  public var bytes: Int64
  /// Records whose checksums hold.
  public var records: Int
  /// Scalar points among them.
  public var points: Int
  /// How its records are wrapped: `none`, `gzip` or `zlib`.
  public var compression: String
  /// The findings in file order; the first thousand.
  public var findings: [Finding]
  /// How many findings there are, by kind.
  public var findingCounts: [(kind: String, count: Int)]
  /// Why it is unreadable.
  public var failure: String?
  /// Remarks that are not damage, by code.
  public var remarks: [(code: String, count: Int)]

  /// Creates the verification of a file.
  public init(
    file: String, status: Status, bytes: Int64, records: Int = 0, points: Int = 0,
    compression: String = "none", findings: [Finding] = [],
    findingCounts: [(kind: String, count: Int)] = [], failure: String? = nil,
    remarks: [(code: String, count: Int)] = []
  ) {
    self.file = file
    self.status = status
    self.bytes = bytes
    self.records = records
    self.points = points
    self.compression = compression
    self.findings = findings
    self.findingCounts = findingCounts
    self.failure = failure
    self.remarks = remarks
  }

  /// All findings, listed or only counted.
  public var findingCount: Int { findingCounts.reduce(0) { $0 + $1.count } }
}
