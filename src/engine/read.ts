import { filePath, type FilePath } from '../kernel/brand.ts'
import type { Diagnostic } from '../kernel/diagnostic.ts'
import { Fault } from '../kernel/fault.ts'
import type { Snapshot } from '../kernel/ports.ts'
import { isPlan } from '../model/change.ts'
import type { EvalResult, ReadOptions } from '../model/options.ts'
import type { Estate, Reading } from '../model/reading.ts'
import { readers } from '../readers/index.ts'
import type { Choice, PartialReading, Reader, Unit } from '../readers/reader.ts'
import { answered, nothing, type Fetch } from './answered.ts'
import { withoutDelivered } from './delivered.ts'
import { refusedIn } from './refused.ts'
import { withSourceOrigins } from './plan-origins.ts'

/** Told as reading goes on, for a progress line. */
export type Progress = (done: number, all: number, unit: Unit) => void

/** Reads every root below a folder of a snapshot; of a file, such as a plan, just that. */
export function readEstate(
  snapshot: Snapshot,
  folder: FilePath,
  options: ReadOptions,
  { fetch = nothing, progress }: { readonly fetch?: Fetch; readonly progress?: Progress } = {},
): Estate {
  const known = new Set(snapshot.refused?.().keys())
  const { units, diagnostics } = unitsBelow(snapshot, folder, options)
  const readings = units.map((unit, position) => {
    progress?.(position, units.length, unit)
    return readUnit(snapshot, unit, options, fetch)
  })
  const refused = refusedIn(snapshot).filter(({ span }) => !known.has(span.file))
  return { readings, diagnostics: [...diagnostics, ...refused], text: textOf(snapshot, readings) }
}

/** What can be read below a folder; of a file, such as a plan, just that. */
export function unitsBelow(snapshot: Snapshot, folder: FilePath, options: ReadOptions): Discovery {
  const { units, diagnostics } = isFile(snapshot, folder)
    ? unitsOfFile(snapshot, folder, options)
    : alone(unitsIn(readers, snapshot, folder, options), snapshot)
  return { units: units.map(({ unit }) => unit), diagnostics }
}

/** What there is to read, and what is to be said of what isn't read. */
export interface Discovery {
  readonly units: readonly Unit[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads one root in one variant. `options` are the user's own, without what the variant adds. */
export function readUnit(
  snapshot: Snapshot,
  unit: Unit,
  options: ReadOptions,
  fetch: Fetch = nothing,
): Reading {
  const reader = readers.find(({ format }) => format === unit.format)
  if (reader === undefined) throw new Fault('internal/unreachable', { format: unit.format })
  const reading = answered(reader.read(unit, snapshot), snapshot, fetch)
  return isPlan(reading) ? withSourceOrigins(reading, sourcesOf(snapshot, reading, options, fetch)) : reading
}

/** Reads the parts of a unit that are chosen; undefined where the units of its format have none. */
export function readParts(snapshot: Snapshot, unit: Unit, choose: Choice): PartialReading | undefined {
  const reader = readers.find(({ format }) => format === unit.format)
  return reader?.readParts && answered(reader.readParts(unit, snapshot, choose), snapshot, nothing)
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
  return answered(reader.evaluate(unit, snapshot, expressions), snapshot, fetch)
}

/** What isn't read as a part of something else that was found. */
function alone(
  { units, diagnostics }: ReturnType<typeof unitsIn>,
  snapshot: Snapshot,
): ReturnType<typeof unitsIn> {
  return { units: withoutDelivered(units, snapshot), diagnostics }
}

function isFile(snapshot: Snapshot, path: FilePath): boolean {
  return snapshot.list(path) === undefined && snapshot.bytes(path) !== undefined
}

/** A file that is named is read by the first who knows it, also one that is passed over in folders. */
function unitsOfFile(
  snapshot: Snapshot,
  file: FilePath,
  options: ReadOptions,
): { units: readonly { reader: Reader; unit: Unit }[]; diagnostics: readonly Diagnostic[] } {
  for (const reader of readers) {
    const unit = reader.unitAt(snapshot, file, options)
    if (unit === undefined) continue
    const units = reader.delivers === true ? deliveredBy(reader, snapshot, file, options) : [unit]
    return { units: units.map((one) => ({ reader, unit: one })), diagnostics: [] }
  }
  return { units: [], diagnostics: [notUnderstood(snapshot, file)] }
}

/** A file of applications may declare several, each of which is a unit. */
function deliveredBy(
  reader: Reader,
  snapshot: Snapshot,
  file: FilePath,
  options: ReadOptions,
): readonly Unit[] {
  const around = filePath(file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '')
  return reader.discover(snapshot, around, options).value.filter(({ root }) => root === file)
}

function notUnderstood(snapshot: Snapshot, file: FilePath): Diagnostic {
  const [first, second] = snapshot.bytes(file) ?? []
  // Terraform's own plan files are archives, which begin with these letters.
  const isArchive = first === 0x50 && second === 0x4b
  const detail = isArchive
    ? 'This is an archive. If it is a plan, print it with terraform show -json and read what that prints.'
    : 'No reader knows what this file is. Files that may be named are Dockerfiles, plans and states as terraform show -json prints them, and state files; everything else is read with its folder.'
  return {
    code: 'read/not-understood',
    severity: 'error',
    summary: 'File of an unknown kind',
    detail,
    span: { file, start: 0, end: 0 },
  }
}

/** What the folder declares that a plan was made in. */
function sourcesOf(
  snapshot: Snapshot,
  { root }: Reading,
  options: ReadOptions,
  fetch: Fetch,
): readonly Reading[] {
  const folder = options.source ?? filePath(root.includes('/') ? root.slice(0, root.lastIndexOf('/')) : '')
  // Plans are made of languages that have values to work out; whatever else lies in the folder has no part in them.
  const able = readers.filter((reader) => reader.evaluate !== undefined)
  const own = able.flatMap((reader) => {
    const unit = reader.unitAt(snapshot, folder, options)
    return unit === undefined ? [] : [{ reader, unit }]
  })
  if (own.length === 0) return []
  const { units } = unitsIn(able, snapshot, folder, options)
  const variants = units.filter(({ unit }) => unit.root === folder && unit.variant !== '')
  return [...own, ...variants].map(({ reader, unit }) =>
    answered(reader.read(unit, snapshot), snapshot, fetch),
  )
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

function textOf(snapshot: Snapshot, readings: readonly Reading[]): Estate['text'] {
  return (file) => {
    if (!file.startsWith('<')) return snapshot.text(file)
    return readings.map(({ texts }) => texts.get(file)).find((text) => text !== undefined)
  }
}
