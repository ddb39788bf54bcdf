import Foundation
import LogDirectories
import Testing

private let event = "events.out.tfevents.1700000000.host"

@Suite("Finding event files")
struct DiscoveryTests {
  @Test("H1: Files with tfevents in their names are read, a profiler's marker is listed as ignored")
  func names() {
    let tree = TemporaryTree([
      "run/tfevents", "run/mytfevents", "run/x.tfevents.y", "run/.hidden.tfevents",
      "run/events.out.tfevents.1.h.v2", "run/\(event).profile-empty", "run/events.out", "run/notes",
    ])
    let found = tree.find()
    #expect(found.runs.map(\.fileCount) == [5])
    #expect(found.ignored.map(\.reason) == [.profilerMarker])
    #expect(found.ignored[0].path.description.hasSuffix(".profile-empty"))
  }

  @Test("H2: A directory whose name contains tfevents is a directory")
  func directories() {
    let tree = TemporaryTree(["my_tfevents/\(event)", "run/tfevents/\(event)"])
    #expect(tree.names("") == ["my_tfevents", "run/tfevents"])
    #expect(tree.find().ignored.isEmpty)
  }

  @Test("A folder above runs whose log holds no scalar is no run, unless it is damaged")
  func bareParents() {
    let tree = TemporaryTree()
    var log = LogWriter()
    tree.write("sweep/\(event)", log.bytes)
    tree.write("damaged/\(event)", Array(log.bytes.dropLast(4)) + [0, 0, 0, 0])
    tree.write("alone/\(event)", log.bytes)
    log.points([1, 2, 3], from: 1001)
    tree.write("used/\(event)", log.bytes)
    for parent in ["sweep", "damaged", "used"] { tree.write("\(parent)/a/\(event)", log.bytes) }
    #expect(tree.names("sweep") == ["a"])
    // Nor does it hide the logs of others below it.
    tree.write("sweep/b/metrics.csv", Array("step,loss\n1,2\n2,1\n".utf8))
    var automatic = DiscoveryOptions()
    automatic.source = .auto
    #expect(tree.find("sweep", options: automatic).runs.map(\.name) == ["a", "b"])
    tree.write("cut/\(event)", Array(log.bytes.dropLast(4)))
    tree.write("cut/a/\(event)", log.bytes)
    #expect(tree.names("cut") == [".", "a"])
    #expect(tree.names("damaged") == [".", "a"])
    #expect(tree.names("used") == [".", "a"])
    #expect(tree.names("alone") == [tree.name + "/alone"] || tree.names("alone") == ["alone"])
    var options = DiscoveryOptions()
    options.takesEveryFile = true
    #expect(tree.find("sweep", options: options).runs.count == 2)
  }

  @Test("H3: A pipe is skipped with a reason; a link to nothing and an unreadable file are not")
  func unreadable() throws {
    let tree = TemporaryTree(["run/\(event)", "run/tfevents.secret"])
    try tree.shell("mkfifo run/tfevents.pipe; chmod 0 run/tfevents.secret")
    tree.link("run/tfevents.gone", to: "nowhere")
    let found = tree.find()
    let reasons = Dictionary(
      uniqueKeysWithValues: found.ignored.map { ($0.path.lastComponent.description, $0.reason) })
    #expect(reasons["tfevents.pipe"] == .notARegularFile)
    // Why it cannot be read is told where it is read.
    #expect(reasons["tfevents.gone"] == nil)
    #expect(reasons["tfevents.secret"] == nil)
    #expect(found.runs.map(\.fileCount) == [3])
  }

