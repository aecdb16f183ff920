import type { DriftChange, DriftEdit } from '../../contract/drift-nouns.ts'
import type { EditOutcome } from '../../contract/drift-store.ts'
import type { Plain } from '../../contract/nouns.ts'
import { withBlast } from '../../engine/blast/edit.ts'
import { adopt } from '../../engine/drift/adopt.ts'
import { codifyValues } from '../../engine/drift/codify.ts'
import { beyond } from '../../engine/edit/beyond.ts'
import { edit } from '../../engine/edit/edit.ts'
import { violatedIn } from '../../engine/edit/repair.ts'
import { readState, type EditState } from '../../engine/edit/state.ts'
import { reviewer, type UnitReview } from '../../engine/review/review.ts'
import type { Data } from '../../kernel/edit.ts'
import { marks } from '../../kernel/value.ts'
import { dataOf } from '../../model/data.ts'
import { isOpen, type Drift, type DriftedObject, type DriftedValue } from '../../model/drift.ts'
import type { EditAnswer } from '../../model/edit.ts'
import type { Finding } from '../../model/finding.ts'
import { sensitiveSpans } from '../../model/mask.ts'
import type { Estate, Reading } from '../../model/reading.ts'
import { withoutCredentials } from '../../model/without-credentials.ts'
import { editJson } from '../../report/edit/json.ts'
import type { View } from '../../report/view.ts'
import type { PlanRule } from '../../rules/plan/plan-rule.ts'
import type { Rule } from '../../rules/rule.ts'
import { documentOf } from '../commit/readings.ts'
import { blastOf, type BlastDocument } from './blast.ts'
import { comparedDrift, comparing, driftId, type Compared } from './compare.ts'

/** Works out the edit that writes one drift into the code of a commit, and reads again what it does. */
export function codifiedDrift(
  given: Compared & {
    readonly sha: string
    readonly rules: readonly Rule[]
    readonly planRules: readonly PlanRule[]
  },
  drift: string,
): EditOutcome {
  const { snapshot, folder, options, sha } = given
  const found = foundIn(comparedDrift(given).drift, given.stack, drift)
  if (found === undefined)
    return refused('With the newest commit, what runs is as the code says: the drift is gone.')
  const why = refusalOf(found)
  if (why !== undefined) return refused(why)
  const before = readState({ snapshot, folder, options })
  const findings = findingsBy(given.rules)
  const told = withFindings(before, answerTo(before, found, given), findings)
  const answer = withBlast(before.estate.readings, told, given.planRules)
  if (answer.kind === 'nothing') return refused('The code says so already.')
  if (answer.kind === 'refused') return refused(answer.detail)
  return { kind: 'ready', sha, edit: editOf(before, answer, found) }
}

/** Values of a cluster have the paths of the sources; where those of an account and a plan are said is found out by comparing again. */
function answerTo(before: EditState, found: Found, given: Compared): EditAnswer {
  const { object, value } = found
  const again = comparing(given, before.estate.readings)
  if (value === undefined) return adopt(before, object, again).answer
  const { address, path, data } = wantedFor(object, value)
  if (address !== undefined) return edit(before, [{ address, path, data }], { allowOthers: false }).answer
  const { done } = codifyValues(before, [object], again, { allowOthers: false, path })
  return done[0]?.answer ?? { kind: 'nothing' }
}

/** The findings that come and go with it. */
function withFindings(
  before: EditState,
  answer: EditAnswer,
  findings: (estate: Estate) => readonly Finding[],
): EditAnswer {
  if (answer.kind !== 'edited') return answer
  const [was, is] = [findings(before.estate), findings(answer.after)]
  const told = { appeared: beyond(is, was), gone: beyond(was, is) }
  return { ...answer, verification: { ...answer.verification, findings: told } }
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

/** Why nothing in the code would be written. */
function refusalOf({ object: { address, what, live }, value }: Found): string | undefined {
  if (value !== undefined) {
    if (isSecret(value)) return 'The value is a secret, and secrets are not written into the code.'
    const isKnown = value.live.kind === 'absent' || dataOf(value.live) !== undefined
    return isKnown ? undefined : 'The value that runs is not known as a whole.'
  }
  if (what === 'deleted')
    return `All of ${address} is gone. Take its block or file out of the code, or bring it back.`
  return live?.provider === 'kubernetes'
    ? `All of ${address} is not in the code. Write it there, or take it away where it runs.`
    : undefined
}

/** What the code would have to say; without an address where that is to be found out. */
function wantedFor(
  object: DriftedObject,
  { live, path }: DriftedValue,
): { readonly address: string | undefined; readonly path: string; readonly data: Data | undefined } {
  const { wanted } = object
  const address = wanted?.provider === 'kubernetes' ? qualified(object, wanted.address) : undefined
  return { address, path, data: live.kind === 'absent' ? undefined : dataOf(live) }
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

function findingsBy(rules: readonly Rule[]): (estate: Estate) => readonly Finding[] {
  const ask = reviewer(rules, [])
  const known = new WeakMap<Reading, UnitReview>()
  return (estate) =>
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
  readonly blast?: BlastDocument
  readonly imports?: readonly { readonly commands: readonly string[] }[]
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
  const { diff, follows, others, findings, imports, blast } = documentOf<EditDocument>(editJson(view, answer))
  return {
    title:
      value === undefined
        ? `Write ${object.address} into the code`
        : `Set ${value.path} of ${object.address} to what runs`,
    diff,
    follows: follows.map(changeOf),
    others: others.map(changeOf),
    appeared: findings.appeared.map(findingText),
    gone: findings.gone.map(findingText),
    blast: blastOf(blast),
    ...(imports !== undefined && { imports: imports.flatMap(({ commands }) => commands) }),
  }
}

function changeOf({ address, path, before, after }: ChangeDocument): DriftChange {
  return { address, path, before, after }
}

function findingText({ rule, address }: FindingDocument): string {
  return `${rule} ${address}`
}
