import TextFormats

/// A record with another name for its run; the run's path, which identifies it, stays.
///
/// - Parameters:
///   - json: The record.
///   - path: The run's path.
///   - old: The name that it has.
///   - name: The name that it gets.
///
/// - Returns: The record with the new name, also in the judgement in the other direction that it
/// may contain.
public func renamed(_ json: [UInt8], of path: String, from old: String, to name: String) -> [UInt8]
{
  if old.utf8.elementsEqual(name.utf8) { return json }
  let (before, after) = (key(old, path), key(name, path))
  var result: [UInt8] = []
  var rest = json[...]
  while let start = rest.place(of: before) {
    result += rest[..<start] + after
    rest = rest[(start + before.count)...]
  }
  return result + rest
}

/// The name and path of a run as a record contains them.
private func key(_ name: String, _ path: String) -> [UInt8] {
  var json = JSONWriter()
  json.object { json in
    json.field("run", name)
    json.field("path", path)
  }
  return Array(json.buffer.bytes.dropFirst().dropLast())
}
