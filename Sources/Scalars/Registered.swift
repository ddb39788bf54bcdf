/// One of a fixed list of things that are told apart by their names, such as the formats of an export.
///
/// A new one is a file with an extension of its type, and an element of `allCases`.
public protocol Registered: CaseIterable, Hashable, RawRepresentable, Sendable
where RawValue == String {}

extension Registered {
  /// The one of a name; nil where there is none.
  ///
  /// - Complexity: O(n) in the length of the list.
  public init?(rawValue: String) {
    guard let found = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = found
  }

  /// Whether both have one name.
  public static func == (a: Self, b: Self) -> Bool { a.rawValue == b.rawValue }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}
