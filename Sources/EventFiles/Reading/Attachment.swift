/// Content of a file beside its points that describes the run: hyperparameters and texts.
public struct Attachment: Sendable, Hashable {
  /// The tag under which it was written, such as `_hparams_/session_start_info` or
  /// `args/text_summary`.
  public var tag: String
  /// The plugin that wrote it: `hparams` or `text`.
  public var plugin: String
  /// The plugin's content (`hparams`) or the text's bytes (`text`), at most ``sizeLimit``.
  public var content: [UInt8]
  /// The event's step.
  public var step: Int64

  /// The largest content that is kept, in bytes; longer texts are left out.
  public static let sizeLimit = 1 << 20
  /// The most attachments that are kept of one file.
  public static let countLimit = 256

  /// Creates an attachment.
  public init(tag: String, plugin: String, content: [UInt8], step: Int64) {
    self.tag = tag
    self.plugin = plugin
    self.content = content
    self.step = step
  }
}
