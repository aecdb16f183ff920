import type { DriftChange, DriftEdit } from '../../contract/drift-nouns.ts'
import type { EditOutcome } from '../../contract/drift-store.ts'
import type { Plain } from '../../contract/nouns.ts'
import { edit } from '../../engine/edit/edit.ts'
import { violatedIn } from '../../engine/edit/repair.ts'
import { readState, type EditState } from '../../engine/edit/state.ts'
import { reviewer, type UnitReview } from '../../engine/review/review.ts'
import { marks } from '../../kernel/value.ts'
import { dataOf } from '../../model/data.ts'
import { isOpen, type Drift, type DriftedObject, type DriftedValue } from '../../model/drift.ts'
import type { EditAnswer, WantedValue } from '../../model/edit.ts'
import type { Finding } from '../../model/finding.ts'
import { sensitiveSpans } from '../../model/mask.ts'
import type { Reading } from '../../model/reading.ts'
import { withoutCredentials } from '../../model/without-credentials.ts'
import { editJson } from '../../report/edit/json.ts'
import type { View } from '../../report/view.ts'
import type { Rule } from '../../rules/rule.ts'
import { plain } from '../commit/readings.ts'
import { comparedDrift, driftId, type Compared } from './compare.ts'

/** Works out the edit that writes one drift into the code of a commit, and reads again what it does. */
export function codifiedDrift(
  given: Compared & { readonly sha: string; readonly rules: readonly Rule[] },
  drift: string,
): EditOutcome {
  const { snapshot, folder, options, sha } = given
  const found = foundIn(comparedDrift(given).drift, given.stack, drift)
  if (found === undefined)
    return refused('With the newest commit, what runs is as the code says: the drift is gone.')
  const wanted = wantedFor(found)
  if (typeof wanted === 'string') return refused(wanted)
  const before = readState({ snapshot, folder, options })
  const { answer } = edit(before, [wanted], { allowOthers: false, findings: findingsBy(given.rules) })
  if (answer.kind === 'nothing') return refused('The code says so already.')
  if (answer.kind === 'refused') return refused(answer.detail)
  return { kind: 'ready', sha, edit: editOf(before, answer, found) }
}

function refused(why: string): EditOutcome {
  return { kind: 'refused', why }
}

interface Found {
  readonly object: DriftedObject
  readonly value: DriftedValue | undefined
}

function foundIn({ objects }: Drift, stack: string, drift: string): Found | undefined {
  for (const object of objects) {
    if (object.what !== 'changed' && isOpen(object) && driftId(stack, object.address, '') === drift)
      return { object, value: undefined }
    const value = object.values.find(
      (one) => isOpen(one) && driftId(stack, object.address, one.path) === drift,
    )
    if (value !== undefined) return { object, value }
  }
  return undefined
}

/** What the code would have to say; or why it can't. */
function wantedFor({ object, value }: Found): WantedValue | string {
  const { address, what, wanted } = object
  if (value === undefined)
    return what === 'deleted'
      ? `All of ${address} is gone. Take its block or file out of the code, or bring it back.`
      : `All of ${address} is not in the code. \`plumbline codify\` writes what it takes.`
  if (wanted?.provider !== 'kubernetes')
    return `The code says ${value.path} of ${address} under another name. \`plumbline codify\` finds it.`
  if (isSecret(value)) return 'The value is a secret, and secrets are not written into the code.'
  const { live, path } = value
  const data = live.kind === 'absent' ? undefined : dataOf(live)
  if (data === undefined && live.kind !== 'absent') return 'The value that runs is not known as a whole.'
  return { address: qualified(object, wanted.address), path, data }
}

function isSecret({ live, wanted, name }: DriftedValue): boolean {
  const isMarked = ((live.marks | wanted.marks) & marks.sensitive) !== 0
  return isMarked || withoutCredentials(live, name) !== live
}

/** With its root and variant. A release is read only beside what runs; in the code it is the chart. */
function qualified({ reading }: DriftedObject, address: string): string {
  if (reading === undefined || reading.variant.includes('release ')) return address
  const variant = reading.variant === '' ? '' : `@${reading.variant}`
  return `${reading.root === '' ? '.' : reading.root}${variant}::${address}`
}

function findingsBy(rules: readonly Rule[]): (state: EditState) => readonly Finding[] {
  const ask = reviewer(rules, [])
  const known = new WeakMap<Reading, UnitReview>()
  return ({ estate }) =>
    violatedIn(
      estate.readings.map((reading) => {
        const made =
          known.get(reading) ?? ask(reading, (file) => reading.texts.get(file) ?? estate.text(file))
        known.set(reading, made)
        return made
      }),
    )
}

/** The document as `plumbline set --format json` prints it, as far as it is kept. */
interface EditDocument {
  readonly diff: string
  readonly follows: readonly ChangeDocument[]
  readonly others: readonly ChangeDocument[]
  readonly findings: {
    readonly appeared: readonly FindingDocument[]
    readonly gone: readonly FindingDocument[]
  }
}

interface ChangeDocument {
  readonly address: string
  readonly path: string
  readonly before: Plain
  readonly after: Plain
}

interface FindingDocument {
  readonly rule: string
  readonly address: string
}

function editOf(before: EditState, answer: EditAnswer, { object, value }: Found): DriftEdit {
  const { estate } = before
  const view: View = {
    width: 100,
    colour: false,
    showSensitive: false,
    path: (file) => file,
    text: (file) => estate.text(file),
    secrets: () => sensitiveSpans(estate.readings),
  }
  const { diff, follows, others, findings } = plain(editJson(view, answer)) as unknown as EditDocument
  return {
    title: `Set ${value?.path ?? ''} of ${object.address} to what runs`,
    diff,
    follows: follows.map(changeOf),
    others: others.map(changeOf),
    appeared: findings.appeared.map(findingText),
    gone: findings.gone.map(findingText),
  }
}

function changeOf({ address, path, before, after }: ChangeDocument): DriftChange {
  return { address, path, before, after }
}

function findingText({ rule, address }: FindingDocument): string {
  return `${rule} ${address}`
}
