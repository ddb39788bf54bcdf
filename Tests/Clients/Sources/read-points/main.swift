import EventFiles

var reader = EventFileReader(path: CommandLine.arguments[1])
try reader.forEachBatch { batch, series in
  for row in 0..<batch.count {
    let tag = series[Int(batch.series[row])].tag
    print(tag, batch[row].step, batch[row].value)
  }
}
for damage in reader.outcome.finalDamage {
  print("\(damage.length) bytes at \(damage.offset) are damaged: \(damage.kind)")
}
