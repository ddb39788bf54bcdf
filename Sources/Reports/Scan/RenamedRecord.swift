import TextFormats

/// A record with another name for its run; the run's path, by which it is known, stays.
///
/// - Parameters:
///   - json: The record.
///   - path: The run's path.
///   - old: The name that it has.
///   - name: The name that it gets.
/// - Returns: The record, and that within it of the same run judged the other way, with that name.
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

/// The name and path of a run as a record holds them.
private func key(_ name: String, _ path: String) -> [UInt8] {
  var json = JSONWriter()
  json.object { json in
    json.field("run", name)
    json.field("path", path)
  }
  return Array(json.buffer.bytes.dropFirst().dropLast())
}
