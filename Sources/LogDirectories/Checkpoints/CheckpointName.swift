import TextFormats

/// What the name of a file or directory says of the checkpoint it holds.
///
/// | writer | name |
/// |---|---|
/// | Hugging Face Trainer | `checkpoint-500` |
/// | Lightning | `epoch=3-step=500.ckpt` |
/// | torchtitan | `step-500` |
/// | Megatron-LM | `iter_0000500` |
/// | DeepSpeed, verl | `global_step500`, `global_step_500` |
/// | TensorFlow | `model.ckpt-500.index`, `ckpt-500.index` |
/// | stable-baselines3 | `rl_model_500_steps.zip` |
/// | MMEngine, Ultralytics, Keras | `epoch_5.pth`, `epoch5.pt`, `weights.05-0.21.keras` |
enum CheckpointName {
  /// The step or epoch that a checkpoint was saved at.
  struct Label: Equatable {
    var step: Int64?
    var epoch: Int64?
    /// Whether the step counts finished steps while the log counts from 0, as Lightning does.
    var isOneAhead = false
  }

  /// Reads `name`; nil if it is not the name of a checkpoint.
  static func label(_ name: String) -> Label? {
    guard mayBeOne(Array(name.utf8)), !isUnfinished(name.lowercased()) else { return nil }
    let parts = pieces(name.lowercased())
    if let step = number(after: "step", "=", in: parts) {
      return Label(step: step, epoch: number(after: "epoch", "=", in: parts), isOneAhead: true)
    }
    for word in ["checkpoint", "step", "iter", "global_step", "globalstep", "ckpt"] {
      for joint in ["-", "_", ""] {
        if let step = number(after: word, joint, in: parts) { return Label(step: step) }
      }
    }
    if let place = parts.firstIndex(where: { $0.hasPrefix("_steps") }), place > 0 {
      return Int64(parts[place - 1]).map { Label(step: $0) }
    }
    for joint in ["=", "_", "-", ""] {
      if let epoch = number(after: "epoch", joint, in: parts) { return Label(epoch: epoch) }
    }
    return number(after: "weights", ".", in: parts).map { Label(epoch: $0) }
  }

  /// Whether a name is that of a checkpoint that is being written, of one that was given up, or of
  /// an editor's or a transfer's file beside one.
  private static func isUnfinished(_ name: String) -> Bool {
    unfinishedBeginnings.contains { name.hasPrefix($0) }
      || unfinishedEnds.contains { name.hasSuffix($0) }
      || name.split(separator: ".").contains { $0.hasPrefix("orbax-checkpoint-tmp") }
  }

  private static let unfinishedBeginnings = [".", "tmp-", "tmp_", "tmp."]
  private static let unfinishedEnds = [
    "~", ".bak", ".crdownload", ".incomplete", ".lock", ".part", ".partial", ".swp", ".temp",
    ".tmp",
  ]

  private static let words = ["step", "iter", "ckpt", "checkpoint", "epoch", "weights"]
    .map { Array($0.utf8) }

  /// Whether a name contains one of the words: almost no name does, and directories may be large.
  static func mayBeOne(_ name: [UInt8]) -> Bool {
    let (words, initials, name) = (words, initials, name.span)
    for place in name.indices {
      if name[place] >= 0x80 { return true }
      guard initials >> (name[place] & 0x1f) & 1 == 1 else { continue }
      let rest = name.extracting(place...)
      for word in words where begins(rest, word) { return true }
    }
    return false
  }

  /// The first letters of the words, one bit each: 1 for `a`, 2 for `b`.
  private static let initials = words.reduce(UInt32(0)) { $0 | 1 << ($1[0] & 0x1f) }

  /// Whether ASCII text begins with `word`, in any case.
  static func begins(_ text: Span<UInt8>, _ word: [UInt8]) -> Bool {
    var place = 0
    if text.count < word.count { return false }
    while place < word.count {
      let byte = text[place]
      let lower = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
      if lower != word[place] { return false }
      place += 1
    }
    return true
  }

  /// Splits a name into parts that are all digits or no digits.
  private static func pieces(_ name: String) -> [Substring] {
    var pieces: [Substring] = []
    var rest = name[...]
    while let first = rest.utf8.first {
      let digits = isDigit(first)
      let end = rest.utf8.firstIndex { isDigit($0) != digits } ?? rest.endIndex
      pieces.append(rest[..<end])
      rest = rest[end...]
    }
    return pieces
  }

  /// The number after `word` and `joint`; the word must be at the beginning of a word of the name.
  private static func number(
    after word: String, _ joint: String, in pieces: [Substring]
  ) -> Int64? {
    for (place, piece) in pieces.enumerated().dropFirst()
    where piece.utf8.first.map(isDigit) == true {
      let text = pieces[place - 1]
      guard text.hasSuffix(word + joint) else { continue }
      let before = text.dropLast(word.count + joint.count).last
      if before == nil || !(before?.isLetter ?? false) { return Int64(piece) }
    }
    return nil
  }
}
