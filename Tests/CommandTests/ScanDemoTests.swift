import TestSupport
import Testing

@Suite(
  "scan tells the stories of the demo",
  .enabled(if: SharedLogs.arePresent, "the shared logs are not here"))
struct ScanDemoTests {
  private let records: [String: [String: Any]] = Dictionary(
    uniqueKeysWithValues: CommandRun("scan", SharedLogs.path("demo"), "-f", "jsonl").lines
      .compactMap { JSON($0) }.map { ($0["run"] as? String ?? "", $0) })

  @Test("Fifteen runs, with members and children folded")
  func runs() {
    #expect(records.count == 15)
    for run in ["keras-mnist", "torch-add_scalars", "version_0", "sft-resumed"] {
      #expect(records[run] != nil, "\(run)")
    }
  }

  @Test("Overfitting has its best step, NaN its last value and the learning rate its peak")
  func facts() {
    #expect(records["sft-overfit"]?["verdict"] as? String == "overfitting")
    #expect(records["sft-overfit"]?["best_step"] as? Int == 2_400)
    #expect(records["sft-lr3e-3-nan"]?["verdict"] as? String == "diverged")
    #expect(records["sft-lr3e-3-nan"]?["last_text"] as? String == "NaN")
    #expect(
      abs((records["lora-r8-improving"]?["learning_rate"] as? Double ?? 0) - 5e-5) < 1e-9)
  }

  @Test("The seeds are one row with mean and deviation, and the others are compared with it")
  func groups() {
    let scan = CommandRun(
      "scan", SharedLogs.path("demo"), "--runs", "sft*", "--group", "seed\\d+", "--baseline",
      "sft-lr2e-4*", "--columns", "lr", "-f", "csv")
    let row = scan.lines.first { $0.hasPrefix("sft-lr2e-4,") }?.split(
      separator: ",", omittingEmptySubsequences: false)
    #expect(row?[4].hasPrefix("0.7488") == true)
    #expect(row?[5] == "6000")
    #expect(row?[11] == "3")
    #expect(row?[12].hasPrefix("0.0089") == true)
    #expect(row?[14] == "0.0")
    #expect(row?[15] == "0.0002")
  }
}
