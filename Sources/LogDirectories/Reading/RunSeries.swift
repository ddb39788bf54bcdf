public import Scalars

/// A series of a run: one tag of one of its members.
public struct RunSeries: Sendable, Hashable {
  /// The number of the member in `Run.members`.
  public let member: Int
  /// The member's name below the run; empty for the run's own directory.
  public let memberName: String
  /// The data it was measured on, by the member's name.
  public let memberRole: Role?
  /// The tag, as logged.
  public let tag: String
  /// The number format of its values.
  public internal(set) var numberType: NumberType

  /// The tag, with the member's name before it unless that is empty.
  public var name: String { memberName.isEmpty ? tag : memberName + "/" + tag }

  /// Whether another description, perhaps from another pass, is of the same tag of the same member.
  public func isSame(as other: RunSeries) -> Bool {
    member == other.member && ByteKey(tag) == ByteKey(other.tag)
  }

  /// Creates a series' description.
  public init(
    member: Int = 0, memberName: String = "", memberRole: Role? = nil, tag: String,
    numberType: NumberType = .float32
  ) {
    self.member = member
    self.memberName = memberName
    self.memberRole = memberRole
    self.tag = tag
    self.numberType = numberType
  }
}
