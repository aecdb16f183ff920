import { isMapData, type Data } from '../../kernel/edit.ts'
import type { Value } from '../../kernel/value.ts'
import type { Asking, Place } from '../../edits/asking.ts'
import { exactly } from '../../edits/additions.ts'
import { placesFor } from '../../edits/index.ts'
import { Texts } from '../../edits/texts.ts'
import { lineOf, linesOf } from '../../lang/text/lines.ts'
import { holdsData } from '../../model/data.ts'
import type { EditAnswer, EditedFile, Layer, OtherChange, WantedValue } from '../../model/edit.ts'
import type { Finding } from '../../model/finding.ts'
import { isDownloaded } from '../../model/downloaded.ts'
import { pathText, type PathStep } from '../../model/path.ts'
import { find, type Found } from '../find.ts'
import type { NotFound } from '../../model/why.ts'
import { misfitsIn } from './misfits.ts'
import { refusal, refused, tooMuch, type Tried } from './refusal.ts'
import { addressThen } from './renamed.ts'
import { editedState, type EditState } from './state.ts'
import { beyond } from './beyond.ts'
import { changesBetween, newDiagnostics, sorted, type Target } from './verify.ts'

/** What an edit may do, and what is asked of it besides the values. */
export interface EditOptions {
  /** Other values may change too. */
  readonly allowOthers: boolean
  /** Only places in this file, or of this kind of layer. */
  readonly at?: string | undefined
  /** Every place is tried, so that it can be said what each would change. */
  readonly explore?: boolean
  /** The findings of a state, to be compared. */
  readonly findings?: (state: EditState) => readonly Finding[]
}

/** Edits that give values what is wanted, verified by reading again; or why there are none. */
export function edit(before: EditState, wanted: readonly WantedValue[], options: EditOptions): Edited {
  const none = (answer: EditAnswer): Edited => ({ answer, state: before })
  const layers: Layer[] = []
  const offers: Layer[] = []
  const goals: Goal[] = []
  for (const one of wanted) {
    const found = find(before.estate, one.address, one.path)
    const at = 'kind' in found ? missingPath(before, one) : found
    if (at.length === 0) return none(refused('edit/no-such-value', nothingAt(one, found)))
    goals.push(...at.flatMap((place) => targetsOf(place, one.data)))
  }
  const targets = goals.map(({ target }) => target)
  let state = before
  for (const goal of goals) {
    const step = reached(state, goal, { all: targets, options })
    if (step.kind === 'refused') return none(step.answer)
    state = step.state
    layers.push(...step.layers)
    offers.push(...step.offers)
  }
  if (state === before) return none({ kind: 'nothing' })
  return { answer: answered(before, state, { targets, layers, offers }, options), state }
}

/** An edit, and the state with it; as it was where it is refused. */
export interface Edited {
  readonly answer: EditAnswer
  readonly state: EditState
}

/** A value in one reading, and what it shall be. */
interface Goal {
  readonly target: Target
  readonly steps: readonly PathStep[]
  readonly data: Data | undefined
}

/** A path that nothing stands at yet, in every reading that has the address. */
function missingPath({ estate }: EditState, { address, path }: WantedValue): readonly Found[] {
  const found = find(estate, address)
  const steps = parsed(path)
  return 'kind' in found || steps === undefined ? [] : found.map((one) => ({ ...one, steps }))
}

