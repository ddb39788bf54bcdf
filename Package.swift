// swift-tools-version: 6.2
import PackageDescription

/// The settings of every Swift target: strict, and the same everywhere.
let settings: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
]

func library(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// What Tests/Benchmarks/run.py measures with; left out of other builds.
let benchmarkTargets: [Target] =
  Context.environment["TFEVENTS_BENCHMARKS"] == nil
  ? []
  : [
    .executableTarget(
      name: "event-log-generator", dependencies: ["CChecksums", "TestSupport"],
      path: "Tests/Benchmarks/Generator", swiftSettings: settings),
    .executableTarget(
      name: "benchmark-passes", dependencies: ["CChecksums"], path: "Tests/Benchmarks/Passes"),
    .executableTarget(
      name: "benchmark-points", dependencies: ["EventFiles", "Scalars"],
      path: "Tests/Benchmarks/Points", swiftSettings: settings),
  ]

let package = Package(
  name: "tfevents",
  products: [
    .executable(name: "tfevents", targets: ["tfevents"]),
    .library(name: "EventFiles", targets: ["EventFiles", "Scalars"]),
    .library(name: "LogDirectories", targets: ["LogDirectories", "EventFiles", "Scalars"]),
    .library(name: "Convergence", targets: ["Convergence", "Scalars"]),
    .library(
      name: "TrainingRuns",
      targets: ["TrainingRuns", "Convergence", "LogDirectories", "EventFiles", "Scalars"]),
  ],
  targets: [
    .target(name: "CChecksums"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    library("Scalars", []),
    library("TextFormats", ["Scalars"]),
    library("Threads", ["Scalars"]),
    library(
      "EventFiles", ["CChecksums", "CZlib", "Scalars", "TextFormats", "Threads"],
      exclude: ["FastPath/README.md"]),
    library("Databases", ["CSQLite"]),
    library("LogDirectories", ["Databases", "EventFiles", "Scalars", "TextFormats", "Threads"]),
    library("Statistics", []),
    library("Convergence", ["Scalars", "Statistics"]),
    library(
      "TrainingRuns", ["Convergence", "EventFiles", "LogDirectories", "Scalars", "TextFormats"]),
    library("Reports", ["Convergence", "Scalars", "Statistics", "TextFormats", "TrainingRuns"]),
    library("Arguments", ["TextFormats"]),
    library(
      "TFEventsCommands",
      [
        "Arguments", "CZlib", "Convergence", "Databases", "EventFiles", "LogDirectories", "Reports",
        "Scalars", "Statistics", "TextFormats", "Threads", "TrainingRuns",
      ]),
    .executableTarget(
      name: "tfevents", dependencies: ["Arguments", "Scalars", "TFEventsCommands"],
      swiftSettings: settings),

    // What the tests stand on: a writer of event files, damage, a seeded random.
    .target(
      name: "TestSupport", dependencies: ["CZlib"], path: "Tests/TestSupport",
      exclude: ["Goldens"], swiftSettings: settings),
    // Compares texts with those that Fixtures/golden keeps; apart, since it needs the testing
    // library.
    .target(
      name: "Goldens", dependencies: ["TestSupport"], path: "Tests/TestSupport/Goldens",
      swiftSettings: settings),
    // Judges the benchmark's curves, for Tests/VerdictBenchmark/score_table.py.
    .executableTarget(
      name: "VerdictBenchmark", dependencies: ["Convergence", "Scalars", "Statistics"],
      path: "Tests/VerdictBenchmark", exclude: ["score_table.py"], swiftSettings: settings),
    // What fuzzing checks; the tests run it over the inputs kept in Fixtures/fuzz.
    .target(
      name: "FuzzChecks", dependencies: ["EventFiles", "Scalars", "TestSupport"],
      path: "Tests/Fuzz/Checks", swiftSettings: settings),
    .target(
      name: "FuzzCommandChecks", dependencies: ["TFEventsCommands", "TextFormats"],
      path: "Tests/Fuzz/CommandChecks", swiftSettings: settings),
    tests(
      "EventFilesTests",
      ["CChecksums", "EventFiles", "FuzzChecks", "Scalars", "TestSupport"]),
    tests("LogDirectoriesTests", ["EventFiles", "LogDirectories", "Scalars", "TestSupport"]),
    tests("TextFormatsTests", ["Scalars", "TestSupport", "TextFormats"]),
    tests("ThreadsTests", ["Threads"]),
    tests("StatisticsTests", ["Scalars", "Statistics", "TestSupport"]),
    tests("ConvergenceTests", ["Convergence", "Scalars", "Statistics", "TestSupport"]),
    tests(
      "TrainingRunsTests",
      ["Convergence", "LogDirectories", "Scalars", "TestSupport", "TextFormats", "TrainingRuns"]),
    tests(
      "ReportsTests",
      [
        "Convergence", "Goldens", "Reports", "Scalars", "Statistics", "TestSupport",
        "TextFormats", "TrainingRuns",
      ]),
    tests("ArgumentsTests", ["Arguments", "TestSupport", "TextFormats"]),
    tests(
      "CommandTests",
      [
        "Arguments", "CSQLite", "Convergence", "Databases", "EventFiles", "FuzzCommandChecks",
        "Goldens",
        "LogDirectories", "Reports", "Scalars", "TFEventsCommands", "TestSupport", "TextFormats",
        "TrainingRuns",
      ]),
  ] + benchmarkTargets
)

// libFuzzer brings its own main, so these link only with `--sanitize fuzzer`; see Tests/Fuzz/run.
if Context.environment["TFEVENTS_FUZZ"] != nil {
  let readers = ["Framer", "Inflater", "Decoder", "Archive", "Blocks"]
  for name in readers + ["Table", "State", "Record", "Condition"] {
    let checks: Target.Dependency =
      readers.contains(name) ? "FuzzChecks" : "FuzzCommandChecks"
    package.targets.append(
      .executableTarget(
        name: "Fuzz\(name)", dependencies: [checks], path: "Tests/Fuzz/\(name)",
        swiftSettings: settings))
  }
}
