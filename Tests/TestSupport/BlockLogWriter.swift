import CZlib

/// Writes logs of blocks into memory, as Weights & Biases and SwanLab do, good ones and broken
/// ones.
public struct BlockLogWriter: Sendable {
  /// The size of a block.
  public static let blockSize = 32_768
  /// The file so far.
  public var bytes: [UInt8]
  /// Where each record begins.
  public private(set) var offsets: [Int] = []
  private var number: UInt64 = 0

  /// Begins a file of Weights & Biases, or another with this header.
  public init(header: [UInt8] = Self.wandb) { bytes = header }

  /// How Weights & Biases begins a file.
  public static let wandb = Array(":W&B".utf8) + [0xE1, 0xBE, 0]
  /// How SwanLab begins a file.
  public static let swanlab = Array(":SWL".utf8) + [0xD6, 0xE1, 2]

  /// A part of a record with a good checksum.
  public static func part(_ type: UInt8, _ data: some Collection<UInt8>) -> [UInt8] {
    let body = [type] + data
    var checksum: UInt = 0
    unsafe body.withUnsafeBufferPointer {
      unsafe checksum = crc32(0, $0.baseAddress, UInt32($0.count))
    }
    return ProtobufMessage.littleEndian(UInt32(truncatingIfNeeded: checksum))
      + ProtobufMessage.littleEndian(UInt16(data.count)) + body
  }

  /// Adds a record, in as many parts as the blocks ask for.
  public mutating func record(_ payload: [UInt8]) {
    var (rest, isFirst) = (payload[...], true)
    repeat {
      let room = Self.blockSize - bytes.count % Self.blockSize
      if room < 7 {
        bytes += [UInt8](repeating: 0, count: room)
        continue
      }
      if isFirst { offsets.append(bytes.count) }
      let data = rest.prefix(room - 7)
      rest = rest.dropFirst(room - 7)
      let type: UInt8 = isFirst ? (rest.isEmpty ? 1 : 2) : (rest.isEmpty ? 4 : 3)
      bytes += Self.part(type, data)
      isFirst = false
    } while !rest.isEmpty || isFirst
  }

  /// Adds a record of Weights & Biases with one field.
  public mutating func add(_ field: UInt64, _ message: ProtobufMessage) {
    number += 1
    let number = number
    record(
      ProtobufMessage {
        $0.number(1, number)
        $0.message(field, message)
      }.bytes)
  }

  /// An item of a history or configuration: a name in one or several parts, and JSON.
  public static func item(_ names: String..., json: String, isNested: Bool = false)
    -> ProtobufMessage
  {
    ProtobufMessage { message in
      for name in names { message.text(names.count > 1 || isNested ? 2 : 1, name) }
      message.text(16, json)
    }
  }

  /// Adds a step of Weights & Biases: items as they are, and its own step and time.
  public mutating func history(step: Int64, wallTime: String, _ items: [ProtobufMessage]) {
    let own = [
      Self.item("_timestamp", json: wallTime), Self.item("_runtime", json: "0.5"),
      Self.item("_step", json: "\(step)"),
    ]
    add(
      2,
      ProtobufMessage { message in
        for item in items + own { message.message(1, item) }
        message.message(2) { if step != 0 { $0.signed(1, step) } }
      })
  }

  /// Adds the record of a run of Weights & Biases.
  public mutating func run(
    id: String, name: String, start: UInt64 = 1_790_000_000, config: [ProtobufMessage] = []
  ) {
    add(
      17,
      ProtobufMessage { run in
        run.text(1, id)
        run.text(3, "project")
        if !config.isEmpty {
          run.message(4) { update in for item in config { update.message(1, item) } }
        }
        if !name.isEmpty { run.text(8, name) }
        run.message(17) { $0.number(1, start) }
      })
  }

  /// Adds the record with which a run of Weights & Biases ends.
  public mutating func exit(_ code: UInt64 = 0) {
    add(18, ProtobufMessage { if code != 0 { $0.number(1, code) } })
  }

  /// Adds a scalar of SwanLab.
  public mutating func scalar(_ key: String, step: UInt64, _ value: Double, wallTime: UInt64) {
    add(
      13,
      ProtobufMessage {
        $0.text(1, key)
        if step != 0 { $0.number(2, step) }
        $0.number(3, 1)
        $0.message(4) { $0.number(1, wallTime) }
        $0.message(5) { if value.bitPattern != 0 { $0.double(1, value) } }
      })
  }
}
