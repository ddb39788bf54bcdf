import TestSupport
import Testing

@testable import LogDirectories

@Suite("What trainers print is read among all else that a program prints")
struct ConsoleLinesTests {
  private func read(_ text: String) -> (values: [LoggedValue], flaws: [String])? {
    ConsoleLines.read(Array(text.utf8), by: ConsoleLines())
  }

  @Test("Lines of Transformers, with numbers and with numbers in quotes, behind progress bars")
  func trainer() throws {
    let found = try #require(
      read(
        """
        Some weights were not initialized: ['score.weight']
          2%|2         | 10/500 [00:01<00:50]\r{'loss': 2.5, 'grad_norm': nan, 'learning_rate': 1e-05, 'epoch': 0.02}
        {'eval_loss': '2.25', 'eval_runtime': '1.2', 'epoch': '0.02'}
        {'loss': '1.5', 'epoch': '0.04'}
        {'model': 'x', 'layers': 4}
        {'train_runtime': 12.5, 'train_loss': 2.0, 'epoch': 0.04}

        """))
    #expect(found.flaws.isEmpty)
    let loss = found.values.filter { $0.tag == "train/loss" }
    #expect(loss.map(\.step) == [1, 2] && loss.map(\.value) == [2.5, 1.5])
    #expect(found.values.first { $0.tag == "eval/loss" }?.step == 1)
    #expect(found.values.first { $0.tag == "train/grad_norm" }?.value.isNaN == true)
    #expect(found.values.first { $0.tag == "train/train_loss" }?.step == 2)
    #expect(!found.values.contains { $0.tag.hasSuffix("layers") })
  }

  @Test("Lines of Megatron-LM and NeMo: fields between bars, and the time they begin with")
  func megatron() throws {
    let found = try #require(
      read(
        """
        [2026-05-01 12:00:10] iteration      100/    5000 | consumed samples:  25600 | learning rate: 1.500E-04 | lm loss: 2.5E+00 |
         validation loss at iteration 100 | lm loss value: 2.25E+00 | lm loss PPL: 9.0E+00 |
        Training epoch 0, iteration 7/999 | lr: 1e-06 | global_step: 7 | reduced_train_loss: 5.25 | val_loss: 4.5 |
        iteration of the data set: 3 | done

        """))
    #expect(found.flaws.isEmpty)
    #expect(found.values.first { $0.tag == "lm loss" }?.value == 2.5)
    #expect(found.values.first { $0.tag == "lm loss" }?.step == 100)
    #expect(found.values.first { $0.tag == "lm loss" }?.wallTime == 1_777_636_810)
    #expect(found.values.first { $0.tag == "lm loss validation" }?.value == 2.25)
    #expect(found.values.first { $0.tag == "lm loss validation ppl" }?.step == 100)
    #expect(found.values.first { $0.tag == "reduced_train_loss" }?.step == 7)
    #expect(found.values.first { $0.tag == "learning rate" }?.value == 1.5e-4)
  }

  @Test("Lines of torchtune")
  func torchtune() throws {
    let found = try #require(
      read("Step 1 | loss:1.5 lr:2e-05 tokens_per_second_per_gpu:123.25 \nStep 2 | loss:1.25 \n"))
    #expect(found.values.map(\.tag) == ["loss", "lr", "tokens_per_second_per_gpu", "loss"])
    #expect(found.values.map(\.step) == [1, 1, 1, 2])
  }

  @Test("A line that is cut is told; the last one may be on its way, and gives no half number")
  func cut() throws {
    let found = try #require(
      read(
        "{'loss': 2.5, 'epoch': 0.1}\n{'loss': 2.5, 'epo\n"
          + "iteration 99999999999999999999/ 5 | lm loss: 1.0 |\n{'loss': 1.5, 'epoch': 0.2}\n"
          + " iteration 30/ 50 | lm loss: 2.34"))
    #expect(found.values.filter { $0.tag == "train/loss" }.map(\.step) == [1, 2])
    #expect(
      found.flaws == [
        "line 2: it is cut short", "line 3: its step is not a whole number that fits into 64 bits",
      ])
    #expect(!found.values.contains { $0.tag == "lm loss" })
  }

  @Test(
    "A text without such lines is no log",
    arguments: ["", "\n", "Step | x\n", "{'a': 1}\n", "a | b\n"])
  func none(text: String) {
    #expect(read(text) == nil)
  }

  @Test("Bytes that were flipped are read without a trap")
  func hostile() {
    let text =
      "{'loss': 2.5, 'epoch': 0.1}\n iteration 100/ 50 | lm loss: 2.3 |\nStep 1 | loss:1 lr:2 \n"
    for seed in 1...2_000 {
      var random = SeededRandom(seed: UInt64(seed))
      var bytes = Array(text.utf8)
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      _ = ConsoleLines.read(bytes, by: ConsoleLines())
    }
  }
}
