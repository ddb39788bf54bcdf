import Convergence
import Scalars
import Testing

struct RuleTests {
  func outcome(_ text: String, _ values: [Double], train: [Double] = [], max: Bool = false) throws
    -> RuleOutcome
  {
    var simulation = Rule.Simulation(try #require(Rule(text)), direction: max ? .max : .min)
    for i in values.indices {
      if i < train.count {
        simulation.pushTrain(Point(step: Int64(i), wallTime: 0, value: train[i]))
      }
      simulation.push(Point(step: Int64(i), wallTime: 0, value: values[i]))
    }
    return simulation.outcome
  }

  @Test("The usual rules are read as they are written", arguments: Rule.usual)
  func roundTrip(rule: Rule) {
    #expect(Rule(rule.text) == rule)
  }

  @Test(
    "What is no rule is not read",
    arguments: [
      "", "std", "std:50", "std:0:1", "std:50:x", "std:50:-1", "patience", "patience:0:0",
      "patience:1.5:0", "patience:3:0:0", "prechelt-gl:nan", "trend", "trend:x", "early",
      "std:9e99:1",
    ])
  func notRules(text: String) {
    #expect(Rule(text) == nil)
  }

  @Test("Numbers that are left out have the usual values")
  func defaults() {
    #expect(Rule("patience:3") == .patience(3, minimumDelta: 0))
    #expect(Rule("prechelt-pq") == .precheltProgressQuotient(0.5))
    #expect(Rule("prechelt-gl") == .precheltGeneralisationLoss(5))
    #expect(Rule("prechelt-up") == .precheltUp(3))
  }

  @Test("Patience stops after so many values without a better one, and says what that cost")
  func patience() throws {
    let outcome = try outcome("patience:3:0", [5, 4, 4, 4.5, 4, 3, 2, 2])
    #expect(outcome.stopStep == 4)
    #expect(outcome.bestByThen == 4)
    #expect(outcome.cost == 1)
    #expect(outcome.stepsSaved == 3)
    #expect(!outcome.firesAtEnd)
    #expect(try self.outcome("patience:3:0.4", [5, 4.7, 4.4, 4.1, 3.8]).stopStep == nil)
    #expect(try self.outcome("patience:2:1.5", [5, 4, 3.6, 3.4, 3.1]).stopStep == 2)
  }

  @Test("NaN is never better, and never the best")
  func patienceNaN() throws {
    let outcome = try outcome("patience:3:0", [5, 4, .nan, .nan, .nan, 3])
    #expect(outcome.stopStep == 4)
    #expect(outcome.bestByThen == 4)
    #expect(try self.outcome("std:2:0.1", [.nan, 1, .nan, 1]).stopStep == nil)
  }

  @Test("Patience on an accuracy waits for higher values")
  func patienceMax() throws {
    let outcome = try outcome("patience:2:0", [0.5, 0.6, 0.6, 0.5, 0.8], max: true)
    #expect(outcome.stopStep == 3)
    #expect(outcome.bestByThen == 0.6)
    #expect(abs(try #require(outcome.cost) - 0.25) < 1e-12)
  }

  @Test("The window rule waits for its window, and fires where its deviation is small")
  func window() throws {
    // np.std([1.0, 1.2, 1.1]) = 0.0816…
    #expect(try outcome("std:3:0.082", [5, 1, 1.2, 1.1, 1]).stopStep == 3)
    #expect(try outcome("std:3:0.081", [5, 1, 1.2, 1.1]).stopStep == nil)
    #expect(try outcome("std:3:1", [1, 1]).stopStep == nil)
  }

  @Test("Prechelt's generalisation loss is the percentage above the best")
  func generalisationLoss() throws {
    #expect(try outcome("prechelt-gl:5", [2, 1, 1.04, 1.06]).stopStep == 3)
    // For values below zero it is the percentage of the best value's size.
    #expect(try outcome("prechelt-gl:5", [0, -1, -0.96, -0.94]).stopStep == 3)
  }

  @Test("Prechelt's quotient weighs the generalisation loss by the progress of training")
  func progressQuotient() throws {
    let validation = [2, 1.5, 1, 1.1, 1.1, 1.1, 1.1]
    // P5 = 1000 (mean / min - 1): 10 % of loss over a progress of 1000 and then of 0.
    let fast = [5.0, 4, 3, 2, 1, 0.5, 0.25]
    #expect(try outcome("prechelt-pq:0.5", validation, train: fast).stopStep == nil)
    let slow = [1.002, 1.0015, 1.001, 1.0005, 1, 1, 1]
    #expect(try outcome("prechelt-pq:0.5", validation, train: slow).stopStep == 4)
  }

  @Test("Prechelt's UP waits for so many strips of five that each end worse")
  func up() throws {
    let values = (0..<30).map { (i: Int) -> Double in
      i < 10 ? 3 - 0.1 * Double(i) : 2 + 0.01 * Double(i)
    }
    // Strips end at 4, 9, 14, 19, 24: worse from 14 on.
    #expect(try outcome("prechelt-up:3", values).stopStep == 24)
    #expect(try outcome("prechelt-up:4", values).stopStep == 29)
  }

  @Test("The trend rule stops a curve that stands still and lets one run that falls")
  func trend() throws {
    let falling = Curves.points(200, noise: 0.01, seed: 1, Curves.falling).map(\.value)
    #expect(try outcome("trend:mann-kendall", falling).firesAtEnd == false)
    let flat = Curves.points(200, noise: 0.01, seed: 1, Curves.flat).map(\.value)
    #expect(try outcome("trend:mann-kendall", flat).firesAtEnd)
  }

  @Test("The trend rule looks again at every new block, from five in the later half on")
  func trendOfFew() throws {
    let constant = [Double](repeating: 1, count: 9)
    #expect(try outcome("trend:mann-kendall", constant).stopStep == 8)
    #expect(try outcome("trend:mann-kendall", constant.dropLast()).stopStep == nil)
  }
}

struct ExpectationTests {
  @Test("Expectations are read with their tag, comparison and bound")
  func parsing() throws {
    let plain = try #require(Expectation("eval/loss<1.2"))
    #expect(plain.tag == "eval/loss" && plain.comparison == .less && plain.bound == 1.2)
    let odd = try #require(Expectation(" a<b >= -3e-2 "))
    #expect(odd.tag == "a<b" && odd.comparison == .greaterOrEqual && odd.bound == -0.03)
    for text in ["", "<", "loss", "loss<", "<3", "loss<x", "loss=3", "loss<nan"] {
      #expect(Expectation(text) == nil, "\(text)")
    }
  }

