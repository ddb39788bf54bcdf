import LogDirectories
import Testing

@Suite("Checkpoints on disk")
struct CheckpointTests {
  private func checkpoints(
    _ files: [String], run: String, given: String? = nil
  ) throws -> Checkpoints {
    let tree = TemporaryTree(files + [run + "/events.out.tfevents.1700000000.host"])
    return Checkpoints(of: try #require(tree.find(given ?? run).runs.first))
  }

  @Test(
    "Each framework's checkpoint of a step is found where it puts it",
    arguments: [
      ("out/checkpoint-2400/model.safetensors", "out/runs/Nov01_12-00-00_host", "checkpoint-2400"),
      ("v/checkpoints/epoch=3-step=2400.ckpt", "v", "epoch=3-step=2400.ckpt"),
      ("v/checkpoints/epoch=3-step=2401.ckpt", "v", "epoch=3-step=2401.ckpt"),
      ("dump/checkpoint/step-2400/x", "dump/tb/20260101-0000", "step-2400"),
      ("m/iter_0002400/x", "m/tensorboard", "iter_0002400"),
      ("d/global_step2400/x", "d/tb", "global_step2400"),
      ("d/global_step_2400/x", "d/tb", "global_step_2400"),
      ("tf/model.ckpt-2400.index", "tf", "model.ckpt-2400.index"),
      ("tf/ckpt-2400.index", "tf/train", "ckpt-2400.index"),
      ("sb/models/rl_model_2400_steps.zip", "sb", "rl_model_2400_steps.zip"),
      ("y/weights/epoch5.pt", "y", "epoch5.pt"), ("w/epoch_5.pth", "w/vis_data", "epoch_5.pth"),
      ("k/weights.05-0.21.keras", "k/train", "weights.05-0.21.keras"),
    ])
  func found(file: String, run: String, name: String) throws {
    #expect(try checkpoints([file], run: run).at(step: 2400, epoch: 5)?.name == name)
  }

  @Test("Names that merely hold a number are no checkpoints, nor is one four directories above")
  func others() throws {
    let files = [
      "a/b/c/d/run/notes-2400.txt", "checkpoint-2400/x", "a/b/c/d/run/mystep-2400x",
      "a/b/c/d/run/2400",
    ]
    #expect(try checkpoints(files, run: "a/b/c/d/run").at(step: 2400) == nil)
  }

  @Test("Above the given path a checkpoint counts only if a framework made the folders between")
  func aboveTheGivenPath() throws {
    func found(_ run: String, _ given: String) throws -> Int {
      try checkpoints(["o/checkpoint-5/x"], run: run, given: given).all.count
    }
    #expect(try found("o/mine/run", "o/mine/run") == 0)
    #expect(try found("o/mine/run", "o/mine") == 0)
    #expect(try found("o/mine/run", "o") == 1)
    #expect(try found("o/runs/mine", "o/runs") == 0)
    #expect(try found("o/runs/mine", "o/runs/mine/events.out.tfevents.1700000000.host") == 0)
    #expect(try found("o/runs/Nov29_12-00-00_host", "o/runs") == 1)
    #expect(try found("o/20260101_120000/vis_data", "o/20260101_120000/vis_data") == 1)
    #expect(try found("o/tb/20260101-0000", "o/tb") == 1)
  }

  @Test(
    "What is being written, was given up or leads nowhere is no checkpoint",
    arguments: [
      "tmp-checkpoint-5/x", "checkpoint-5.tmp/x", "checkpoint-5.partial", ".checkpoint-5.swp",
      "checkpoint-5~", "5.orbax-checkpoint-tmp-1",
    ])
  func unfinished(name: String) throws {
    #expect(try checkpoints(["run/" + name], run: "run").all.isEmpty)
  }

  @Test("A link to nothing is no checkpoint")
  func dangling() throws {
    let tree = TemporaryTree(["run/events.out.tfevents.1700000000.host", "run/real/x"])
    tree.link("run/checkpoint-5", to: "gone")
    tree.link("run/checkpoint-6", to: "real")
    let run = try #require(tree.find("run").runs.first)
    #expect(Checkpoints(of: run).all.map(\.name) == ["checkpoint-6"])
  }

  @Test("A shared cache finds what each run finds alone, behind links and below them")
  func cache() throws {
    let event = "events.out.tfevents.1700000000.host"
    let tree = TemporaryTree([
      "disk/a/logs/one/\(event)", "disk/a/logs/two/\(event)", "disk/a/checkpoint-100/x",
      "disk/b/three/\(event)", "disk/b/three/checkpoint-300/x", "here/runs/note",
    ])
    tree.link("here/runs/logs", to: "../../disk/a/logs")
    tree.link("here/runs/three", to: "../../disk/b/three")
    let cache = CheckpointCache()
    let runs = tree.find("here").runs
    #expect(runs.count == 3)
    for run in runs {
      let shared = Checkpoints(of: run, cache: cache).all
      #expect(shared == Checkpoints(of: run).all, "\(run.name)")
      #expect(shared.count == 1, "\(run.name)")
    }
  }

  @Test("The nearest checkpoint is given by its step, the earlier of two equally near")
  func nearest() throws {
    let found = try checkpoints(
      ["o/checkpoint-100/x", "o/checkpoint-200/x", "o/checkpoint-300/x"], run: "o/runs/a",
      given: "o")
    #expect(found.at(step: 250) == nil)
    #expect(found.nearest(to: 250)?.step == 200 && found.nearest(to: 260)?.step == 300)
    #expect(found.nearest(to: .min)?.step == 100 && found.nearest(to: .max)?.step == 300)
    #expect(try checkpoints([], run: "r").nearest(to: 1) == nil)
  }
}
