import type { FilePath } from '../kernel/brand.ts'
import type { Diagnostic } from '../kernel/diagnostic.ts'
import type { Snapshot } from '../kernel/ports.ts'
import type { EvalResult, ReadOptions } from '../model/options.ts'
import type { Estate, Reading } from '../model/reading.ts'
import { readers } from '../readers/index.ts'
import type { Reader, ReadingAnswer, ReadingRequest, Unit } from '../readers/reader.ts'

/** Answers what readers ask for; without it everything that isn't in the snapshot is missing. */
export type Fetch = (request: ReadingRequest) => ReadingAnswer

/** Told as reading goes on, for a progress line. */
export type Progress = (done: number, all: number, unit: Unit) => void

const nothing: Fetch = () => undefined

/** Reads every root below a folder of a snapshot. */
export function readEstate(
  snapshot: Snapshot,
  folder: FilePath,
  options: ReadOptions,
  { fetch = nothing, progress }: { readonly fetch?: Fetch; readonly progress?: Progress } = {},
): Estate {
  const { units, diagnostics } = unitsIn(readers, snapshot, folder, options)
  const readings = units.map(({ reader, unit }, position) => {
    progress?.(position, units.length, unit)
    return answered(reader.read(unit, snapshot), fetch)
  })
  return { readings, diagnostics, text: textOf(snapshot, readings) }
}

/** Evaluates expressions in the scope of the root at a folder. */
export function evaluate(
  snapshot: Snapshot,
  folder: FilePath,
  options: ReadOptions,
  expressions: readonly string[],
  fetch: Fetch = nothing,
): readonly EvalResult[] {
  const able = readers.filter((reader) => reader.evaluate !== undefined)
  const here = able.flatMap((reader) => {
    const unit = reader.unitAt(snapshot, folder, options)
    return unit === undefined ? [] : [{ reader, unit }]
  })
  const { units } = here.length > 0 ? { units: here } : unitsIn(able, snapshot, folder, options)
  const [first] = units
  const reader = first?.reader ?? able[0]
  if (reader?.evaluate === undefined) return []
  const unit = first?.unit ?? { format: reader.format, root: folder, variant: '', options }
  return answered(reader.evaluate(unit, snapshot, expressions), fetch)
}

function unitsIn(
  some: readonly Reader[],
  snapshot: Snapshot,
  folder: FilePath,
  options: ReadOptions,
): { units: readonly { reader: Reader; unit: Unit }[]; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = []
  const units = some.flatMap((reader) => {
    const found = reader.discover(snapshot, folder, options)
    diagnostics.push(...found.diagnostics)
    return found.value.map((unit) => ({ reader, unit }))
  })
  return { units, diagnostics }
}

/** Runs a reader to its end, answering its requests; the same request is asked once. */
function answered<Result>(reading: Generator<ReadingRequest, Result, ReadingAnswer>, fetch: Fetch): Result {
  const known = new Map<string, ReadingAnswer>()
  let step = reading.next()
  while (step.done !== true) {
    const { source, version } = step.value
    const key = `${source}\u0000${version ?? ''}`
    if (!known.has(key)) known.set(key, fetch(step.value))
    step = reading.next(known.get(key))
  }
  return step.value
}

function textOf(snapshot: Snapshot, readings: readonly Reading[]): Estate['text'] {
  return (file) => {
    if (!file.startsWith('<')) return snapshot.text(file)
    return readings.map(({ texts }) => texts.get(file)).find((text) => text !== undefined)
  }
}
