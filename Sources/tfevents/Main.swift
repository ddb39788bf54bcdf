import TFEventsCommands

/// Hands words, output and exit status over; everything else is in the modules below.
@main
enum Main {
  static func main() {
    exitProcess(run(Session.ofThisProcess))
  }
}
