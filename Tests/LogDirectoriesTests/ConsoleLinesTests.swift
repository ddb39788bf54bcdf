import Foundation
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

  private func steps(_ found: [LoggedValue], _ tag: String) -> [Int64] {
    found.filter { $0.tag == tag }.map(\.step)
  }

  @Test("Transformers' progress bars show the steps, also of a training that was resumed")
  func bars() throws {
    let text = """
      Map: 100%|#| 80/80 [00:00<00:00, 9.1it/s]
      \r  0%|          | 0/120 [00:00<?, ?it/s]\r            \r{'loss': '9.8', 'epoch': '0.1'}
      \r 17%|\u{2588}#        | 20/120 [00:00<00:00, 451.82it/s]
      \r  0%|          | 0/5 [00:00<?, ?it/s]\u{1B}[A\r      \r
      \r    \r\u{1B}[A{'eval_loss': '7.8', 'epoch': '0.1'}
      \r 60%|#| 3/5 [00:00<00:00, 1.1it/s]
      \r 17%|#| 20/120 [00:00<00:00, 369.78it/s]
      \r100%|#| 5/5 [00:00<00:00, 653.40it/s]\u{1B}[A\r     \r{'loss': '9.2', 'epoch': '0.2'}
      \r 33%|#| 40/120 [00:00<00:00, 308.25it/s]
      \r  0%|#| 0/240 [00:00<?, ?it/s]\r 17%|#| 41/240 [00:00<?, ?it/s]\r  \r{'loss': '8', 'epoch': '0.3'}
      \r 25%|#| 60/240 [00:00<00:00, 308.25it/s]\r   \r{'loss': '8.1', 'epoch': '0.4'}
      {'loss': '8.2', 'epoch': '0.5'}
      {'eval_loss': '8.3', 'epoch': '0.5'}
      """
    let found = try #require(read(text + "\n"))
    #expect(found.flaws.isEmpty)
    #expect(steps(found.values, "train/loss") == [20, 40, 60, 61, 62])
    #expect(steps(found.values, "eval/loss") == [20, 62])
  }

  @Test("A bar of something else than the training names no step")
  func otherBars() throws {
    let found = try #require(
      read(
        """
        {'loss': 9.5, 'epoch': 0.1}
        \r  0%|#| 0/50 [00:00<?, ?it/s]\r100%|#| 50/50 [00:00<?, ?it/s]
        {'loss': 9.0, 'epoch': 0.2}
        \r  0%|#| 0/50 [00:00<?, ?it/s]\r100%|#| 50/50 [00:00<?, ?it/s]
        {'loss': 8.5, 'epoch': 0.3}

        """))
    #expect(steps(found.values, "train/loss") == [1, 2, 3])
  }

  @Test("Values of any kind stand beside the numbers of Transformers' lines")
  func values() throws {
    let found = try #require(
      read(
        #"""
        {'loss': tensor(1.5, device='cuda:0'), 'grad_norm': np.float64(0.5), "it's": 2, 'epoch': 0.1}
        {'eval_each': [0.1, 0.2], 'eval_of': {'a': 1, 'b': [2]}, 'eval_why': "it's, {ok}", 'eval_loss': 2.5, 'epoch': 0.1}
        {'eval_at': (1, 2), 'eval_since': timedelta(5), 'eval_no': None, 'eval_f1': '0.5', 'epoch': 0.1}
        {'loss': 1.25, 'eval_each': [0.1, 0.2, 'epoch': 0.2

        """#))
    #expect(found.flaws == ["line 4: it is cut short"])
    #expect(
      found.values.map(\.tag) == [
        "train/loss", "train/grad_norm", "train/it's", "train/epoch", "eval/loss", "train/epoch",
        "eval/f1", "train/epoch",
      ])
    #expect(found.values.map(\.value) == [1.5, 0.5, 2, 0.1, 2.5, 0.1, 0.5, 0.1])
  }

  @Test("NeMo counts iterations anew in each epoch, and prints a validation more than once")
  func nemo() throws {
    let found = try #require(
      read(
        """
        Training epoch 0, iteration 9/59 | lr: 0.01 | global_step: 9 | reduced_train_loss: 3.5
        Validation: iteration 5/5
        Training epoch 0, iteration 14/59 | lr: 0.01 | global_step: 14 | reduced_train_loss: 3.0 | val_loss: 6.9
        Training epoch 1, iteration 4/59 | lr: 0.01 | global_step: 19 | reduced_train_loss: 2.5 | val_loss: 6.9
        Validation: iteration 5/5
        Training epoch 1, iteration 9/59 | lr: 0.01 | global_step: 24 | reduced_train_loss: 2.5 | val_loss: 6.9
        Training epoch 1, iteration 14/59 | lr: 0.01 | global_step: 29 | reduced_train_loss: 2.5 | val_loss: 6.5

        """))
    #expect(found.flaws.isEmpty)
    #expect(steps(found.values, "reduced_train_loss") == [9, 14, 19, 24, 29])
    #expect(steps(found.values, "val_loss") == [14, 24, 29])
    #expect(steps(found.values, "global_step").isEmpty)
  }

  @Test("A loss that Megatron-LM leaves out is NaN, unless all iterations were skipped")
  func missingLoss() throws {
    func line(_ step: Int, _ loss: String, skipped: Int = 0, nan: Int = 0) -> String {
      "[default0]: [2026-05-01 12:00:10] iteration \(step)/ 50 | learning rate: 1.0E-04 |\(loss) loss scale: 1.0"
        + " | number of skipped iterations: \(skipped) | number of nan iterations: \(nan) |\n"
    }
    let loss = " lm loss: 2.5E+00 |"
    let found = try #require(
      read(
        line(5, "", skipped: 5) + line(10, loss) + line(15, "", skipped: 5) + line(20, "")
          + line(25, loss) + line(30, "", skipped: 5, nan: 5)))
    let losses = found.values.filter { $0.tag == "lm loss" }
    #expect(losses.map(\.step) == [10, 20, 25, 30])
    #expect(losses.map(\.value.isNaN) == [false, true, false, true])
    #expect(losses.allSatisfy { $0.wallTime == 1_777_636_810 })
  }

  @Test("Megatron-LM's last losses are those of the validation set and of the test set")
  func testSet() throws {
    let found = try #require(
      read(
        """
         iteration 60/ 60 | lm loss: 2.5E+00 |
         validation loss at iteration 60 on validation set | lm loss value: 2.25E+00 | lm loss PPL: 9.0E+00 |
         validation loss at iteration 60 on test set | lm loss value: 2.75E+00 | lm loss PPL: 9.5E+00 |
         validation loss at the end of training for val data | lm loss value: 2.0E+00 |

        """))
    #expect(
      found.values.map(\.tag) == [
        "lm loss", "lm loss validation", "lm loss validation ppl", "lm loss test",
        "lm loss test ppl", "lm loss validation",
      ])
    #expect(found.values.allSatisfy { $0.step == 60 })
  }

  @Test("Lines of torchtune stand behind a progress bar that has no end of its own")
  func behindBar() throws {
    let bar = "1|2|Loss: 2.5:   2%|#         | 2/80 [00:00<00:14,  5.24it/s]"
    let found = try #require(
      read(
        "\r\(bar) Step 2 | loss:2.5 lr:0.5 \n"
          + "\r\(bar)\u{1B}[AStep 3 | loss:2.25 lr:0.2\r\(bar)5 \n"))
    #expect(found.values.map(\.tag) == ["loss", "lr"])
    #expect(found.values.map(\.step) == [2, 2])
    #expect(found.flaws == ["line 2: it is cut short"])
  }

  @Test(
    "Whatever is cut off the end of a real console's log, no value is wrong",
    arguments: [
      "transformers/train.log", "transformers-4/train.log", "megatron/slurm-4711.out",
      "nemo/nemo.out", "torchtune/log_1.txt",
    ])
  func cuts(name: String) throws {
    let path = Repository.path("Fixtures/other-logs/console-" + name)
    let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
    let whole = try #require(ConsoleLines.read(bytes, by: ConsoleLines()))
    #expect(whole.flaws.isEmpty)
    for end in stride(from: 0, to: bytes.count, by: 53) {
      let cut = ConsoleLines.read(Array(bytes[..<end]), by: ConsoleLines())
      let pairs = zip(cut?.values ?? [], whole.values)
      #expect(pairs.allSatisfy { $0.tag == $1.tag && $0.value.bitPattern == $1.value.bitPattern })
      // The step of the last line of Transformers may not be known yet.
      let late = pairs.filter { $0.step != $1.step }.map(\.1.step)
      #expect(Set(late).count <= 1 && late.count <= 5)
      #expect((cut?.values.count ?? 0) <= whole.values.count)
    }
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
      "{'loss': 2.5, 'epoch': tensor(0.1, 2)}\n\r 9%|#| 9223372036854775807/9223372036854775807 [0]\n"
      + "{\"loss\": 2.5, 'epoch': 0.1}\n{'loss': [2.5], 'epoch': 0.1}\n iteration 100/ 50 | lm loss: 2.3 |\n"
      + "Training epoch 1, iteration 7/9 | global_step: 9223372036854775807 | val_loss: 2\nStep 1 | loss:1 lr:2 \n"
      + "{'loss': 2.5, 'epoch': 0.1}\n{'loss': 2.5, 'epoch': 0.1}\n{'loss': 2.5, 'epoch': 0.1}\n"
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
