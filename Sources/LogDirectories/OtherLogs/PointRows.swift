import EventFiles
import Scalars

/// Why a text is not accepted as rows of points.
public enum PointRowsError: Error, Equatable {
  /// The first line lacks a column that is needed.
  case noColumn(String)
  /// A line, counted from 1, is not a point: it lacks a cell, or its step or a number is malformed.
  case noPoint(line: Int)

  /// The error message.
  public var text: String {
    switch self {
    case .noColumn(let name):
      "no column \(name) in the first line; tag,step,wall_time,value are required, run is optional"
    case .noPoint(let line): "row \(line) is not a point (tag,step,wall_time,value)"
    }
  }
}

/// Points as rows of CSV, as `export` writes them; the order of the columns does not matter.
///
///     tag,step,wall_time,value
///     train/loss,10,1790000013.0,2.531003
enum PointRows {
  /// A run in the rows, with its points as an event file.
  struct EventFile {
    var name: String
    var contents: [UInt8]
  }

  /// An event file for each run, in the order in which they first occur; if there is no row, one
  /// without points.
  ///
  /// A column `run` names the run. An empty wall time is unknown, an empty value is NaN.
  static func eventFiles(_ bytes: [UInt8]) throws(PointRowsError) -> [EventFile] {
    var lines = CSVLines(bytes: bytes)
    let columns = try Columns(names: lines.next() ?? [])
    var names: [String] = []
    var encoders: [EventFileEncoder] = []
    var places: [[UInt8]: Int] = [:]
    var line = 1
    while let cells = lines.next() {
      line += 1
      if cells == [""] { continue }
      guard cells.count == columns.count, let point = columns.point(cells) else {
        throw .noPoint(line: line)
      }
      let name = columns.run.map { cells[$0] } ?? "-"
      let key = Array(name.utf8)
      let place: Int
      if let known = places[key] {
        place = known
      } else {
        place = names.count
        places[key] = place
        names.append(name)
        encoders.append(EventFileEncoder(wallTime: .nan))
      }
      encoders[place].add(tag: cells[columns.tag], point, type: .float64)
    }
    if names.isEmpty {
      return [EventFile(name: "-", contents: EventFileEncoder(wallTime: .nan).bytes)]
    }
    return zip(names, encoders).map { EventFile(name: $0, contents: $1.bytes) }
  }

  /// The index of each column.
  private struct Columns {
    let tag: Int
    let step: Int
    let wallTime: Int
    let value: Int
    let run: Int?
    let count: Int

    init(names: [String]) throws(PointRowsError) {
      func place(_ name: String) throws(PointRowsError) -> Int {
        guard let place = names.firstIndex(of: name) else { throw .noColumn(name) }
        return place
      }
      tag = try place("tag")
      step = try place("step")
      wallTime = try place("wall_time")
      value = try place("value")
      run = names.firstIndex(of: "run")
      count = names.count
    }

    func point(_ cells: [String]) -> Point? {
      guard let step = Int64(cells[step]), let wallTime = number(cells[wallTime]),
        let value = number(cells[value])
      else { return nil }
      return Point(step: step, wallTime: wallTime, value: value)
    }

    private func number(_ cell: String) -> Double? { cell.isEmpty ? .nan : Double(cell) }
  }
}
