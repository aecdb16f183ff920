import type { Asking, Place } from '../../edits/asking.ts'
import { exactly } from '../../edits/additions.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Data } from '../../kernel/edit.ts'
import type { Origin, OriginId } from '../../kernel/origin.ts'
import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import { lineOf, linesOf } from '../../lang/text/lines.ts'
import type { EditAnswer, EditRefusal, Layer, OtherChange } from '../../model/edit.ts'
import { printJson } from '../../model/json-text.ts'
import { valueJson } from '../../model/value-json.ts'
import type { EditState } from './state.ts'
import type { Target } from './verify.ts'

/** A place that was tried, and what reading again told of it. */
export interface Tried {
  readonly place: Place
  readonly target: Target
  readonly state: EditState
  readonly isHeld: boolean
  /** What is there then. */
  readonly value: Value | undefined
  readonly others: readonly OtherChange[]
  /** Errors that were not there before. */
  readonly errors: readonly Diagnostic[]
}

/** A value that could not be set, and all that was tried. */
export interface Failing {
  readonly asking: Asking
  readonly address: string
  readonly path: string
  readonly data: Data | undefined
  readonly tried: readonly Tried[]
  /** Those of the layer that was asked for. */
  readonly eligible: readonly Tried[]
  /** Those that nobody may change, since they are in what was downloaded. */
  readonly downloaded: readonly Place[]
  readonly offers: readonly Layer[]
  readonly at: string | undefined
}

/** A refusal: a code of the closed list, and what, why and what to do. */
export function refused(code: EditRefusal, detail: string, offers: readonly Layer[] = []): EditAnswer {
  return { kind: 'refused', code, detail, offers }
}

/** The true reason why no place will do. */
export function refusal(failing: Failing): EditAnswer {
  const { asking, tried, eligible, offers, at = '' } = failing
  const what = `${failing.path === '' ? 'The value' : failing.path} of ${failing.address}`
  const text = (span: Span): string => placeText(asking, span)
  if (tried.length > 0 && eligible.length === 0) {
    const places = listed(tried.map(({ place }) => text(place.site)))
    const detail = `${what} cannot be set at ${at}: it comes from ${places}. Leave out --at, or name one of these files.`
    return refused('edit/no-such-layer', detail, offers)
  }
  const [theirs] = failing.downloaded
  if (tried.length === 0 && theirs !== undefined) {
    const detail = `${what} is set at ${text(theirs.site)}, in what was downloaded, so a change of it would be lost with the next download. Change it where that comes from, or take a version that has an input for it.`
    return refused('edit/downloaded', detail, offers)
  }
  const held = eligible.filter((one) => one.isHeld)
  const sound = held.find(({ errors }) => errors.length === 0)
  if (sound !== undefined) {
    const detail = `${what} could be set at ${text(sound.place.site)}, but not alone. ${tooMuch(sound.others)}`
    return refused('edit/changes-others', detail, offers)
  }
  const [broken] = held
  const error = broken?.errors[0]
  if (broken !== undefined && error !== undefined) {
    const how = `${what}, set at ${text(broken.place.site)},`
    return refused('edit/breaks', brokenText(how, error, broken.state), offers)
  }
  return refused(...sourceRefusal(failing, what, text))
}

/** How an edit breaks what reads the file: the first error that was not there before. */
export function brokenText(what: string, { summary, detail, span }: Diagnostic, after: EditState): string {
  const where = span.file === '' ? '' : ` at ${lineText(span, after.estate.text(span.file))}`
  return `${what} makes an error that is not there now: ${summary}${where}. ${detail}`
}

/** Which other values would change, and what can be done about it. */
export function tooMuch(others: readonly OtherChange[]): string {
  const names = [...new Set(others.map(({ change }) => change.address))]
  const many = others.length === 1 ? 'One other value' : `${others.length} other values`
  return `${many} would change, of ${listed(names)}. Allow that with --allow-others, or choose a narrower place with --at.`
}