function parsed(path: string): readonly PathStep[] | undefined {
  const found = path.match(/\.?([^.[\]"]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/gu)
  if (found === null || found.join('') !== path) return undefined
  return found.map((part) => {
    if (/^\[\d+\]$/u.test(part)) return Number(part.slice(1, -1))
    return part.startsWith('[') ? (JSON.parse(part.slice(1, -1)) as string) : part.replace(/^\./u, '')
  })
}

/** A map that is wanted where one stands is wanted entry by entry, so that each is set where it is written. */
function targetsOf(
  { reading, address, steps: asked, whole }: Found,
  data: Data | undefined,
): readonly Goal[] {
  const steps = numbered(whole, asked)
  const value = exactly(whole, steps)
  const inner = value?.kind === 'list' && value.items.length === 1 ? value.items[0] : value
  if (data !== undefined && isMapData(data) && inner?.kind === 'map') {
    const here = inner === value ? steps : [...steps, 0]
    return Object.entries(data).flatMap(([key, one]) =>
      targetsOf({ reading, address, steps: [...here, key], value: inner, whole }, one),
    )
  }
  const { format, root, variant } = reading
  return [{ target: { format, root, variant, address, path: pathText(steps) }, steps, data }]
}

/** The path with the numbers of blocks that were left out. */
function numbered(whole: Found['whole'], asked: readonly PathStep[]): readonly PathStep[] {
  const steps: PathStep[] = []
  for (const step of asked) {
    const here = exactly(whole, steps)
    if (here?.kind === 'list' && here.items.length === 1 && typeof step === 'string') steps.push(0)
    steps.push(step)
  }
  return steps
}

interface Reaching {
  readonly all: readonly Target[]
  readonly options: EditOptions
}

type Reached =
  | {
      readonly kind: 'reached'
      readonly state: EditState
      readonly layers: readonly Layer[]
      readonly offers: readonly Layer[]
    }
  | { readonly kind: 'refused'; readonly answer: EditAnswer }

/** As many places are tried for one value. */
const mostPlaces = 24

function reached(state: EditState, goal: Goal, { all, options }: Reaching): Reached {
  const asking = askingIn(state, goal)
  if (asking === undefined) return { kind: 'refused', answer: refused('edit/no-such-value', gone(goal)) }
  if (holds(state, goal)) return { kind: 'reached', state, layers: [], offers: [] }
  const tried: Tried[] = []
  const downloaded: Place[] = []
  for (const place of placesFor(asking)) {
    if (place.edits.some(({ file }) => isDownloaded(file))) {
      downloaded.push(place)
      continue
    }
    const isChosen = tried.some((one) => isGood(one, options) && isAtLayer(one.place, options.at))
    if ((isChosen && options.explore !== true) || tried.length === mostPlaces) break
    tried.push(attempt(state, place, goal, all))
  }
  const eligible = tried.filter(({ place }) => isAtLayer(place, options.at))
  const chosen = eligible.find((one) => isGood(one, options))
  const offers = offersOf(state, tried, chosen)
  if (chosen !== undefined) {
    return { kind: 'reached', state: chosen.state, layers: [layerOf(chosen)], offers }
  }
  const { target, data } = goal
  const { address, path } = target
  const { at } = options
  return {
    kind: 'refused',
    answer: refusal({ asking, address, path, data, tried, eligible, downloaded, offers, at }),
  }
}

function attempt(state: EditState, place: Place, goal: Goal, all: readonly Target[]): Tried {
  const next = editedState(state, place.edits)
  const errors = newDiagnostics(state, next).filter(({ severity }) => severity === 'error')
  const changes = changesBetween(state, next)
  const { others } = sorted(changes, all, { before: state, after: next })
  return {
    place,
    target: goal.target,
    state: next,
    isHeld: holds(next, goal),
    value: valueIn(next, goal),
    others,
    errors: [...errors, ...misfitsIn(next, changes)],
  }
}

function isGood({ isHeld, others, errors }: Tried, { allowOthers }: EditOptions): boolean {
  return isHeld && errors.length === 0 && (allowOthers || others.length === 0)
}

/** What could be taken instead; of ways at one line that are called the same, the narrowest. */
function offersOf(state: EditState, tried: readonly Tried[], chosen: Tried | undefined): readonly Layer[] {
  const narrowest = new Map<string, Layer>()
  const taken = chosen === undefined ? undefined : placeKey(state, layerOf(chosen))
  for (const one of tried) {
    if (one === chosen || !one.isHeld || one.errors.length > 0) continue
    const layer = layerOf(one)
    const key = placeKey(state, layer)
    const known = narrowest.get(key)
    if (key !== taken && (known === undefined || (known.others ?? 0) > (layer.others ?? 0)))
      narrowest.set(key, layer)
  }
  return [...narrowest.values()]
}

function placeKey({ estate }: EditState, { kind, site: { file, start } }: Layer): string {
  const text = estate.text(file) ?? ''
  return [kind, file, lineOf(linesOf(text), start)].join(' ')
}

function layerOf({ place, others, target }: Tried): Layer {
  const of = [...new Set(others.map((one) => nameFrom(target, one)))]
  return { kind: place.kind, site: place.site, others: others.length, ...(of.length > 0 && { of }) }
}

/** An address; with its root and environment where these are others than those of the value that was asked for. */
function nameFrom(target: Target, { root, variant, change }: OtherChange): string {
  if (root === target.root && variant === target.variant) return change.address
  return `${root === '' ? '.' : root}${variant === '' ? '' : `@${variant}`}::${change.address}`
}

function isAtLayer({ kind, site }: Place, at: string | undefined): boolean {
  if (at === undefined) return true
  return kind === at || site.file === at || site.file.endsWith(`/${at}`)
}

function unitOf(
  { units }: EditState,
  { format, root, variant }: Target,
): EditState['units'][number] | undefined {
  return units.find(
    ({ reading }) => reading.format === format && reading.root === root && reading.variant === variant,
  )
}

function askingIn(state: EditState, { target, steps, data }: Goal): Asking | undefined {
  const one = unitOf(state, target)
  const resources = [...(one?.reading.resources ?? []), ...(one?.reading.declarations ?? [])]
  const { address } = target
  const then = addressThen(address, resources)
  const resource = resources.find((other) => other.address === then)
  const named = one?.reading.named.find((other) => other.address === address)
  const whole = resource?.values ?? named?.value
  if (one === undefined || whole === undefined) return undefined
  const texts = new Texts((file) => state.estate.text(file))
  return { reading: one.reading, unit: one.unit, resource, whole, steps, wanted: data, texts }
}

function valueIn(state: EditState, goal: Goal): Value | undefined {
  const whole = askingIn(state, goal)?.whole
  return whole === undefined ? undefined : exactly(whole, numbered(whole, goal.steps))
}

function holds(state: EditState, goal: Goal): boolean {
  if (askingIn(state, goal) === undefined) return false
  const value = valueIn(state, goal)
  const isNull = value?.kind === 'scalar' && value.scalar === null
  return goal.data === undefined && isNull ? true : holdsData(value, goal.data)
}

/** The answer for an edit, with all that reading again told. */
export function answered(
  before: EditState,
  after: EditState,
  {
    targets,
    layers,
    offers,
  }: {
    readonly targets: readonly Target[]
    readonly layers: readonly Layer[]
    readonly offers: readonly Layer[]
  },
  { findings, allowOthers }: EditOptions,
): EditAnswer {
  const { wanted, follows, others } = sorted(changesBetween(before, after), targets, { before, after })
  const [was, is] = findings === undefined ? [[], []] : [findings(before), findings(after)]
  if (others.length > 0 && !allowOthers) return refused('edit/changes-others', tooMuch(others), offers)
  return {
    kind: 'edited',
    files: filesOf(before, after),
    layers,
    offers,
    after: after.estate,
    verification: {
      wanted,
      follows,
      others,
      diagnostics: { appeared: newDiagnostics(before, after), gone: newDiagnostics(after, before) },
      findings: { appeared: beyond(is, was), gone: beyond(was, is) },
    },
  }
}

/** The files that are different, with both of their texts. */
export function filesOf(before: EditState, after: EditState): readonly EditedFile[] {
  return [...after.texts].flatMap(([file, text]) => {
    const old = before.estate.text(file) ?? ''
    return old === text ? [] : [{ file, before: old, after: text }]
  })
}

function nothingAt({ address, path }: WantedValue, found: readonly Found[] | NotFound): string {
  if ('kind' in found && found.kind === 'ambiguous') {
    return `${address} is the ending of more than one address: ${found.suggestions.join(', ')}. Say which.`
  }
  return `Nothing that can be changed is called ${address}${path === '' ? '' : ` and has a place for ${path}`}. Name a resource as plumbline read prints it.`
}

function gone({ target }: Goal): string {
  return `${target.address} is not there any more after the other changes, so that it cannot be changed. Ask for less at once.`
}
