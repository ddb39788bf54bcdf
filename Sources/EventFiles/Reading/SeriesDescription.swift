public import Scalars

/// The facts about one tag of a file; its index in the reader's list is the batch's series number.
public struct SeriesDescription: Sendable, Hashable {
  /// What TensorBoard calls the data class of a tag.
  public enum DataClass: Sendable, Hashable {
    /// Not given, or an unknown number.
    case unknown
    /// One number a step.
    case scalar
    /// An array a step.
    case tensor
    /// Opaque bytes, such as images.
    case blobSequence
  }

  /// The tag, exactly as written.
  public var tag: String
  /// The plugin that the tag's first metadata names; empty if it names none.
  public var plugin = ""
  /// The display name of the tag's first metadata; empty if there is none.
  public var displayName = ""
  /// The data class of the tag's first metadata.
  public var dataClass = DataClass.unknown
  /// The widest number format in which points of this series were stored.
  public var numberType = NumberType.float32
  /// Whether the tag has yielded a point, so that it is a scalar series.
  public var isScalar = false
  /// Whether the tag passes the reader's filter.
  public var isSelected = true
  /// Values of this tag that were not points: images, histograms, tensors of other shapes, bare
  /// metadata.
  public var otherValues = 0
  /// How many of those were tensors that came before the metadata that made the tag a scalar
  /// series.
  public var reclassifiedValues = 0

  /// Describes a tag of which nothing else is known yet.
  public init(tag: String) { self.tag = tag }
}
