import type { FilePath } from '../../kernel/brand.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { RecordingSnapshot, type Reads } from '../../kernel/recording.ts'
import type { ReadOptions } from '../../model/options.ts'
import type { Estate, Reading } from '../../model/reading.ts'
import type { Unit } from '../../readers/reader.ts'
import { readUnit, unitsBelow, type Progress } from '../read.ts'
import { partOf, saidOf, type KeptReadings, type Recorded } from './kept.ts'

/** A repository in two states. */
export interface States {
  readonly before: Estate
  readonly after: Estate
}

/**
 * Reads a folder in two states; a root of which nothing was touched is read once, and its one reading stands in both. With
 * readings that were kept, one that nothing has touched since isn't read at all.
 */
export function readStates(
  snapshots: { readonly before: Snapshot; readonly after: Snapshot },
  folder: FilePath,
  options: ReadOptions,
  {
    progress,
    kept,
  }: { readonly progress?: Progress | undefined; readonly kept?: KeptReadings | undefined } = {},
): States {
  const recording = new RecordingSnapshot(snapshots.after)
  const now = unitsBelow(recording, folder, options)
  const made = new Map<string, Recorded>()
  for (const [position, unit] of now.units.entries()) {
    progress?.(position, now.units.length, unit)
    const name = nameOf(unit)
    const known = kept?.known(name, recording)
    const { made: reading, reads } =
      known === undefined
        ? recording.record(() => readUnit(recording, unit, options))
        : { made: known.reading, ...known }
    made.set(name, { reading, reads })
  }
  kept?.keep(made, recording)
  const older = new RecordingSnapshot(snapshots.before)
  const before = unitsBelow(older, folder, options)
  const old = before.units.map((unit) => {
    const known = made.get(nameOf(unit))
    return known !== undefined && isUntouched(known.reads, recording, older)
      ? known.reading
      : readUnit(older, unit, options)
  })
  return {
    before: { readings: old, diagnostics: before.diagnostics, text: textOf(snapshots.before, old) },
    after: {
      readings: [...made.values()].map(({ reading }) => reading),
      diagnostics: now.diagnostics,
      text: textOf(
        snapshots.after,
        [...made.values()].map(({ reading }) => reading),
      ),
    },
  }
}

function nameOf({ format, root, variant, options }: Unit): string {
  return JSON.stringify([format, root, variant, options.layers])
}

function isUntouched(
  { files, lists, summaries, facts }: Reads,
  after: RecordingSnapshot,
  before: RecordingSnapshot,
): boolean {
  return (
    [...files].every((file) => isSame(before.bytes(file), after.bytes(file))) &&
    [...lists].every((place) => JSON.stringify(before.list(place)) === JSON.stringify(after.list(place))) &&
    [...summaries].every((place) => saidOf(place, before) === saidOf(place, after)) &&
    [...facts].every((place) => partOf(place, before) === partOf(place, after))
  )
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  return Buffer.compare(one, other) === 0
}

function textOf(snapshot: Snapshot, readings: readonly Reading[]): Estate['text'] {
  return (file) => {
    if (!file.startsWith('<')) return snapshot.text(file)
    return readings.map(({ texts }) => texts.get(file)).find((text) => text !== undefined)
  }
}
