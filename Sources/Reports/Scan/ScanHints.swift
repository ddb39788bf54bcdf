/// Commands that show the runs that a scan or a merge only counts.
public struct ScanHints: Sendable, Hashable {
  /// The command that shows the runs that could not be judged.
  public var errors: String
  /// The command that shows the damage.
  public var damage: String

  /// Creates the hints of a scan; its paths are quoted for the shell.
  public init(scanOf paths: String) {
    errors = "tfevents scan \(paths) --verdict error"
    damage = "tfevents verify \(paths) --only-bad"
  }

  /// Creates the hints of a merge, which knows only records, no files; the parts are quoted for the
  /// shell.
  public init(mergeOf parts: String) {
    errors = "tfevents merge \(parts) --verdict error"
    damage = "tfevents merge \(parts) --where 'damaged_records > 0'"
  }
}
