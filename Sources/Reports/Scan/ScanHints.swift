/// What to type to see the runs that a scan or a merge only counts.
public struct ScanHints: Sendable, Hashable {
  /// The command that shows the runs that could not be judged.
  public var errors: String
  /// The command that shows what is damaged.
  public var damage: String

  /// Creates the hints of a scan; its paths as a shell takes them.
  public init(scanOf paths: String) {
    errors = "tfevents scan \(paths) --verdict error"
    damage = "tfevents verify \(paths) --only-bad"
  }

  /// Creates the hints of a merge, which knows no files but records; the parts as a shell takes them.
  public init(mergeOf parts: String) {
    errors = "tfevents merge \(parts) --verdict error"
    damage = "tfevents merge \(parts) --where 'damaged_records > 0'"
  }
}
