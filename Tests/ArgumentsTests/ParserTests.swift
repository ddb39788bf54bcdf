import Arguments
import Testing

@Suite("Parsing")
struct ParserTests {
  @Test("Without options every value is its default")
  func defaults() throws {
    let parsed = try Sample.parse("scan runs")
    #expect(parsed[Sample.paths] == ["runs"])
    #expect(parsed[Sample.metric] == nil)
    #expect(parsed[Sample.direction] == nil)
    #expect(parsed[Sample.sort] == .best)
    #expect(parsed[Sample.jobs] == 2)
    #expect(parsed[Sample.runs].isEmpty)
    #expect(parsed[Sample.verbose] == false)
    #expect(parsed[Sample.pair] == true)
    #expect(parsed.source(of: Sample.jobs) == .byDefault)
    #expect(parsed.declares(Sample.metric))
  }

  @Test(
    "A value may follow, or be joined by an equals sign, or to its letter",
    arguments: ["-o x.csv", "-ox.csv", "-o=x.csv", "--output x.csv", "--output=x.csv", "-vo x.csv"])
  func spellings(_ option: String) throws {
    #expect(try Sample.parse("scan \(option) runs")[Sample.output] == "x.csv")
    #expect(try Sample.parse("scan runs \(option)")[Sample.paths] == ["runs"])
  }

  @Test("Options stand between positional arguments, and end at --")
  func positionals() throws {
    let parsed = try Sample.parse("scan a -v b --top 3 - -- -c --top")
    #expect(parsed[Sample.paths] == ["a", "b", "-", "-c", "--top"])
    #expect(parsed[Sample.verbose])
    #expect(parsed[Sample.top] == 3)
  }

  @Test("A repeatable option keeps all its values, any other the last")
  func repetition() throws {
    let parsed = try Sample.parse("scan a --runs x* --runs y* --jobs 3 --jobs 4 --max --min")
    #expect(parsed[Sample.runs].map(\.text) == ["x*", "y*"])
    #expect(parsed[Sample.jobs] == 4)
    #expect(parsed[Sample.direction] == false)
    #expect(try Sample.parse("scan a --no-pair")[Sample.pair] == false)
    #expect(try Sample.parse("scan a --no-pair --pair")[Sample.pair] == true)
  }

  @Test("Values have their types")
  func types() throws {
    let parsed = try Sample.parse(
      "scan a --sort time --verdict diverged,improving --ratio -1e-3 --group seed\\d+ --max")
    #expect(parsed[Sample.sort] == .time)
    #expect(parsed[Sample.verdict] == ["diverged", "improving"])
    #expect(parsed[Sample.ratio] == -0.001)
    #expect(parsed[Sample.group]?.removingMatches(from: "a-seed12") == "a-")
    #expect(parsed[Sample.direction] == true)
  }

  @Test("An environment variable stands in for an option that is not given")
  func environment() throws {
    let environment = [
      "TFEVENTS_METRIC": "val_loss", "TFEVENTS_NOT_RUNS": "x*", "TFEVENTS_VERBOSE": "yes",
      "TFEVENTS_DIRECTION": "max", "TFEVENTS_JOBS": "8", "TFEVENTS_TOP": "",
    ]
    let parsed = try Sample.parse("scan a -j 3", environment: environment)
    #expect(parsed[Sample.metric] == "val_loss")
    #expect(parsed[Sample.notRuns].map(\.text) == ["x*"])
    #expect(parsed[Sample.verbose])
    #expect(parsed[Sample.direction] == true)
    #expect(parsed[Sample.jobs] == 3)
    #expect(parsed[Sample.top] == nil)
    #expect(parsed.source(of: Sample.metric) == .environment)
    #expect(parsed.source(of: Sample.jobs) == .commandLine)
  }

  @Test("Positional arguments are assigned in order, the optional one may be missing")
  func assignment() throws {
    let both = try Sample.parse("copy a b")
    #expect(both[Sample.from] == "a")
    #expect(both[Sample.to] == "b")
    #expect(try Sample.parse("copy a")[Sample.to] == nil)
  }

  @Test("Help and version are shown wherever they are asked for")
  func asking() throws {
    #expect(try Sample.shown("--version") == "tfevents 1.2.3\n")
    #expect(try Sample.shown("scan", "--version") == "tfevents 1.2.3\n")
    #expect(try Sample.shown() == Sample.program.help)
    #expect(try Sample.shown("-h") == Sample.program.help)
    #expect(try Sample.shown("help", "scan") == Sample.program.help(for: Sample.scan))
    #expect(try Sample.shown("scan", "-vh") == Sample.program.help(for: Sample.scan))
    #expect(try Sample.shown("scan", "--top", "3", "--help").hasPrefix("Rank many runs"))
    #expect(try Sample.shown("help", "verdicts") == ".converged\n-it's flat\n")
  }
}
