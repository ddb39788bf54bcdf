import Arguments
import Foundation
import TestSupport
import Testing

@Suite("Manual")
struct ManualPageTests {
  @Test("A command's page tells every option with its default and environment variable")
  func command() {
    let copyless = Command(
      "scan", summary: "Rank runs", about: "Rank many runs.", positionals: [Sample.paths],
      sections: [
        OptionSection("Choose", [Sample.runs, Sample.jobs, Sample.direction, Sample.ratio])
      ],
      examples: [".hidden 'x' \\d"], notes: ["A note."], exitStatuses: [ExitStatus(0, "done")])
    #expect(
      Sample.program.manualPage(for: copyless) == #"""
        .TH "TFEVENTS\-SCAN" 1 "" "tfevents 1.2.3"
        .SH "NAME"
        tfevents\-scan \- Rank runs
        .SH "SYNOPSIS"
        \fBtfevents\fR scan [options] <path>...
        .SH "DESCRIPTION"
        .PP
        Rank many runs.
        .PP
        A note.
        .TP
        \fB<path>...\fR
        Event files, runs or trees of runs.
        .SH "OPTIONS"
        .SS "Choose"
        .TP
        \fB\-\-runs\fR \fIPATTERN\fR
        Keep runs whose name matches (glob, or /regex/).
        .br
        May be given several times.
        .br
        Environment: TFEVENTS_RUNS.
        .TP
        \fB\-j\fR, \fB\-\-jobs\fR \fIN\fR
        Readers at once.
        .br
        Default: 2.
        .br
        Environment: TFEVENTS_JOBS.
        .TP
        \fB\-\-max\fR, \fB\-\-min\fR
        Which way is better.
        .br
        Default: by name: accuracy up, loss down.
        .br
        Environment: TFEVENTS_DIRECTION.
        .SH "EXIT STATUS"
        .TP
        \fB0\fR
        done.
        .SH "EXAMPLES"
        .PP
        .nf
        \&.hidden 'x' \ed
        .fi
        .SH "SEE ALSO"
        .PP
        tfevents(1)

        """#)
  }

  @Test("The program's page lists the commands and the topics, and hides what is hidden")
  func program() {
    let page = Sample.program.manualPage()
    #expect(page.contains("\\fBscan\\fR\nRank and filter many runs.\n"))
    #expect(page.contains(".SH \"VERDICTS\"\n.PP\n.nf\n\\&.converged\n\\-it's flat\n.fi\n"))
    #expect(page.contains("tfevents\\-scan(1), tfevents\\-copy(1)"))
    #expect(!page.contains("debug"))
  }

  @Test(
    "groff finds nothing to warn of",
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/groff"), "groff is not here"))
  func groff() throws {
    let folder = TemporaryFolder()
    for page in [Sample.program.manualPage(), Sample.program.manualPage(for: Sample.scan)] {
      let file = try folder.write(Array(page.utf8), to: "page.1")
      let output = try Shell.output(
        of: "/usr/bin/groff", ["-Kutf8", "-Tutf8", "-man", "-ww", "-z", file])
      #expect(output.isEmpty, "\(output)")
    }
  }
}
