import Scalars

/// Extracts the scalars from decoded events, by TensorBoard's rules unless these lose points.
///
/// A scalar is a `simple_value`, or a tensor of one number whose tag's first metadata says so (data
/// class SCALAR, or plugin `scalars` and no class). A tag that has had a `simple_value` is a scalar
/// series, too.
struct ScalarExtractor {
  /// A value of an event that is a point.
  private struct Found {
    var series: Int
    var value: Double
    var type: NumberType
  }

  private(set) var table = SeriesTable()
  private(set) var attachments: [Attachment] = []
  /// Whether any tag had tensors of which no metadata said what they are.
  private(set) var hasUnexplainedTags = false
  private let selectsTag: (@Sendable (String) -> Bool)?
  private let takesAllTensors: Bool
  private let knownTags: KnownTags
  private var found: [Found] = []
  private var delivered = 0
  private var eventNumber = 0

  init(_ options: ReadingOptions) {
    selectsTag = options.selectsTag
    takesAllTensors = options.takesAllTensors
    knownTags = options.knownTags
  }

  /// Whether points of the last event still wait for room in a batch.
  var hasMore: Bool { delivered < found.count }

  /// Forgets the points of an event that proved malformed.
  mutating func forget() {
    found.removeAll(keepingCapacity: true)
    delivered = 0
  }

  /// Finds the points of the event just decoded; keeps nothing of a malformed event.
  @inline(__always)
  mutating func extract(
    _ decoder: borrowing EventDecoder, in bytes: borrowing PaddedBytes,
    remarks: inout [Remark: Int]
  ) throws(MalformedEvent) {
    found.removeAll(keepingCapacity: true)
    delivered = 0
    eventNumber += 1
    let count = decoder.values.count
    // If there is only one value, its parts are decoded before anything is noted.
    if decoder.tensorParts.count + decoder.metadataParts.count > 0, !decoder.isOneTensor {
      try check(decoder, in: bytes)
    }
    for index in 0..<count {
      let value = decoder.values[index]
      if case .simple(let number) = value.content, value.metadata.isEmpty, !value.tag.isEmpty {
        let series = seriesNumber(value.tag, in: bytes)
        if table.states[series].tensorClass == .undecided {
          table.states[series].tensorClass = .scalar
        }
        add(series, Double(number), .float32, &remarks)
      } else {
        try extract(value, decoder, in: bytes, remarks: &remarks)
      }
    }
  }

  @inline(__always)
  private mutating func add(
    _ series: Int, _ value: Double, _ type: NumberType, _ remarks: inout [Remark: Int]
  ) {
    if !table.states[series].isSelected { return }
    if table.states[series].lastEvent == eventNumber { remarks[.repeatedStep, default: 0] += 1 }
    table.states[series].lastEvent = eventNumber
    found.append(Found(series: series, value: value, type: type))
  }

  /// Moves the event's points into the batch, as far as there is room.
  @inline(__always)
  mutating func deliver(
    step: Int64, wallTime: Double, offset: Int64, keepsOffsets: Bool, to batch: inout ScalarBatch
  ) {
    while delivered < found.count, batch.count < ScalarBatch.capacity {
      let point = found[delivered]
      let row = batch.count
      batch.series[row] = UInt32(truncatingIfNeeded: point.series)
      batch.steps[row] = step
      batch.wallTimes[row] = wallTime
      batch.values[row] = point.value
      if keepsOffsets { batch.offsets.append(offset) }
      batch.count = row + 1
      delivered += 1
      note(point)
    }
  }

  @inline(__always)
  private mutating func note(_ point: Found) {
    let state = table.states[point.series]
    if state.isScalar, state.numberType == point.type { return }
    let type = state.isScalar ? state.numberType.widened(by: point.type) : point.type
    table.states[point.series].isScalar = true
    table.states[point.series].numberType = type
    table.update(point.series) { description in
      description.isScalar = true
      description.numberType = type
    }
  }
}

extension ScalarExtractor {
  @inline(__always)
  private mutating func seriesNumber(_ tag: Range<Int>, in bytes: borrowing PaddedBytes) -> Int {
    if let known = table.index(of: tag, in: bytes) { return known }
    return addSeries(tag, in: bytes)
  }

  private mutating func addSeries(_ tag: Range<Int>, in bytes: borrowing PaddedBytes) -> Int {
    var description = SeriesDescription(tag: String(decoding: bytes.bytes(tag), as: UTF8.self))
    description.isSelected = selectsTag?(description.tag) ?? true
    return table.add(description, tag, in: bytes)
  }

  /// Throws if any part of the event is malformed, so that a dropped event leaves no trace.
  private func check(
    _ decoder: borrowing EventDecoder, in bytes: borrowing PaddedBytes
  ) throws(MalformedEvent) {
    for part in decoder.tensorParts.indices {
      _ = try TensorDecoder(decoder.tensorParts[part...part], in: bytes)
    }
    for part in decoder.metadataParts.indices {
      _ = try SummaryMetadata(
        decoder.metadataParts[part...part], keepsInvalidText: decoder.keepsInvalidText, in: bytes)
    }
  }

