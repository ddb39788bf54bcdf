import Arguments

/// Looks for a Python that has the package: the one beside the executable, else one in `PATH`.
///
/// Nothing is started through a shell, and a package in the current directory does not count.
struct InterpreterSearch {
  /// The result of the search.
  enum Result: Equatable {
    case found(String)
    /// No interpreter has the package; the list holds those that could be started.
    case none([String])
    case ended(LiveWorld.Ending)
  }

  /// The most interpreters that are tried.
  private static let most = 12
  /// How many seconds an interpreter has to import the package.
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

  /// The candidate paths, the likeliest first; relative ones are left out, since they would depend
  /// on the current directory.
  var candidates: [String] {
    var folders: [String] = []
    if let path = session.live.executable(), let slash = path.lastIndex(of: "/") {
      folders.append(String(path[..<slash]))
    }
    folders += (session.environment("PATH") ?? "").split(separator: ":").map(String.init)
    var seen: Set<String> = []
    return folders.filter { $0.hasPrefix("/") && seen.insert($0).inserted }.map { $0 + "/python3" }
  }

  /// The message that no interpreter will do, and how to get one that does.
  func problem(_ tried: [String]) -> UsageError {
    let found =
      tried.isEmpty ? "no python3 was found" : "\(tried.joined(separator: ", ")) cannot import it"
    return UsageError(
      "\(module.purpose) needs Python 3.8 or later with the package tfevents, and \(found)",
      hints: [
        "install the wheel, which holds both  pip install tfevents-*.whl", module.alternative,
      ])
  }

  /// Replaces the process with the module's program.
  ///
  /// - Parameter words: The arguments of the program.
  ///
  /// - Returns: The signal or error that ended the search for an interpreter, if any did.
  ///
  /// - Throws: a usage error if there is no interpreter, or if it cannot be started.
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

  /// The exit status; 1 if it takes too long.
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
