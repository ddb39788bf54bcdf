import Foundation
import TestSupport
import Testing

@Suite("--no-verify-payloads")
struct PayloadCheckTests {
  /// An image of some kilobytes with a flipped bit, between two losses.
  private func damaged() -> [UInt8] {
    var writer = EventFileWriter()
    writer.scalar(step: 1, 1)
    let image = ProtobufMessage {
      $0.text(1, "image")
      $0.message(4) { $0.field(4, [UInt8](repeating: 7, count: 20_000)) }
    }
    writer.event(.summary(step: 2, [image]))
    writer.scalar(step: 3, 3)
    var bytes = writer.bytes
    bytes[writer.offsets[2] + 10_000] ^= 1
    return bytes
  }

  @Test(
    "Damage inside an image is told by default and not looked for on request",
    arguments: ["tags", "analyze", "export", "plot"])
  func commands(_ command: String) throws {
    let folder = TemporaryFolder()
    let file = try folder.write(damaged(), to: "in.tfevents.1")
    let checked = CommandRun(command, file)
    let unchecked = CommandRun(command, file, "--no-verify-payloads")
    #expect(checked.errors.contains("damaged"))
    #expect(!unchecked.errors.contains("damaged"))
    #expect(checked.status == unchecked.status)
  }
}
