import type { FilePath } from '../../kernel/brand.ts'
import { editedText, type TextEdit } from '../../kernel/edit.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { RecordingSnapshot, type Reads } from '../../kernel/recording.ts'
import { overlaidSnapshot } from '../../model/overlaid-snapshot.ts'
import type { ReadOptions } from '../../model/options.ts'
import type { Estate, Reading } from '../../model/reading.ts'
import type { Unit } from '../../readers/reader.ts'
import type { Fetch } from '../answered.ts'
import { readUnit, unitsBelow, type Progress } from '../read.ts'

/** What is edited, and how it is read. */
export interface Source {
  readonly snapshot: Snapshot
  readonly folder: FilePath
  readonly options: ReadOptions
  readonly fetch?: Fetch
}

/** One root as it is read, and what was looked at for that. */
export interface ReadUnit {
  readonly unit: Unit
  readonly reading: Reading
  readonly reads: Reads
}

/** An estate with some files changed in memory. What an edit doesn't touch is not read again. */
export interface EditState {
  readonly source: Source
  readonly texts: ReadonlyMap<FilePath, string>
  readonly units: readonly ReadUnit[]
  readonly estate: Estate
}

/** Reads what is there now. */
export function readState(source: Source, progress?: Progress): EditState {
  const { units, diagnostics } = unitsBelow(source.snapshot, source.folder, source.options)
  const recording = new RecordingSnapshot(source.snapshot)
  const read = units.map((unit, position) => {
    progress?.(position, units.length, unit)
    return readIn(recording, unit, source)
  })
  return stateOf(source, new Map(), read, { snapshot: source.snapshot, diagnostics })
}

/** The state after some edits, which are all of the texts of this one. */
export function editedState(state: EditState, edits: readonly TextEdit[]): EditState {
  const { source } = state
  const texts = new Map(state.texts)
  for (const file of new Set(edits.map((one) => one.file))) {
    const before = texts.get(file) ?? source.snapshot.text(file) ?? ''
    texts.set(
      file,
      editedText(
        before,
        edits.filter((one) => one.file === file),
      ),
    )
  }
  const changed = [...new Set(edits.map(({ file }) => file))]
  const snapshot = overlaidSnapshot(source.snapshot, texts)
  const recording = new RecordingSnapshot(snapshot)
  const units = state.units.map((one) =>
    changed.some((file) => one.reads.files.has(file)) ? readIn(recording, one.unit, source) : one,
  )
  return stateOf(source, texts, units, { snapshot, diagnostics: state.estate.diagnostics })
}

function readIn(recording: RecordingSnapshot, unit: Unit, { options, fetch }: Source): ReadUnit {
  const { made, reads } = recording.record(() => {
    const reading = readUnit(recording, unit, options, fetch)
    // What is worked out later is worked out now, while it is heard what is read for it.
    for (const one of reading.resources) void one.values
    return reading
  })
  return { unit, reading: made, reads }
}

function stateOf(
  source: Source,
  texts: ReadonlyMap<FilePath, string>,
  units: readonly ReadUnit[],
  { snapshot, diagnostics }: { readonly snapshot: Snapshot; readonly diagnostics: Estate['diagnostics'] },
): EditState {
  const readings = units.map(({ reading }) => reading)
  const text: Estate['text'] = (file) =>
    file.startsWith('<')
      ? readings.map((one) => one.texts.get(file)).find((one) => one !== undefined)
      : snapshot.text(file)
  return { source, texts, units, estate: { readings, diagnostics, text } }
}
