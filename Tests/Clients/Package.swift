// swift-tools-version: 6.2
import PackageDescription

/// Programs of other people, as the documentation shows them: each may use only what the products
/// offer.
func client(_ name: String, _ product: String) -> Target {
  .executableTarget(
    name: name, dependencies: [.product(name: product, package: "tfevents")],
    path: "Sources/\(name)")
}

let package = Package(
  name: "clients",
  dependencies: [.package(name: "tfevents", path: "../..")],
  targets: [
    client("judge-runs", "TrainingRuns"),
    client("judge-values", "TrainingRuns"),
    client("read-points", "EventFiles"),
    client("list-runs", "LogDirectories"),
    client("judge-series", "Convergence"),
  ]
)
