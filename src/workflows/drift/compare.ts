import { createHash } from 'node:crypto'
import type { DriftMove, DriftRecord, DriftState } from '../../contract/drift-nouns.ts'
import type { FoundDrift } from '../../contract/drift-store.ts'
import type { Plain } from '../../contract/nouns.ts'
import type { Config } from '../../engine/config/config.ts'
import { readCode } from '../../engine/drift/code.ts'
import type { Again } from '../../engine/drift/codify.ts'
import { driftOf } from '../../engine/drift/drift.ts'
import { withRevertBlasts } from '../../engine/drift/revert-blast.ts'
import { withTrail } from '../../engine/drift/who.ts'
import { readEstate } from '../../engine/read.ts'
import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { PlanReading } from '../../model/change.ts'
import { askedHere } from '../../model/drift-answers.ts'
import type { Drift, DriftedObject, DriftedValue } from '../../model/drift.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { sensitiveSpans } from '../../model/mask.ts'
import type { Observation } from '../../model/observation.ts'
import type { ReadOptions } from '../../model/options.ts'
import type { Estate, Reading } from '../../model/reading.ts'
import type { Trail } from '../../model/trail.ts'
import { driftJson } from '../../report/drift/json.ts'
import type { View } from '../../report/view.ts'
import type { PlanRule } from '../../rules/plan/plan-rule.ts'
import { documentOf } from '../commit/readings.ts'
import { blastOf, type BlastDocument } from './blast.ts'

/** What is compared, and what is known beside it. */
export interface Compared {
  /** The id of the stack: what is found in two of them is not the same. */
  readonly stack: string
  readonly snapshot: Snapshot
  readonly folder: FilePath
  readonly options: ReadOptions
  readonly config: Config
  readonly live: Reading
  /** How far the answer of a live system reaches, where one was asked. */
  readonly observation: Observation | undefined
  /** The text of the state that remembers what was applied. */
  readonly state: string | undefined
  readonly namespace: string | undefined
  readonly today: string
  /** What Terraform itself says of the root in the folder: then that is what is compared. */
  readonly plan?: PlanReading | undefined
  /** Who changed what, where the live system was asked that too. */
  readonly trail?: Trail | undefined
}

/** Compares the code of a commit with what runs. */
export function comparedDrift(given: Compared): { readonly drift: Drift; readonly code: Estate } {
  const { snapshot, folder, options, live, plan } = given
  const code = readCode({
    snapshot,
    folder,
    options,
    live: plan === undefined ? live : undefined,
    dump: undefined,
  })
  const drift = comparing(given, code.readings)(code.readings)
  return { drift: given.trail === undefined ? drift : withTrail(drift, given.trail), code }
}

/** Compares code with what runs, as often as it is read; `seen` is the code as it was when it was asked what runs. */
export function comparing(given: Compared, seen: readonly Reading[]): Again {
  const { live, observation, namespace, config, today, options, plan, folder } = given
  const state = given.state === undefined ? undefined : stateReading(given.state, options)
  const { waivers } = config
  const planned = plan === undefined ? undefined : { plan, root: folder, seen }
  return (readings) => driftOf({ readings, live, state, observation, planned, namespace, waivers, today })
}

const stateFile = filePath('terraform.tfstate')

export function stateReading(text: string, options: ReadOptions): Reading | undefined {
  const plainly = { ...options, layers: [], state: undefined }
  return readEstate(filesSnapshot({ [stateFile]: text }), stateFile, plainly).readings[0]
}

/** As many as are kept of one check: what is open comes first. */
const mostItems = 2000

/** What comparing has given, masked, to be kept. */
export function foundDrift(
  given: Compared,
  rules: readonly PlanRule[],
): { readonly found: FoundDrift; readonly drift: Drift } {
  const { drift: compared, code } = comparedDrift(given)
  const drift = withRevertBlasts(compared, { readings: code.readings, live: given.live }, rules)
  const view = viewOf(code, given.live)
  const document = documentOf<DriftDocument>(
    driftJson(view, { drift, today: given.today, asked: askedHere, all: true, answers: true }, []),
  )
  const items = document.objects.flatMap((object, at) => {
    const drifted = drift.objects[at]
    return drifted === undefined ? [] : recordsOf(given.stack, object, drifted)
  })
  const sorted = items.toSorted(
    (one, other) => Number(one.silence !== undefined) - Number(other.silence !== undefined),
  )
  const found = {
    items: sorted.slice(0, mostItems),
    live: drift.live,
    compared: drift.compared,
    failures: drift.failures.map(({ what, why }) => `${what}: ${why}`),
  }
  return { found, drift }
}

/** Of whose text excerpts are shown: of the code, and never of what was sent. */
function viewOf(code: Estate, live: Reading): View {
  let secrets: ReturnType<View['secrets']> | undefined
  return {
    width: 100,
    colour: false,
    showSensitive: false,
    path: (file) => file,
    text: (file) => live.texts.get(file) ?? code.text(file),
    secrets: () => (secrets ??= sensitiveSpans([...code.readings, live])),
  }
}