  /// A value with more than a tag and a `simple_value`.
  private mutating func extract(
    _ value: SummaryValue, _ decoder: borrowing EventDecoder, in bytes: borrowing PaddedBytes,
    remarks: inout [Remark: Int]
  ) throws(MalformedEvent) {
    let metadata = try SummaryMetadata(
      decoder.metadataParts[value.metadata], keepsInvalidText: decoder.keepsInvalidText, in: bytes)
    var tensor: TensorDecoder?
    if case .tensor(let parts) = value.content {
      tensor = try TensorDecoder(decoder.tensorParts[parts], in: bytes)
    }
    let usesNodeName = value.tag.isEmpty && !value.nodeName.isEmpty
    if usesNodeName { remarks[.nodeNameAsTag, default: 0] += 1 }
    let series = seriesNumber(usesNodeName ? value.nodeName : value.tag, in: bytes)
    if !value.metadata.isEmpty { note(metadata, of: series, in: bytes, &remarks) }
    keepHyperparameters(metadata, of: series, at: decoder.step, in: bytes, &remarks)
    switch value.content {
    case .simple(let number): addSimple(number, metadata, to: series, &remarks)
    case .tensor:
      if let tensor { addTensor(tensor, to: series, at: decoder.step, in: bytes, &remarks) }
    case .none, .other: table.update(series) { $0.otherValues += 1 }
    }
  }

  private mutating func note(
    _ metadata: SummaryMetadata, of series: Int, in bytes: borrowing PaddedBytes,
    _ remarks: inout [Remark: Int]
  ) {
    let plugin = String(decoding: bytes.bytes(metadata.plugin), as: UTF8.self)
    let dataClass = SeriesDescription.DataClass(metadata.dataClass)
    let known = table.series[series]
    if table.states[series].hasMetadata {
      if known.plugin != plugin || known.dataClass != dataClass {
        remarks[.changedMetadata, default: 0] += 1
      }
      return
    }
    let displayName = String(decoding: bytes.bytes(metadata.displayName), as: UTF8.self)
    let isScalar = dataClass == .scalar || (dataClass == .unknown && plugin == "scalars")
    let earlier = known.otherValues
    if isScalar, earlier > 0 { remarks[.lateMetadata, default: 0] += 1 }
    table.states[series].hasMetadata = true
    if table.states[series].tensorClass == .undecided {
      table.states[series].tensorClass = isScalar ? .scalar : .other
    }
    table.update(series) { description in
      description.plugin = plugin
      description.displayName = displayName
      description.dataClass = dataClass
      if isScalar { description.reclassifiedValues = earlier }
    }
  }

  private mutating func addSimple(
    _ number: Float, _ metadata: SummaryMetadata, to series: Int, _ remarks: inout [Remark: Int]
  ) {
    if metadata.dataClass == 2 || metadata.dataClass == 3 {
      remarks[.simpleValueOfOtherClass, default: 0] += 1
    }
    add(series, Double(number), .float32, &remarks)
  }

  private mutating func addTensor(
    _ tensor: TensorDecoder, to series: Int, at step: Int64, in bytes: borrowing PaddedBytes,
    _ remarks: inout [Remark: Int]
  ) {
    if table.states[series].tensorClass == .undecided { adoptKnown(series) }
    let state = table.states[series]
    guard state.tensorClass == .scalar || (takesAllTensors && !state.hasMetadata) else {
      if !state.hasMetadata {
        remarks[.noMetadata, default: 0] += 1
        table.states[series].isUnexplained = state.isSelected
        hasUnexplainedTags = true
      }
      keepText(tensor, of: series, at: step, in: bytes)
      table.update(series) { $0.otherValues += 1 }
      return
    }
    if !state.isSelected { return }
    switch tensor.outcome(in: bytes) {
    case .number(let value, let type, let remark):
      if let remark { remarks[remark, default: 0] += 1 }
      add(series, value, type, &remarks)
    case .none(let why):
      remarks[.notAScalar, default: 0] += 1
      remarks[why, default: 0] += 1
      table.update(series) { $0.otherValues += 1 }
    }
  }

  /// Applies what other files of the run say about a tag of which this file has no metadata.
  private mutating func adoptKnown(_ series: Int) {
    guard let known = knownTags[table.series[series].tag] else { return }
    table.states[series].hasMetadata = known.isDescribed
    table.states[series].tensorClass = known.isScalar ? .scalar : .other
    table.update(series) { description in
      description.plugin = known.plugin
      description.displayName = known.displayName
      description.dataClass = known.dataClass
    }
  }

  // MARK: Content beside the points that describes the run

  private mutating func keepHyperparameters(
    _ metadata: SummaryMetadata, of series: Int, at step: Int64,
    in bytes: borrowing PaddedBytes, _ remarks: inout [Remark: Int]
  ) {
    guard !metadata.pluginContent.isEmpty, table.series[series].plugin == "hparams" else { return }
    let before = attachments.count
    keep(metadata.pluginContent, plugin: "hparams", of: series, at: step, in: bytes)
    if attachments.count > before, attachments[before].hyperparameters() == nil {
      attachments.removeLast()
      remarks[.malformedHyperparameters, default: 0] += 1
    }
  }

  private mutating func keepText(
    _ tensor: TensorDecoder, of series: Int, at step: Int64, in bytes: borrowing PaddedBytes
  ) {
    guard let text = tensor.text, table.series[series].plugin == "text" else { return }
    keep(text, plugin: "text", of: series, at: step, in: bytes)
  }

  private mutating func keep(
    _ content: Range<Int>, plugin: String, of series: Int, at step: Int64,
    in bytes: borrowing PaddedBytes
  ) {
    guard attachments.count < Attachment.countLimit, content.count <= Attachment.sizeLimit else {
      return
    }
    attachments.append(
      Attachment(
        tag: table.series[series].tag, plugin: plugin, content: bytes.bytes(content),
        step: step))
  }
}
