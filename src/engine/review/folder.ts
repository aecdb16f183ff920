import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { RecordingSnapshot, type Summaries } from '../../kernel/recording.ts'
import { isPlan, planFormat } from '../../model/change.ts'
import { byFile, type SensitiveSpans } from '../../model/mask.ts'
import type { ReadOptions, VariableLayer } from '../../model/options.ts'
import type { Estate } from '../../model/reading.ts'
import type { Unit } from '../../readers/reader.ts'
import { shippedIds } from '../../rules/index.ts'
import type { PlanRule } from '../../rules/plan/plan-rule.ts'
import type { Rule } from '../../rules/rule.ts'
import { remembered, type Cache, type Codec } from '../cache/cache.ts'
import { keepSummaries, summariesIn } from '../cache/summaries.ts'
import { readUnit, unitsBelow, type Discovery, type Progress } from '../read.ts'
import { shapes } from '../../shapes/index.ts'
import { shapeTable } from '../../shapes/live.ts'
import { indexRules } from './check.ts'
import { reviewCodec } from './kept.ts'
import { reviewParts } from './parts.ts'
import { joinedReviews, reviewer, type Review, type UnitReview } from './review.ts'

/** The reviews of a folder's units, and what it takes to show them. The readings are gone, so it is small. */
export interface FolderReview {
  readonly units: readonly Reviewed[]
  /** How many rules about changes were asked. */
  readonly planRules: number
  /** Problems that belong to no unit. */
  readonly diagnostics: readonly Diagnostic[]
  /** The text of a file; not of places outside of files. */
  text(file: FilePath): string | undefined
}

interface Reviewed {
  /** Names the unit: its format, root and variant. */
  readonly name: string
  readonly review: UnitReview
}

/** Who is asked. */
export interface Asked {
  readonly rules: readonly Rule[]
  /** The rules about changes, loaded when there is a plan. */
  readonly planRules: () => Promise<readonly PlanRule[]>
}

/** What is reviewed, and how. */
export interface Reviewing extends Asked {
  readonly snapshot: Snapshot
  readonly folder: FilePath
  readonly options: ReadOptions
  /** Without one everything is worked out anew, with the same result. */
  readonly cache: Cache | undefined
  /** The state of the files, for each of which one result is kept. */
  readonly state: 'now' | 'before'
  readonly progress?: Progress
}

/** Reviews everything below a folder, unit by unit: what hasn't changed since the last time is not read again. */
export async function reviewFolder(reviewing: Reviewing): Promise<FolderReview> {
  const { folder, options, rules, state, progress } = reviewing
  const ids = shippedIds(rules)
  const scope = JSON.stringify([state, folder, options.workingFolder])
  // What a rule of the user's own says may depend on more than is known here.
  const cache = ids === undefined || reviewing.cache === undefined ? undefined : { ...reviewing.cache, scope }
  const keeper = cache && keeperOf(cache, reviewing.snapshot)
  const snapshot = keeper?.snapshot ?? reviewing.snapshot
  const given = optionsKey(options)
  const { units, diagnostics } = keeping(keeper, ['units', state, folder, given], unitsCodec(options), () =>
    unitsBelow(snapshot, folder, options),
  )
  const planRules = units.some(({ format }) => format === planFormat) ? await reviewing.planRules() : []
  const planIds = planRules.map(({ id }) => id)
  const ask = reviewer(rules, planRules)
  const index = indexRules(rules)
  const table = shapeTable(shapes)
  const reviewed = units.map((unit, position) => {
    progress?.(position, units.length, unit)
    const name = nameOf(unit)
    const key = ['review', state, ids, planIds, name, given, unit.options.layers]
    const review = keeping(keeper, key, reviewCodec(unit.options), () => {
      const inParts = keeper && reviewParts({ ...keeper, unit, key: ['parts', ...key], rules: index, table })
      if (inParts !== undefined) return inParts
      const reading = readUnit(snapshot, unit, options)
      return ask(reading, (file) => reading.texts.get(file) ?? snapshot.text(file))
    })
    return { name, review }
  })
  if (keeper !== undefined) keepSummaries(keeper.cache, keeper.summaries, keeper.snapshot)
  return {
    units: reviewed,
    planRules: planRules.length,
    diagnostics,
    text: (file) => reviewing.snapshot.text(file),
  }
}

