import Convergence
import LogDirectories
import Scalars
import Testing
import TrainingRuns

/// The end of a run according to its log.
struct PlannedEndTests {
  private func end(_ settings: NamedValues<Hyperparameter>, of run: RunEvidence? = nil) -> Int64? {
    PlannedEnd(settings).lastStep(in: run)
  }

  private func tracker(_ values: [(step: Int64, value: Double)]) -> SeriesTracker {
    var tracker = SeriesTracker(tracksSpikes: false)
    for (step, value) in values { tracker.push(Point(step: step, wallTime: 0, value: value)) }
    return tracker
  }

  @Test("A number of steps is found by the names that trainers have for it")
  func steps() {
    for name in ["max_steps", "trainer.max_steps", "maxSteps", "max_train_steps", "train-iters"] {
      #expect(end([name: .number(750)]) == 750, "\(name)")
    }
    for name in ["scheduler.max_steps", "save_steps", "warmup_steps", "optimizer.total_steps"] {
      #expect(end([name: .number(750)]) == nil, "\(name)")
    }
  }

  @Test("What is no number from 1 on is not set, and no number traps")
  func unset() {
    for value in [-1, 0, .nan, .infinity, -.infinity] as [Double] {
      #expect(end(["max_steps": .number(value)]) == nil, "\(value)")
    }
    #expect(end(["max_steps": .text("750")]) == nil)
    #expect(end(["max_steps": .number(1e300)]) == .max)
    #expect(end(["max_steps": .number(0.2)]) == nil)
  }

  @Test("A number of epochs becomes steps by the logged epoch")
  func epochs() {
    let epoch = tracker([(10, 0.1), (20, 0.2), (150, 1.5)])
    let run = RunEvidence(judged: tracker([(10, 2), (20, 1)]), epoch: epoch)
    #expect(end(["num_train_epochs": .number(3), "max_steps": .number(-1)], of: run) == 300)
    #expect(end(["num_train_epochs": .number(3), "max_steps": .number(200)], of: run) == 200)
    #expect(end(["num_train_epochs": .number(1)], of: run) == nil)
    #expect(end(["num_train_epochs": .number(1e300)], of: run) == .max)
    #expect(end(["num_train_epochs": .number(3)]) == nil)
  }

  @Test("An epoch that all but reached the last one has reached it")
  func roundedEpoch() {
    let run = RunEvidence(judged: SeriesTracker(), epoch: tracker([(10, 0.04), (748, 2.99)]))
    #expect(end(["num_train_epochs": .number(3)], of: run) == 748)
  }

  @Test("Where validation has the epoch for its step, the last epoch is the last step")
  func epochsAsSteps() {
    func run(_ steps: [Int64]) -> RunEvidence {
      RunEvidence(judged: tracker(steps.map { ($0, 1) }), judgedIsValidation: true)
    }
    #expect(end(["epochs": .number(300)], of: run([0, 1, 2, 3])) == 299)
    #expect(end(["epochs": .number(300)], of: run([1, 2, 3])) == 300)
    #expect(end(["epochs": .number(2)], of: run([0, 1, 2, 3])) == nil)
    #expect(end(["epochs": .number(300)], of: run([100, 200])) == nil)
    #expect(end(["epochs": .number(300)], of: run([.min, .max])) == nil)
  }
}
