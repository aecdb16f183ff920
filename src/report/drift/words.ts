import { unreachable } from '../../kernel/unreachable.ts'
import type { Value } from '../../kernel/value.ts'
import {
  isOpen,
  type Drift,
  type DriftClass,
  type DriftedObject,
  type Silence,
  type Writer,
} from '../../model/drift.ts'
import type { AskedAs, Codifying, DriftAnswers } from '../../model/drift-answers.ts'
import { causeText, valueLine } from '../value-text.ts'
import type { View } from '../view.ts'
import { clean, counted } from '../words.ts'

/** What is to be told of a drift beside itself. */
export interface DriftReport {
  readonly drift: Drift
  readonly today: string
  /** How it was asked for: the commands that answer it ask the same. */
  readonly asked: AskedAs
  /** Also what was held back, and why. */
  readonly all: boolean
  /** Also how each could be answered. */
  readonly answers: boolean
}

/** A class of drift in a few words. */
export function classText(what: DriftClass | Silence['kind'] | DriftedObject['what']): string {
  switch (what) {
    case 'changed':
    case 'by-hand':
      return 'changed by hand'
    case 'differs':
      return 'differs'
    case 'not-rolled-out':
      return 'not rolled out'
    case 'unmanaged':
      return 'not in the code'
    case 'deleted':
      return 'does not run'
    case 'forgotten':
      return 'forgotten by the state'
    case 'default':
      return 'default of the service'
    case 'other-controller':
      return 'owned by another controller'
    case 'computed':
      return 'computed'
    case 'unknown':
      return 'not known in the code'
    case 'accepted':
      return 'accepted'
    case 'habit':
      return 'a habit of its writer'
    case 'not-asked':
      return 'not asked for'
    default:
      return unreachable(what)
  }
}

/** Who wrote something and when. */
export function writerText(by: Writer | undefined): string {
  if (by === undefined) return ''
  const at = by.at.replace('T', ' ').replace(/:\d\dZ$/u, '')
  const event = by.event === undefined ? '' : ` (${by.event})`
  return clean(`${at === '' ? by.name : `${by.name}, ${at}`}${event}`)
}

/** A value on one line, its secrets masked. */
export function plainText(view: View, value: Value, name: string): string {
  if (value.kind === 'absent') return '(nothing)'
  if (value.kind === 'unknown') {
    const [first] = value.because
    return first === undefined ? '(not known)' : `(waits for ${causeText(first)})`
  }
  return valueLine(value, { width: 10_000, showSensitive: view.showSensitive, name })
}

/** How much there is of each kind. */
export function totalsOf({ objects }: Drift): {
  readonly values: number
  readonly changed: number
  readonly unmanaged: number
  readonly deleted: number
  readonly forgotten: number
  readonly held: number
} {
  const open = objects.filter(isDrifted)
  const count = (what: DriftedObject['what']): number => open.filter((one) => one.what === what).length
  return {
    values: open.reduce((sum, { values }) => sum + values.filter(isOpen).length, 0),
    changed: count('changed'),
    unmanaged: count('unmanaged'),
    deleted: count('deleted'),
    forgotten: count('forgotten'),
    held: objects.reduce(
      (sum, one) => sum + Number(!isOpen(one)) + one.values.filter((value) => !isOpen(value)).length,
      0,
    ),
  }
}

/** How to learn who set what differs; undefined where that is known, or cannot be learnt. */
export function whoHint({ objects }: Drift): string | undefined {
  const isOpenly = objects.some(({ values }) => values.some((one) => isOpen(one) && one.what === 'differs'))
  return isOpenly
    ? 'kubectl get --show-managed-fields -o json gives who set what differs, and when.'
    : undefined
}

/** Whether there is something to do about an object. */
export function isDrifted(object: DriftedObject): boolean {
  return isOpen(object) && (object.what !== 'changed' || object.values.some(isOpen))
}

/** All of it in one line. */
export function totalsText(drift: Drift): string {
  const { values, changed, unmanaged, deleted, forgotten } = totalsOf(drift)
  const parts = [
    ...(values === 0 ? [] : [`${counted(values, 'value')} of ${counted(changed, 'object')} drifted`]),
    ...(unmanaged === 0 ? [] : [`${unmanaged} not in the code`]),
    ...(deleted === 0 ? [] : [deleted === 1 ? '1 does not run' : `${deleted} do not run`]),
    ...(forgotten === 0 ? [] : [`${forgotten} forgotten by the state`]),
  ]
  return parts.length === 0 ? 'No drift' : parts.join(', ')
}

/** The three answers, one line each. */
export function answerLines(
  view: View,
  { revert, codify, accept }: DriftAnswers,
  name: string,
): readonly string[] {
  const target = clean(revert.path === '' ? revert.address : revert.path)
  const back = revert.to === undefined || revert.path === '' ? '' : ` to ${plainText(view, revert.to, name)}`
  return [
    `revert  ${revert.action} ${target}${back}`,
    ...(codify === undefined ? [] : [`codify  ${codifyText(view, codify, name)}`]),
    `accept  {rule: ${accept.rule}, address: ${JSON.stringify(clean(accept.address))}, until: ${accept.until}, reason: …}`,
  ]
}

function codifyText(view: View, codify: Codifying, name: string): string {
  const { action, address, path, value, command } = codify
  if (command !== undefined) return clean(command)
  if (path === '') return `${action === 'add' ? 'add' : 'take out'} ${clean(address)}`
  if (value === undefined) return `take out ${clean(path)}`
  return `${action} ${clean(path)} to ${plainText(view, value, name)}`
}