  @Test("H4: A loop of links and a linked copy of the tree yield each run once, under its own name")
  func links() {
    let tree = TemporaryTree(["runs/run_17/\(event)", "runs/run_9/\(event)"])
    tree.link("runs/run_17/loop", to: "../..")
    tree.link("runs/latest", to: "run_17")
    tree.link("a_copy", to: "runs")
    let found = tree.find()
    #expect(found.runs.map(\.name) == ["runs/run_9", "runs/run_17"])
    #expect(found.ignored.count == 3)
    #expect(
      found.ignored.allSatisfy { if case .duplicate = $0.reason { true } else { false } })
  }

  @Test("Any number of threads finds the same, in the same order")
  func threads() throws {
    var paths = ["runs/notes", "runs/metrics.csv", "runs/pipe_host/x"]
    for run in 0..<150 {
      paths.append("runs/run_\(run)/\(event)")
      if run % 7 == 0 { paths.append("runs/run_\(run)/deeper/\(run % 3)/\(event)") }
      if run % 11 == 0 { paths.append("runs/run_\(run)/\(event).profile-empty") }
    }
    for folder in 0..<40 { paths.append("runs/run_5/checkpoints/\(folder)/weights") }
    let tree = TemporaryTree(paths)
    try tree.shell("mkfifo runs/pipe_host/tfevents.pipe")
    for run in 0..<20 { tree.link("runs/again_\(run)", to: "run_\(run)") }
    tree.link("runs/run_3/loop", to: "../..")
    let one = tree.find("runs")
    #expect(one.runs.count > 150 && one.ignored.count > 30)
    for threads in [2, 3, 8] {
      var options = DiscoveryOptions()
      options.threads = threads
      let several = tree.find("runs", options: options)
      #expect(several.runs.map(\.name) == one.runs.map(\.name))
      #expect(several.runs.map(\.size) == one.runs.map(\.size))
      #expect(several.ignored.map(\.path) == one.ignored.map(\.path))
      #expect(several.ignored.map(\.reason) == one.ignored.map(\.reason))
      #expect(several.foldersSeen == one.foldersSeen)
      #expect(several.otherLogs == one.otherLogs)
    }
  }

  @Test("A link is read where only it leads to the run")
  func linkOutOfTheTree() {
    let tree = TemporaryTree(["elsewhere/deep/\(event)", "elsewhere/file", "logs/a/\(event)"])
    tree.link("logs/b", to: "../elsewhere/deep")
    tree.link("logs/c.tfevents", to: "../elsewhere/file")
    #expect(tree.names("logs") == [".", "a", "b"])
  }

  @Test("H5: The files of a run are ordered by the number in their names")
  func fileOrder() {
    let tree = TemporaryTree([
      "run/e.tfevents.10.h", "run/e.tfevents.9.h", "run/e.tfevents.9.h.2", "run/e.tfevents.9.h.10",
      "run/tfevents", "run/e.tfevents.99999999999999999999999.h",
    ])
    #expect(
      tree.find().runs[0].members[0].files.map(\.path.lastComponent.description) == [
        "tfevents", "e.tfevents.9.h", "e.tfevents.9.h.2", "e.tfevents.9.h.10", "e.tfevents.10.h",
        "e.tfevents.99999999999999999999999.h",
      ])
  }

  @Test("H11: A directory whose name is no UTF-8 has an escaped name, the same every time")
  func invalidNames() throws {
    let tree = TemporaryTree()
    try tree.shell("d=\"$(printf 'r\\377é')\"; mkdir \"$d\"; touch \"$d/\(event)\"")
    let bytes = Array(tree.path.utf8) + [0x2F, 0x72, 0xFF, 0xC3, 0xA9, 0x2F] + Array(event.utf8)
    let found = tree.find()
    #expect(found.runs.map(\.name) == ["r\\xffé"])
    #expect(found.runs[0].members[0].files[0].path.bytes == bytes)
  }

  @Test("H12: A missing path, an empty directory and a single file are told apart")
  func oddRoots() {
    let tree = TemporaryTree(["run/\(event)", "run/\(event).2", "empty/notes.txt"])
    #expect(tree.find("nowhere").unusable.map(\.reason) == [.missing])
    let empty = tree.find("empty")
    #expect(empty.runs.isEmpty && empty.unusable.isEmpty && empty.foldersSeen == 1)
    let file = tree.find("run/\(event)")
    #expect(file.runs.map(\.name) == ["run"] && file.runs[0].fileCount == 1)
    #expect(tree.find("run/\(event)", "run/\(event).2").runs.map(\.fileCount) == [2])
    #expect(tree.find("empty/notes.txt").runs.map(\.name) == ["empty"])
  }

  @Test("Logs of other kinds that are met on the way are counted")
  func hints() {
    let tree = TemporaryTree([
      "a/checkpoint-5/trainer_state.json", "a/trainer_state.json", "b/metrics.csv",
    ])
    let found = tree.find()
    #expect(found.otherLogs == [.hf: 2, .csv: 1] && found.foldersSeen == 4)
  }

  @Test("Hard links to one file are read once, and a path given twice counts once")
  func hardLinks() throws {
    let tree = TemporaryTree(["a/\(event)", "b/notes"])
    try tree.shell("ln a/\(event) b/")
    #expect(tree.names("", "") == ["a"])
  }
}

@Suite("Names of runs")
struct RunNameTests {
  @Test("Below one path a run is named by the path below it, and natural order holds")
  func single() {
    let tree = TemporaryTree(["run_10/\(event)", "run_9/\(event)", "x/y/\(event)", "\(event)"])
    #expect(tree.names("") == [".", "run_9", "run_10", "x/y"])
  }

  @Test("A path that is itself the only run is named by its last component")
  func itself() {
    let tree = TemporaryTree(["runs/sft-overfit/\(event)"])
    #expect(tree.names("runs/sft-overfit") == ["sft-overfit"])
    #expect(tree.names("runs/sft-overfit/") == ["sft-overfit"])
    #expect(tree.names("runs/sft-overfit/.") == ["sft-overfit"])
    #expect(tree.names("runs") == ["sft-overfit"])
  }

  @Test(
    "Below several paths the last component of each stands in front, longer where they are alike")
  func several() {
    let tree = TemporaryTree([
      "a/runs/x/\(event)", "b/runs/x/\(event)", "c/\(event)", "d/e/f/\(event)",
    ])
    #expect(
      tree.names("a/runs", "b/runs", "c", "d") == ["a/runs/x", "b/runs/x", "c", "d/e/f"])
  }
}

