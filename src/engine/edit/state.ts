import { filePath, type FilePath } from '../../kernel/brand.ts'
import { editedText, type TextEdit } from '../../kernel/edit.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { RecordingSnapshot, type Reads, type Summaries } from '../../kernel/recording.ts'
import { overlaidSnapshot } from '../../model/overlaid-snapshot.ts'
import type { ReadOptions } from '../../model/options.ts'
import type { Estate, Reading } from '../../model/reading.ts'
import type { Unit } from '../../readers/reader.ts'
import type { Fetch } from '../answered.ts'
import { partOf, saidOf } from '../difference/kept.ts'
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
  /** What is there, and what was worked out of it. */
  readonly recording: RecordingSnapshot
  /** What files say, of all states that were made from one. */
  readonly summaries: Summaries
}

/** Reads what is there now. */
export function readState(source: Source, progress?: Progress): EditState {
  const summaries: Summaries = new Map()
  const { units, diagnostics } = unitsBelow(source.snapshot, source.folder, source.options)
  const recording = new RecordingSnapshot(source.snapshot, summaries)
  const read = units.map((unit, position) => {
    progress?.(position, units.length, unit)
    return readIn(recording, unit, source)
  })
  return stateOf({ source, texts: new Map(), units: read, recording, summaries }, diagnostics)
}

/** The state after some edits, which are all of the texts of this one. */
export function editedState(state: EditState, edits: readonly TextEdit[]): EditState {
  const { source, summaries } = state
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
  const recording = new RecordingSnapshot(overlaidSnapshot(source.snapshot, texts), summaries)
  const comparing = new Comparing(changed, state.recording, recording)
  const units = state.units.map((one) =>
    comparing.isTouched(one.reads) ? readIn(recording, one.unit, source) : one,
  )
  return stateOf({ source, texts, units, recording, summaries }, state.estate.diagnostics)
}

/** What an edit makes different of what is read: files, what is said in them, or what was worked out of many. */
class Comparing {
  readonly #changed: readonly FilePath[]
  readonly #before: RecordingSnapshot
  readonly #after: RecordingSnapshot
  readonly #known = new Map<string, boolean>()

  constructor(changed: readonly FilePath[], before: RecordingSnapshot, after: RecordingSnapshot) {
    this.#changed = changed
    this.#before = before
    this.#after = after
  }

  isTouched({ files, lists, summaries, facts }: Reads): boolean {
    const isRead = (file: FilePath): boolean =>
      files.has(file) || (this.#before.text(file) === undefined && lists.has(folderOf(file)))
    if (this.#changed.some(isRead)) return true
    for (const place of summaries) if (this.#isDifferent(place, saidOf, this.#mayChange(place))) return true
    const isYaml = this.#changed.some((file) => /\.ya?ml$/u.test(file))
    for (const place of facts) if (this.#isDifferent(place, partOf, isYaml)) return true
    return false
  }

  #mayChange(place: string): boolean {
    return this.#changed.some((file) => place.endsWith(`\u0000${file}`))
  }

  #isDifferent(
    place: string,
    textOf: (place: string, snapshot: RecordingSnapshot) => string,
    may: boolean,
  ): boolean {
    if (!may) return false
    const known = this.#known.get(place)
    if (known !== undefined) return known
    const made = textOf(place, this.#before) !== textOf(place, this.#after)
    this.#known.set(place, made)
    return made
  }
}

function folderOf(file: FilePath): FilePath {
  return filePath(file.slice(0, Math.max(0, file.lastIndexOf('/'))))
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

function stateOf(made: Omit<EditState, 'estate'>, diagnostics: Estate['diagnostics']): EditState {
  const readings = made.units.map(({ reading }) => reading)
  const text: Estate['text'] = (file) =>
    file.startsWith('<')
      ? readings.map((one) => one.texts.get(file)).find((one) => one !== undefined)
      : (made.texts.get(file) ?? made.source.snapshot.text(file))
  return { ...made, estate: { readings, diagnostics, text } }
}
