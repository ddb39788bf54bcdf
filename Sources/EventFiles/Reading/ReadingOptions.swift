/// What a reader is asked to do, and what to leave out.
public struct ReadingOptions: Sendable {
  /// Whether every payload's checksum is computed and compared (the default).
  ///
  /// Headers are checked in any case. Without it, what makes a payload large and is no scalar (an image,
  /// audio, a histogram, a tensor of a tag that holds no scalars) is passed over unread: neither its
  /// checksum nor its content is looked at.
  public var verifiesPayloads = true
  /// Which tags are wanted; `nil` for all.
  ///
  /// Asked once for each tag of a file. Points of other tags are not delivered, nor their tensors decoded.
  public var selectsTag: (@Sendable (String) -> Bool)?
  /// Whether each row's record offset is put into the batch's `offsets`.
  public var keepsOffsets = false
  /// Whether reading searches on past a bad header (the default) or ends the file there.
  public var resynchronises = true
  /// Whether a tag that is not UTF-8 is kept with U+FFFD in place of the bad bytes.
  ///
  /// Otherwise an event with such a tag is malformed and dropped whole, as protobuf has it.
  public var keepsInvalidTags = false
  /// What other files of the run say of tags that the file itself has tensors of and says nothing about.
  public var knownTags = KnownTags()
  /// Whether one-element numeric tensors count as scalars where no metadata says what they are.
  public var takesAllTensors = false
  /// The largest payload that is decoded, in bytes; larger ones are checked and skipped.
  public var decodedPayloadLimit = 32 << 20
  /// Whether summaries without a point leave a mark: TensorBoard's rule for old files counts them.
  package var marksOtherSummaries = false
  /// How many threads read a file of more than 32 MiB that is not compressed; what is read is the same with
  /// any number.
  public var threads = 1
  /// The size of the ranges that a large file is read in, in bytes; a file of less than eight is not large.
  package var rangeSize: Int64 = 4 << 20

  /// Creates the default options.
  public init() {}
}
