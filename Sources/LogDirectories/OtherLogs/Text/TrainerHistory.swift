import EventFiles
import TextFormats

/// The history in Hugging Face Trainer's `trainer_state.json`.
///
/// The values of `log_history` get the tags that Trainer uses for TensorBoard: `eval/…` for
/// `eval_…`, `test/…` for `test_…`, `train/…` for the rest. Values other than numbers are ignored.
/// An entry without a step, or that is not JSON, is reported, and so is a state that is cut short.
struct TrainerHistory: TextDecoder {
  private var elements = JSONElements(
    of: "log_history",
    beside: [
      "max_steps", "num_train_epochs", "train_batch_size", "logging_steps", "eval_steps",
      "save_steps",
    ])
  private var number = 0
  private var hasEntries = false
  private(set) var flaw: String?

  /// Whether there is a history that is complete or has readable entries.
  var isOne: Bool { elements.hasList && (flaw == nil || hasEntries) }
  var settings: [JSONValue.Member] { elements.numbers }

  mutating func next(_ text: inout TextWindow) throws(EventFileError) -> TextStep {
    switch try elements.next(&text) {
    case .end: return .end
    case .flawed(let flaw):
      self.flaw = flaw
      return .leftOut("what follows entry \(number) of log_history: \(flaw)")
    case .element(let range):
      number += 1
      do throws(JSONError) {
        return values(of: try JSONReader.read(text.bytes[range]))
      } catch {
        return leftOut(error.reason)
      }
    }
  }

  private func leftOut(_ flaw: String) -> TextStep {
    .leftOut("entry \(number) of log_history: \(flaw)")
  }

  private mutating func values(of entry: JSONValue) -> TextStep {
    guard let fields = entry.members else { return .nothing }
    guard let step = entry["step"]?.integer else { return leftOut(LoggedValue.noStep) }
    hasEntries = true
    return .values(
      fields.compactMap { field in
        guard field.name != "step", let value = field.value.number else { return nil }
        return LoggedValue(tag: Self.tag(field.name), step: step, value: value)
      })
  }

  /// The tag of a name in Trainer's logs.
  static func tag(_ key: String) -> String {
    for role in ["eval", "test"] where key.hasPrefix(role + "_") {
      return role + "/" + key.dropFirst(role.count + 1)
    }
    return "train/" + key
  }
}