function sourceRefusal(
  { asking, address, data, tried, eligible }: Failing,
  what: string,
  text: (span: Span) => string,
): [EditRefusal, string] {
  const value = exactly(asking.whole, asking.steps)
  const leaves = leavesOf(asking, value?.origin ?? 0)
  const given = leaves.filter(({ step }) => step === 'environment' || step === 'option')
  if (given.length > 0) {
    const names = listed(given.map(({ site }) => outsideName(site)))
    const detail = `${what} is given outside of the repository, by ${names}, so no line of a file sets it. Change what is given there.`
    return ['edit/given-outside', detail]
  }
  const made = leaves.find(({ step }) => step === 'builtin' || step === 'state' || step === 'plan')
  if (made !== undefined) {
    const how = made.step === 'builtin' ? 'is given by the tool itself' : 'is remembered from an earlier run'
    const where = made.site.file === '' ? '' : ` (${text(made.site)})`
    const detail = `${what} ${how}${where}, so no line says it. What can be changed is the expression that asks for it.`
    return ['edit/not-a-file', detail]
  }
  if (eligible.length > 0)
    return ['edit/other-value', otherValue({ what, value, address, data, text }, eligible)]
  if (leaves.length > 1 && tried.length === 0) {
    const inputs = listed(leaves.map(({ site }) => text(site)))
    const detail = `${what} is computed from ${inputs}, in a way that cannot be turned around. Set one of these instead.`
    return ['edit/computed', detail]
  }
  return ['edit/no-place', noPlace(asking, what, leaves, text)]
}

interface Sought {
  readonly what: string
  readonly value: Value | undefined
  readonly address: string
  readonly data: Data | undefined
  readonly text: (span: Span) => string
}

/** What each line that was tried made of it. */
function otherValue({ what, value: before, address, data, text }: Sought, tried: readonly Tried[]): string {
  const was = shown(before)
  const each = tried.map(({ place, value, state }) => {
    if (!isThere(state, address)) return `${text(place.site)} leaves nothing that is called ${address}`
    const is = shown(value)
    return `${text(place.site)} ${is === was ? 'does not change it' : `makes it ${is}`}`
  })
  const wanted = data === undefined ? 'Taking it out' : `Writing ${cut(printJson(data))}`
  return `${wanted} was tried where ${what} comes from: ${listed(each)}. The expression there makes something else of it; change that expression.`
}

/** Whether something still has the name: a value may be what it is named after. */
function isThere({ estate }: EditState, address: string): boolean {
  const { readings } = estate
  return readings.some(({ resources, declarations = [], named }) =>
    [...resources, ...declarations, ...named].some((one) => one.address === address),
  )
}

/** Why there is no line to write to. */
function noPlace(
  { reading, steps }: Asking,
  what: string,
  leaves: readonly Origin[],
  text: (span: Span) => string,
): string {
  const [leaf] = leaves
  if (leaf === undefined || leaf.site.file === '') {
    const above = steps.length > 1 ? ' nor what it would be a part of' : ''
    return `${what} is not written anywhere${above}, and no line of the ${reading.format} files was found where it could be added.`
  }
  if (leaf.site.file.startsWith('<'))
    return `${what} comes from ${leaf.site.file}, which is no file of this repository. Change it where that is kept.`
  return `${what} comes from ${text(leaf.site)}, in a form of which no part can be replaced. Change that line.`
}

/** What the value comes from at the very end. */
function leavesOf({ reading: { origins } }: Asking, start: OriginId): readonly Origin[] {
  const leaves: Origin[] = []
  const open = [start]
  const seen = new Set<OriginId>()
  for (let id = open.pop(); id !== undefined && seen.size < 1000; id = open.pop()) {
    if (id === 0 || seen.has(id)) continue
    seen.add(id)
    const node = origins.get(id)
    if (node === undefined) continue
    if (node.inputs.length === 0) leaves.push(node)
    else open.push(...node.inputs)
  }
  return leaves
}

/** `<TF_VAR_size>` is shown as what it is named after. */
function outsideName({ file }: Span): string {
  return file.replace(/^<(.*)>$/u, '$1')
}

function placeText({ texts, reading }: Asking, span: Span): string {
  return lineText(span, texts.text(span.file) ?? reading.texts.get(span.file))
}

function lineText({ file, start }: Span, text: string | undefined): string {
  return text === undefined ? file : `${file}:${lineOf(linesOf(text), start)}`
}

function shown(value: Value | undefined): string {
  if (value === undefined || value.kind === 'absent') return 'nothing'
  if (value.kind === 'unknown') return 'something that is known later only'
  return cut(printJson(valueJson(value) ?? null))
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

/** The first three, and how many more there are. */
function listed(names: readonly string[]): string {
  const all = [...new Set(names)]
  const some = all.slice(0, 3).join(', ')
  return all.length > 3 ? `${some} and ${all.length - 3} more` : some
}
