/// The result of reading a file, so far.
public struct FileOutcome: Sendable {
  /// How a file's records are wrapped.
  public enum Compression: String, Sendable {
    /// Not wrapped; event files are normally written like this.
    case none
    /// One or more gzip members.
    case gzip
    /// One zlib stream.
    case zlib
  }

  /// How the file's records are wrapped, found from its first bytes.
  public var compression = Compression.none
  /// Records whose checksums hold.
  public var records = 0
  /// Records that decode as an Event.
  public var events = 0
  /// Points delivered.
  public var points = 0
  /// Bytes of the file that were read and processed.
  public var bytesRead: Int64 = 0
  /// The number after `brain.Event:` in the last `file_version`; -1 if it is not a number; `nil`
  /// without a `file_version`.
  public var fileVersion: Double?
  /// The first finite wall time of any event.
  public var firstWallTime: Double?
  /// The last finite wall time of any event.
  public var lastWallTime: Double?
  /// Whether the log says, as its last statement about it, that the run ended well.
  public var hasEnded = false
  /// The stretches that could not be read, in file order, at most ``damageLimit``.
  public var damage: [Damage] = []
  /// All findings, listed or not, by kind.
  public var damageCounts: [Damage.Kind: Int] = [:]
  /// The unfinished end of the file, which may yet become readable: a cut record, a hole, a gap.
  ///
  /// A `truncated` tail is normal while a writer is at work. If the file will not grow any more,
  /// any other kind is damage; see ``finalDamage``.
  public var tail: Damage?
  /// How often each remark was made.
  public var remarks: [Remark: Int] = [:]
  /// How many events held something other than a summary, by the field's name in `Event`.
  public var otherEvents: [String: Int] = [:]

  /// The most findings that are listed; further ones are only counted.
  public static let damageLimit = 1_000

  /// Creates the outcome of a file that has not been read yet.
  public init() {}

  /// The findings if the file will never grow again: then a tail that is more than a cut is one of
  /// them.
  public var finalDamage: [Damage] {
    guard let tail, tail.kind != .truncated else { return damage }
    return damage + [tail]
  }
}

extension FileOutcome {
  /// Findings other than a cut tail.
  public var damagedRecords: Int {
    let tailIsDamage = tail.map { $0.kind != .truncated } ?? false
    return damageCounts.values.reduce(tailIsDamage ? 1 : 0, +)
  }
}