/** The document as `plumbline drift --format json` prints it, as far as it is kept. */
interface DriftDocument {
  readonly objects: readonly ObjectDocument[]
}

interface ObjectDocument {
  readonly root?: string
  readonly format?: string
  readonly variant?: string
  readonly source?: PlaceDocument
  readonly by?: WriterDocument
  readonly silence?: { readonly kind: string; readonly why: string }
  readonly values: readonly ValueDocument[]
  readonly answers?: AnswersDocument
  readonly blast?: BlastDocument
}

interface WriterDocument {
  readonly name: string
  readonly at?: string
  readonly event?: string
}

interface PlaceDocument {
  readonly file: string
  readonly startLine: number
  readonly endLine: number
  readonly source?: string
}

interface ValueDocument {
  readonly wanted?: StateDocument
  readonly remembered?: StateDocument
  readonly live?: StateDocument
  readonly origin?: PlaceDocument
  readonly by?: WriterDocument
  readonly answers?: AnswersDocument
}

interface StateDocument {
  readonly value?: Plain
  readonly unknown?: boolean
}

interface AnswersDocument {
  readonly revert: MoveDocument & { readonly to?: Plain }
  readonly codify?: MoveDocument & { readonly value?: Plain }
}

interface MoveDocument {
  readonly action: DriftMove['action']
  readonly address: string
  readonly path: string
}

function recordsOf(stack: string, object: ObjectDocument, drifted: DriftedObject): readonly DriftRecord[] {
  const whole = drifted.what === 'changed' ? [] : [objectRecord(stack, object, drifted)]
  const values = object.values.flatMap((document, at) => {
    const value = drifted.values[at]
    return value === undefined ? [] : [valueRecord(stack, { object, document }, drifted, value)]
  })
  return [...whole, ...values]
}

function objectRecord(stack: string, object: ObjectDocument, drifted: DriftedObject): DriftRecord {
  const { what, address, silence } = drifted
  return {
    ...sharedBy(stack, object, drifted, ''),
    what,
    wanted: undefined,
    remembered: undefined,
    live: undefined,
    origin: object.source && placeOf(object.source),
    by: writerOf(object.by),
    why: silence?.why ?? whyOf(what, address),
    silence: silence && { kind: silence.kind, why: silence.why },
    ...movesOf(object.answers),
    blast: blastOf(object.blast),
  }
}

function whyOf(what: DriftedObject['what'], address: string): string {
  switch (what) {
    case 'unmanaged':
      return `${address} runs, and the code says nothing of it.`
    case 'deleted':
      return `${address} is in the code and does not run.`
    default:
      return `${address} runs and is in the code, but the state does not know it.`
  }
}

function valueRecord(
  stack: string,
  { object, document }: { readonly object: ObjectDocument; readonly document: ValueDocument },
  drifted: DriftedObject,
  value: DriftedValue,
): DriftRecord {
  const { silence } = value
  // What is held back of all of an object is held back of each of its values.
  const held = silence ?? drifted.silence
  return {
    ...sharedBy(stack, object, drifted, value.path),
    what: value.what,
    wanted: document.wanted && stateOf(document.wanted),
    remembered: document.remembered && stateOf(document.remembered),
    live: document.live && stateOf(document.live),
    origin: document.origin && placeOf(document.origin),
    by: writerOf(document.by),
    why: value.why,
    silence: held && { kind: held.kind, why: held.why },
    ...movesOf(document.answers),
    // What is held back is not brought back.
    blast: held === undefined ? blastOf(object.blast) : undefined,
  }
}

function sharedBy(
  stack: string,
  { root = '', format = '', variant = '' }: ObjectDocument,
  { address, type }: DriftedObject,
  path: string,
): Pick<DriftRecord, 'id' | 'address' | 'type' | 'path' | 'root' | 'format' | 'variant'> {
  return { id: driftId(stack, address, path), address, type, path, root, format, variant }
}

/** The same over checks, whatever the value has become since. */
export function driftId(stack: string, address: string, path: string): string {
  return createHash('sha256').update([stack, address, path].join('\n')).digest('hex').slice(0, 16)
}

function writerOf(by: WriterDocument | undefined): DriftRecord['by'] {
  return by && { name: by.name, at: by.at, ...(by.event !== undefined && { event: by.event }) }
}

function stateOf({ value, unknown = false }: StateDocument): DriftState {
  return { value, isUnknown: unknown }
}

function placeOf({ file, startLine, endLine, source }: PlaceDocument): DriftRecord['origin'] {
  return { file, startLine, endLine, source }
}

function movesOf(answers: AnswersDocument | undefined): Pick<DriftRecord, 'revert' | 'codify'> {
  if (answers === undefined) return { revert: undefined, codify: undefined }
  const { revert, codify } = answers
  return {
    revert: { action: revert.action, address: revert.address, path: revert.path, value: revert.to },
    codify: codify && {
      action: codify.action,
      address: codify.address,
      path: codify.path,
      value: codify.value,
    },
  }
}
