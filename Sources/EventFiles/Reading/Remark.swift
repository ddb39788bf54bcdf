/// Something unusual that did not prevent reading an event; counted by code.
public enum Remark: String, Sendable, Hashable, CaseIterable {
  /// A payload with good checksums that is not an Event; dropped completely.
  case malformedEvent = "malformed-event"
  /// A malformed Event whose fault is a string that is not UTF-8.
  case malformedString = "malformed-string"
  /// A record larger than the limit for decoding; checked and skipped.
  case recordTooLarge = "record-too-large"
  /// A known field in another wire type; treated as unknown.
  case wrongWireType = "wrong-wire-type"
  /// A wall time that is NaN or infinite; the point is kept, its time is missing.
  case missingWallTime = "missing-wall-time"
  /// A wall time before that of the previous event.
  case clockJump = "clock-jump"
  /// A tag that occurs twice in one event; both points are kept.
  case repeatedStep = "repeated-step"
  /// A tensor value of a scalar series that is not a single number, for one of the reasons below.
  case notAScalar = "not-a-scalar"
  /// A tensor without a value.
  case noValue = "no-value"
  /// A tensor whose number of values is not one.
  case countMismatch = "count-mismatch"
  /// A tensor whose shape is not that of one element.
  case shape
  /// A tensor whose raw content is not the size of one element.
  case contentSize = "content-size"
  /// A tensor whose values are in a field that its dtype does not use.
  case wrongField = "wrong-field"
  /// A tensor of a dtype that is not numeric, or unknown.
  case dtype
  /// A tensor value beyond its dtype's range.
  case outOfRange = "out-of-range"
  /// A 64-bit integer that no double can hold exactly; the nearest double is delivered.
  case inexactInteger = "inexact-integer"
  /// A half-precision tensor that holds float32 bits, as torch writes it; read as intended.
  case torchHalf = "torch-half"
  /// A tensor of unknown rank with one value; accepted.
  case unknownRank = "unknown-rank"
  /// A tag whose metadata came only after its first value.
  case lateMetadata = "late-metadata"
  /// A tag whose plugin or data class changed; the first one stays.
  case changedMetadata = "changed-metadata"
  /// A `simple_value` whose metadata says that it is not a scalar; accepted.
  case simpleValueOfOtherClass = "simple-value-of-other-class"
  /// A tensor without metadata; not taken as a scalar.
  case noMetadata = "no-metadata"
  /// A value named by the old `node_name` instead of a tag.
  case nodeNameAsTag = "node-name-as-tag"
  /// A `_hparams_/` value whose content cannot be decoded; ignored.
  case malformedHyperparameters = "malformed-hyperparameters"
  /// Bytes after the end of a zlib stream; ignored.
  case trailingBytes = "trailing-bytes"
}
