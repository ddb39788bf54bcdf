/// What a reader does, and what it leaves out.
public struct ReadingOptions: Sendable {
  /// Whether every payload's checksum is computed and compared (the default).
  ///
  /// Headers are checked in any case. Without it, large content that holds no scalars (an image,
  /// audio, a histogram, a tensor of a tag without scalars) is skipped: neither its checksum nor
  /// its content is checked.
  public var verifiesPayloads = true
  /// Which tags are wanted; `nil` for all.
  ///
  /// Called once for each tag of a file. Points of other tags are not delivered, and their tensors
  /// are not decoded.
  public var selectsTag: (@Sendable (String) -> Bool)?
  /// Whether each row's record offset is put into the batch's `offsets`.
  public var keepsOffsets = false
  /// Whether reading continues after a bad header (the default) or ends the file there.
  public var resynchronises = true
  /// Whether a tag that is not UTF-8 is kept, with U+FFFD for the bad bytes.
  ///
  /// Otherwise an event with such a tag is malformed and dropped completely, as protobuf requires.
  public var keepsInvalidTags = false
  /// What other files of the run say about tags of which this file has tensors but no metadata.
  public var knownTags = KnownTags()
  /// Whether one-element numeric tensors count as scalars if no metadata says what they are.
  public var takesAllTensors = false
  /// The largest payload that is decoded, in bytes; larger ones are checked and skipped.
  public var decodedPayloadLimit = 32 << 20
  /// Whether summaries without a point leave a mark: TensorBoard's rule for old files counts them.
  package var marksOtherSummaries = false
  /// Whether more of the file is expected: then a last line without its end is not read yet.
  package var isGrowing = false
  /// How many threads read an uncompressed file of more than 32 MiB; the result is the same for any
  /// number.
  public var threads = 1
  /// The size of the ranges in which a large file is read, in bytes; a file of fewer than eight
  /// ranges is not large.
  package var rangeSize: Int64 = 4 << 20

  /// Creates the default options.
  public init() {}
}
