import Arguments

/// Looks for a Python that has the package: the one beside the executable, else one in `PATH`.
///
/// Nothing is started by a shell, and no package from the current directory counts.
struct InterpreterSearch {
  /// What came of it.
  enum Result: Equatable {
    case found(String)
    /// None has the package; those that could be started.
    case none([String])
    case ended(LiveWorld.Ending)
  }

  /// The most interpreters that are tried.
  private static let most = 12
  /// How many seconds one has to import the package.
  private static let patience = 20.0
  private let module: PythonModule
  private let session: Session

  init(_ module: PythonModule, _ session: Session) {
    self.module = module
    self.session = session
  }

  /// Tries one after the other.
  func run() -> Result {
    var tried: [String] = []
    for python in candidates.prefix(Self.most) {
      let program = LiveWorld.Program(words: [python, "-c", module.imports], isQuiet: true)
      guard case .success(let number) = session.live.start(program) else { continue }
      tried.append(python)
      switch status(of: number) {
      case .success(0): return .found(python)
      case .success: continue
      case .failure(let why): return .ended(why.ending)
      }
    }
    return .none(tried)
  }

  /// The paths that may be one, the likeliest first; those that are relative would depend on the current directory.
  var candidates: [String] {
    var folders: [String] = []
    if let path = session.live.executable(), let slash = path.lastIndex(of: "/") {
      folders.append(String(path[..<slash]))
    }
    folders += (session.environment("PATH") ?? "").split(separator: ":").map(String.init)
    var seen: Set<String> = []
    return folders.filter { $0.hasPrefix("/") && seen.insert($0).inserted }.map { $0 + "/python3" }
  }

  /// That no interpreter will do, and how to get one that does.
  func problem(_ tried: [String]) -> UsageError {
    let found =
      tried.isEmpty ? "no python3 was found" : "\(tried.joined(separator: ", ")) cannot import it"
    return UsageError(
      "\(module.purpose) needs Python 3.8 or later with the package tfevents, and \(found)",
      hints: [
        "install the wheel, which holds both  pip install tfevents-*.whl", module.alternative,
      ])
  }

  /// Lets the process become the module's program.
  ///
  /// - Parameter words: The words that the program gets.
  /// - Returns: How the search for an interpreter was ended, where it was.
  /// - Throws: a usage error where there is no interpreter, or it cannot be started.
  func become(_ words: [String]) throws(CommandError) -> Outcome {
    switch run() {
    case .none(let tried): throw .usage(problem(tried))
    case .ended(let why): return Outcome(why)
    case .found(let python):
      let executable = session.live.executable() ?? program.name
      let failure = session.live.become(
        LiveWorld.Program(words: [python, "-c", module.start, executable] + words))
      throw .usage(UsageError("\(python) cannot be started (\(failure.text))"))
    }
  }

  private struct Ended: Error { let ending: LiveWorld.Ending }

  /// The exit status; 1 where it takes too long.
  private func status(of number: Int32) -> Swift.Result<Int32, Ended> {
    let end = session.live.uptime() + Self.patience
    while true {
      if let status = session.live.status(number) { return .success(status) }
      if session.live.uptime() > end {
        session.live.kill(number, true)
        return .success(1)
      }
      if case .ended(let why) = session.live.wait(0.01) {
        session.live.kill(number, true)
        return .failure(Ended(ending: why))
      }
    }
  }
}