/** The review of an estate that has been read already. */
export async function reviewEstate(estate: Estate, { rules, planRules }: Asked): Promise<FolderReview> {
  const loaded = estate.readings.some(isPlan) ? await planRules() : []
  const ask = reviewer(rules, loaded)
  return {
    planRules: loaded.length,
    units: estate.readings.map((one) => ({
      name: nameOf(one),
      review: ask(one, (file) => estate.text(file)),
    })),
    diagnostics: estate.diagnostics,
    text: (file) => estate.text(file),
  }
}

/** What is to be told of some folders, and what it takes to show it. */
export interface JoinedReview {
  readonly review: Review
  readonly planRules: number
  text(file: FilePath): string | undefined
  secrets(): SensitiveSpans
}

/** Several folders of one repository as one review; a unit that lies in two of them is there once. */
export function joinedFolders(folders: readonly FolderReview[]): JoinedReview {
  const units = new Map<string, UnitReview>()
  for (const { name, review } of folders.flatMap((one) => one.units)) {
    if (!units.has(name)) units.set(name, review)
  }
  const reviews = [...units.values()]
  const texts = new Map(reviews.flatMap((one) => one.texts).toReversed())
  return {
    planRules: Math.max(0, ...folders.map((one) => one.planRules)),
    review: joinedReviews(
      reviews,
      folders.flatMap((one) => one.diagnostics),
    ),
    text: (file) =>
      file.startsWith('<')
        ? texts.get(file)
        : folders.map((one) => one.text(file)).find((text) => text !== undefined),
    secrets: () => byFile(reviews.flatMap((one) => one.secrets)),
  }
}

/** Where results are kept, and the snapshot that tells what each was made of. Nobody needs to know that of what isn't kept. */
interface Keeper {
  readonly cache: Cache
  readonly summaries: Summaries
  readonly snapshot: RecordingSnapshot
}

function keeperOf(cache: Cache, snapshot: Snapshot): Keeper {
  const summaries = summariesIn(cache)
  return { cache, summaries, snapshot: new RecordingSnapshot(snapshot, summaries) }
}

function keeping<Made>(
  keeper: Keeper | undefined,
  key: readonly unknown[],
  codec: Codec<Made>,
  work: () => Made,
): Made {
  return keeper === undefined ? work() : remembered(keeper.cache, keeper.snapshot, key, codec, work)
}

function nameOf({ format, root, variant }: Pick<Unit, 'format' | 'root' | 'variant'>): string {
  return JSON.stringify([format, root, variant])
}

/** Everything in the options that decides an answer; the tables that ship are the build's. */
function optionsKey(options: ReadOptions): readonly unknown[] {
  const { layers, environment, workspace, language, state, providerSchemas, workingFolder, source } = options
  return [
    layers,
    [...environment],
    workspace,
    language,
    state,
    providerSchemas,
    workingFolder,
    source,
  ] satisfies readonly unknown[]
}

interface KeptUnits {
  readonly units: readonly (Omit<Unit, 'options'> & { readonly layers: readonly VariableLayer[] })[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Units without the options that all of them share. */
function unitsCodec(options: ReadOptions): Codec<Discovery> {
  return {
    encode({ units, diagnostics }) {
      const isPlain = units.every((unit) => differsInLayersOnly(unit.options, options))
      const kept: KeptUnits = {
        units: units.map(({ format, root, variant, options: { layers } }) => ({
          format,
          root,
          variant,
          layers,
        })),
        diagnostics,
      }
      return isPlain ? kept : undefined
    },
    decode(kept) {
      const { units, diagnostics } = kept as KeptUnits
      return {
        units: units.map(({ layers, ...unit }) => ({ ...unit, options: { ...options, layers } })),
        diagnostics,
      }
    },
  }
}

function differsInLayersOnly(one: ReadOptions, other: ReadOptions): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]) as ReadonlySet<keyof ReadOptions>
  return [...names].every((name) => name === 'layers' || one[name] === other[name])
}
