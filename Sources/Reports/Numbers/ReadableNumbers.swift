/// Numbers for people: few digits, separators, units.
public struct ReadableNumbers: Sendable, Hashable {
  /// Whether the true minus, `×` and `±` may be used, not only ASCII.
  public let unicode: Bool

  /// Creates a style of numbers.
  public init(unicode: Bool) { self.unicode = unicode }

  /// A value in `digits` significant digits: `0.8841`, `12,346`, `1.2e-5`; `trimmed` drops zeros at the end.
  public func value(_ number: Double, digits: Int = 4, trimmed: Bool = false) -> String { "" }

  /// A value with so many digits after the point, for columns: `0.6000`, `1.2791`.
  public func fixed(_ number: Double, decimals: Int) -> String { "" }

  /// A whole number with separators: `1,234`.
  public func integer(_ number: Int64) -> String { "" }

  /// A large count with a unit: `2.2 M`; below 10,000 as `integer`.
  public func count(_ number: Int64) -> String { "" }

  /// A share or change in per cent: `1.5 %`, `149 %`; `signed` for changes: `+44.7 %`.
  public func percent(_ share: Double, signed: Bool = false) -> String { "" }

  /// A length of time: `3.1 s`, `13 s`, `5m 0s`, `2h 10m`, `3d 4h`.
  public func duration(_ seconds: Double) -> String { "" }

  /// A size in decimal units: `981 B`, `117 MB`, `1.2 GB`.
  public func bytes(_ count: Int64) -> String { "" }
}
