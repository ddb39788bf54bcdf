import EventFiles
import Scalars
import TextFormats

extension ReadingNotes {
  /// Adds the settings in a file: those of the hparams plugin, and JSON in texts such as Hugging
  /// Face's `args/text_summary`.
  ///
  /// Nested names are joined by a dot; lists are kept as text. Nulls are left out.
  mutating func addHyperparameters(_ attachments: [Attachment]) {
    for attachment in attachments {
      if attachment.plugin == "text" {
        addText(attachment)
      } else if attachment.plugin == "hparams" {
        addSessionStart(attachment)
      }
    }
  }

  private mutating func addText(_ attachment: Attachment) {
    let isSettings = ["args", "model_config", "config", "hparams", "hyperparameters"].contains {
      attachment.tag.hasPrefix($0)
    }
    let content = Self.withoutFences(attachment.content)
    guard isSettings, case .object(let entries)? = try? JSONReader.read(content[...]) else {
      return
    }
    // The arguments of the run are more important than those of its model's shape.
    let prefix = attachment.tag.hasPrefix("model_config") ? "model_config." : ""
    add(entries, prefix: prefix, depth: 0)
  }

  /// Removes Markdown's fences around the text, which some writers add for TensorBoard's display.
  private static func withoutFences(_ content: [UInt8]) -> [UInt8] {
    let fence = Array("```".utf8)
    guard content.starts(with: fence), let start = content.firstIndex(of: 10) else {
      return content
    }
    let text = content[start...]
    let blanks: Set<UInt8> = [9, 10, 13, 32]
    let end = text.lastIndex { !blanks.contains($0) } ?? text.startIndex
    return Array(text[...end].suffix(3) == fence[...] ? text[...end].dropLast(3) : text)
  }

  private mutating func add(
    _ entries: [JSONValue.Member], prefix: String, depth: Int
  ) {
    for entry in entries {
      let key = entry.name
      switch entry.value {
      case .null: continue
      case .boolean(let truth): hyperparameters[prefix + key] = .boolean(truth)
      case .integer(let number): hyperparameters[prefix + key] = .number(Double(number))
      case .number(let number): hyperparameters[prefix + key] = .number(number)
      case .text(let text): hyperparameters[prefix + key] = .text(text)
      case .array: hyperparameters[prefix + key] = .text(Self.text(of: entry.value))
      case .object(let nested):
        if depth < 4 { add(nested, prefix: prefix + key + ".", depth: depth + 1) }
      }
    }
  }

  private static func text(of value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let truth): truth ? "true" : "false"
    case .integer(let number): Double(number).description
    case .number(let number): number.description
    case .text(let text): text
    case .array(let values): "[" + values.map(text).joined(separator: ", ") + "]"
    case .object: "{…}"
    }
  }

  private mutating func addSessionStart(_ attachment: Attachment) {
    add(attachment.hyperparameters() ?? [:], prefix: "", depth: 0)
  }

  private mutating func add(
    _ entries: NamedValues<HyperparameterValue>, prefix: String, depth: Int
  ) {
    // In the order of their names, so that the result is fixed if two have the same dotted name.
    for (key, value) in entries {
      switch value {
      case .null: continue
      case .boolean(let truth): hyperparameters[prefix + key] = .boolean(truth)
      case .number(let number): hyperparameters[prefix + key] = .number(number)
      case .text(let text): hyperparameters[prefix + key] = .text(text)
      case .list: hyperparameters[prefix + key] = .text(Self.text(of: value))
      case .object(let nested):
        if depth < 4 { add(nested, prefix: prefix + key + ".", depth: depth + 1) }
      }
    }
  }

  private static func text(of value: HyperparameterValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let truth): truth ? "true" : "false"
    case .number(let number): number.description
    case .text(let text): text
    case .list(let values): "[" + values.map(text).joined(separator: ", ") + "]"
    case .object: "{…}"
    }
  }
}
