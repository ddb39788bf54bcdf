import TFEventsCommands

/// Passes on arguments, output and exit status; everything else is in the modules below.
@main
enum Main {
  static func main() {
    exitProcess(run(Session.ofThisProcess))
  }
}