@Suite("Directories that are one run")
struct LogicalRunTests {
  @Test(
    "Directories named by roles are one run named by what holds them",
    arguments: [
      ["train", "validation"], ["train", "eval"], ["train", "test"], ["learn", "test"],
      ["train_inner", "train", "valid"], ["Train", "Val"], ["train", "eval_coco", "eval_voc"],
    ])
  func siblings(names: [String]) {
    let tree = TemporaryTree(names.map { "exp/run/\($0)/\(event)" } + ["exp/other/\(event)"])
    let found = tree.find()
    #expect(found.runs.map(\.name) == ["exp/other", "exp/run"])
    let members = found.runs[1].members
    #expect(Set(members.map(\.name)) == Set(names))
    #expect(members.first?.role == .train && members.last?.role == .validation)
  }

  @Test("A run with a child eval, as estimators write it, is one run")
  func parentAndChild() {
    let tree = TemporaryTree(["model/\(event)", "model/eval/\(event)", "other/\(event)"])
    let found = tree.find()
    #expect(found.runs.map(\.name) == ["model", "other"])
    #expect(found.runs[0].members.map(\.name) == ["", "eval"])
    #expect(found.runs[0].members.map(\.role) == [nil, .validation])
  }

  @Test("Directories that end in _train and _val are one run named by what they share")
  func suffixes() {
    let tree = TemporaryTree(["mnist_train/\(event)", "mnist_val/\(event)", "cifar_train/\(event)"])
    let found = tree.find()
    #expect(found.runs.map(\.name) == ["cifar_train", "mnist"])
    #expect(found.runs[1].members.map(\.name) == ["mnist_train", "mnist_val"])
    #expect(found.runs[1].members.map(\.role) == [.train, .validation])
  }

  @Test(
    "Pairs are told by either end of their names, and by words that only a pair makes sure",
    arguments: [
      (["train_x", "val_x"], "exp/x"), (["x.train", "x.dev"], "exp/x"),
      (["xTrain", "xVal"], "exp/x"),
      (["train_logs", "val_logs"], "exp"), (["TrainLog", "ValLog"], "exp"),
      (["train", "cv"], "exp"), (["train", "held_out"], "exp"), (["fit", "validate"], "exp"),
      (["trainset", "testset"], "exp"), (["training_set", "test_set"], "exp"),
    ])
  func pairs(names: [String], run: String) {
    let tree = TemporaryTree(names.map { "exp/\($0)/\(event)" } + ["other/\(event)"])
    let found = tree.find()
    #expect(found.runs.map(\.name) == [run, "other"])
    #expect(found.runs[0].members.map(\.role) == [.train, .validation])
  }

  @Test("A word of a pair alone is the name of a run")
  func halfPairs() {
    for names in [["cv", "a"], ["train_x", "val_y"], ["fit", "b"], ["testing", "tests"]] {
      let tree = TemporaryTree(names.map { "exp/\($0)/\(event)" })
      #expect(tree.find().runs.count == 2, "\(names)")
    }
  }

  @Test(
    "A folded run that is the path itself, or is given by its members, has its directory's name")
  func foldedRoot() {
    let tree = TemporaryTree(["keras/train/\(event)", "keras/validation/\(event)"])
    #expect(tree.names("keras") == ["keras"])
    #expect(tree.names("keras/train", "keras/validation") == ["keras"])
    #expect(tree.names("keras/train") == ["train"])
  }

  @Test(
    "Runs that merely resemble roles stay apart",
    arguments: [
      ["runs/train/exp/X", "runs/train/exp2/X"], ["a/train/X", "b/validation/X"],
      ["logs/X", "logs/test/X"], ["seed0/X", "seed1/X"], ["logs/X", "logs/eval/X", "logs/a/X"],
      ["lgbm/train/X", "lgbm/ttest/X"], ["logs/X", "logs/1700000000_lr/X"],
    ])
  func unrelated(files: [String]) {
    let tree = TemporaryTree(files.map { $0.replacingOccurrences(of: "X", with: event) })
    #expect(tree.find().runs.count == files.count)
  }

  @Test("What add_hparams leaves below a run, named by a time, is part of it")
  func hparams() {
    let tree = TemporaryTree(["run0/\(event)", "run0/1700001342.5827305/\(event)"])
    #expect(tree.names("") == ["run0"])
  }

  @Test("Every directory, and every file, can be had as a run of its own")
  func unfolded() {
    let tree = TemporaryTree(["r/train/\(event)", "r/val/\(event)", "r/val/\(event).1"])
    #expect(
      tree.find(options: DiscoveryOptions(foldsMembers: false)).runs.map(\.name) == [
        "r/train", "r/val",
      ])
    #expect(tree.find(options: DiscoveryOptions(runPerFile: true)).runs.count == 3)
  }
}