  @Test("The level is compared, not single values; the first value that met the bound is named")
  func level() throws {
    var points = Curves.points(100, noise: 0, Curves.flat)
    points[99].value = 0.5
    let outcome = try #require(Expectation("loss<0.9")?.evaluate(SeriesTracker(points)))
    #expect(!outcome.isMet)
    #expect(outcome.firstMetStep == 990)
    #expect(try #require(Expectation("loss<1.1")?.evaluate(SeriesTracker(points))).isMet)
    #expect(try #require(Expectation("loss>0.9")?.evaluate(SeriesTracker(points))).isMet)
  }

  @Test("Of equal values the first one is named, also where their blocks have become one")
  func equalValues() throws {
    var points = Curves.points(600) { _ in 1 }
    // Up to 512 points a block holds four of them, then eight.
    for place in [299, 300] { points[place].value = 0.5 }
    for place in [355, 356] { points[place].value = 1.5 }
    for (text, step) in [("loss<=0.5", Int64(2990)), ("loss>=1.5", 3550)] {
      let outcome = try #require(Expectation(text)?.evaluate(SeriesTracker(points)))
      #expect(outcome.firstMetStep == step, "\(text)")
    }
  }

  @Test("A series that ends in NaN meets nothing, and one without values cannot be judged")
  func nonFinite() throws {
    var points = Curves.points(100, Curves.flat)
    for i in 90..<100 { points[i].value = .nan }
    let outcome = try #require(Expectation("loss<9")?.evaluate(SeriesTracker(points)))
    #expect(!outcome.isMet && outcome.endsNonFinite)
    let none = try #require(Expectation("loss<9")).evaluate(SeriesTracker())
    #expect(!none.isMet && none.level.isNaN && none.firstMetStep == nil)
  }
}
