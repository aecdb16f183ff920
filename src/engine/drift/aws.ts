import { filePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Value } from '../../kernel/value.ts'
import { lowerJson } from '../../lang/json/lower.ts'
import { parseJson } from '../../lang/json/parse.ts'
import { jsonRoot } from '../../lang/json/tree.ts'
import { dataOf } from '../../model/data.ts'
import type { DriftClass, Silence } from '../../model/drift.ts'
import { entryOf } from '../../model/path.ts'
import { scalarText } from '../../model/scalar.ts'
import { registeredType } from '../../shapes/registered.ts'
import { fingerprint } from '../difference/fingerprint.ts'
import type { Judgement } from './kubernetes.ts'
import { isServiceDefault } from './service-defaults.ts'
import type { Comparison, Unequal } from './values.ts'

/** How properties of the Cloud Control API are compared: lists of texts have no order, and a text may stand for a number. */
export const accountComparison: Comparison = {
  keysOf: (place) =>
    /(?:^|\.)Tags\[\]$/u.test(place) ? [['Key']] : [['Key'], ['Id'], ['Sid'], ['Name'], ['AttributeName']],
  areEqual: (_, wanted, live) => wanted === live,
  isSet: () => true,
  hidesZeros: true,
}

/** Documents instead of the texts that hold them, and single values instead of lists of one, as policies have both. */
export function plainly(value: Value): Value {
  if (value.kind === 'list') {
    const items = value.items.map(plainly)
    const [only] = items
    return items.length === 1 && only?.kind === 'scalar'
      ? { ...only, origin: only.origin || value.origin }
      : { ...value, items }
  }
  if (value.kind === 'map') {
    return { ...value, entries: new Map([...value.entries].map(([key, one]) => [key, plainly(one)])) }
  }
  return value.kind === 'scalar' ? document(value) : value
}

function document(value: Extract<Value, { kind: 'scalar' }>): Value {
  if (typeof value.scalar !== 'string' || !/^\s*\{\s*"/u.test(value.scalar)) return value
  const tree = parseJson(filePath('<text>'), value.scalar)
  const root = jsonRoot(tree)
  if (root === undefined || tree.diagnostics.length > 0) return value
  return plainly(withOrigin(lowerJson(tree, root, new Origins()).value, value))
}

function withOrigin(value: Value, { origin, marks }: Value): Value {
  if (value.kind === 'list')
    return {
      ...value,
      origin,
      marks,
      items: value.items.map((one) => withOrigin(one, { ...one, origin, marks })),
    }
  if (value.kind !== 'map') return { ...value, origin, marks }
  const entries = new Map(
    [...value.entries].map(([key, one]) => [key, withOrigin(one, { ...one, origin, marks })]),
  )
  return { ...value, origin, marks, entries }
}

/** What is known of a property beside itself. */
interface Beside {
  readonly type: string
  /** The code says nothing, and what is wanted is what the service gives. */
  readonly isDefault: boolean
  readonly hasState: boolean
  /** What the state remembers of it. */
  readonly remembered: Value | undefined
  /** The answer says everything of the property, and what it doesn't say isn't there. */
  readonly isWhole: boolean
  /** The code could say it, so that nothing but the service or a hand sets it where it doesn't. */
  readonly isSayable: boolean
  /** The code says that somebody else sets it. */
  readonly isIgnored: boolean
}

/** Says why a property is not as the code says, of the three that are compared: code, state and what runs. */
export function judgeProperty(unequal: Unequal, beside: Beside): Judgement {
  const { kind } = unequal
  if (beside.isIgnored)
    return silent(beside, 'other-controller', 'The code leaves it to others, by ignore_changes.')
  if (kind === 'unknown') return silent(beside, 'unknown', 'The code does not know it before it is applied.')
  return kind === 'extra' ? extraProperty(unequal, beside) : changedProperty(unequal, beside)
}

function changedProperty({ kind, place, live }: Unequal, beside: Beside): Judgement {
  if (beside.isDefault && isServiceDefault(beside.type, place, live && dataOf(live)))
    return silent(beside, 'default', 'The service gives it where nobody says anything.')
  const { remembered, isDefault } = beside
  if (kind === 'missing') {
    const untold = untoldProperty(place, beside)
    if (untold !== undefined) return untold
  }
  if (remembered !== undefined && live !== undefined && isSame(remembered, live)) {
    return open(
      beside,
      'not-rolled-out',
      'It runs as it was applied last, and the code says something else since.',
    )
  }
  if (isDefault)
    return open(beside, 'by-hand', 'The code says nothing of it, and it is not what the service gives.')
  return open(
    beside,
    'by-hand',
    remembered === undefined
      ? 'It was changed past the code; who did it is not known.'
      : 'The state remembers something else, so it was changed after it was applied.',
  )
}

/** Why nothing follows from what isn't there. */
function untoldProperty(place: string, beside: Beside): Judgement | undefined {
  if (!beside.isWhole) return silent(beside, 'not-asked', 'What was given does not say it.')
  if (writeOnly.test(place)) return silent(beside, 'computed', 'The service takes it, and never tells it.')
  return beside.isDefault
    ? silent(beside, 'default', 'The service does not say what it gives itself.')
    : undefined
}

function extraProperty({ place, live }: Unequal, beside: Beside): Judgement {
  const { remembered } = beside
  const keys = tagKeys(place, live)
  if (keys.length > 0 && keys.every((key) => key.startsWith('aws:')))
    return silent(
      beside,
      'other-controller',
      keys.length === 1 ? 'A service of AWS puts the tag there.' : 'Services of AWS put the tags there.',
    )
  if (remembered !== undefined && live !== undefined) {
    return isSame(remembered, live)
      ? silent(beside, 'default', 'It was so when it was applied last.')
      : open(beside, 'by-hand', 'The state remembers something else, so it was changed after it was applied.')
  }
  if (place.endsWith('[]')) {
    return open(
      beside,
      'by-hand',
      'It was added past the code to what the code says; who did it is not known.',
    )
  }
  return unsaidProperty(place, live, beside)
}

/** A property that neither the code nor the state says. */
function unsaidProperty(place: string, live: Value | undefined, beside: Beside): Judgement {
  const { hasState } = beside
  if (isServiceDefault(beside.type, place, live && dataOf(live)))
    return silent(beside, 'default', 'The service gives it where nobody says anything.')
  // What the code could say and a state doesn't remember was not filled in by the service when it was applied.
  const isFilledIn = registeredType(beside.type)?.readOnly.includes(place.split('.')[0] ?? '') === true
  if (isFilledIn || (readOnly.test(place) && !(hasState && beside.isSayable)))
    return silent(beside, 'computed', 'The service fills it in.')
  if (beside.isSayable || place === 'Tags') {
    return open(
      beside,
      'by-hand',
      hasState
        ? 'Neither the code nor the state says it, so it was added after it was applied.'
        : 'The code could say it and does not; who added it is not known.',
    )
  }
  return silent(
    beside,
    'default',
    hasState
      ? 'Neither the code nor the state is known to say it, and the service may give it.'
      : 'Nothing in the code is known to say it, and the service may give it.',
  )
}

/** The keys of one tag, or of all of them where the code says none. */
function tagKeys(place: string, live: Value | undefined): readonly string[] {
  const tags = /(?:^|\.)Tags\[\]$/u.test(place) ? [live] : []
  const all = place === 'Tags' && live?.kind === 'list' ? live.items : tags
  return all.map((one) => {
    const key = entryOf(one, 'Key')
    return (key && scalarText(key)) ?? ''
  })
}

/** What the registry of CloudFormation marks as write-only, by the names that such properties have. */
const writeOnly =
  /(?:Password|SecretString|GenerateSecretString|AuthToken|Token|PrivateKey|BypassPolicyLockoutSafetyCheck|^Code|UserData|PendingWindowInDays)(?:\.|$)/u
/** What it marks as read-only. */
const readOnly = /(?:Arn|Id|Url|URL|Time|Date|DomainName|Endpoint|Status|State|Version|Address|Port)$/u

/** Whether the name of a property is one of what the service fills in. */
export function isReadOnly(property: string): boolean {
  return readOnly.test(property)
}

function isSame(one: Value, other: Value): boolean {
  return fingerprint(one) === fingerprint(other)
}

function open({ remembered }: Beside, what: DriftClass, why: string): Judgement {
  return { what, why, by: undefined, remembered, silence: undefined }
}

function silent({ remembered }: Beside, what: DriftClass | 'not-asked', why: string): Judgement {
  return {
    what: what === 'not-asked' ? 'unknown' : what,
    why,
    by: undefined,
    remembered,
    silence: { kind: what, why },
  }
}

/** Why a resource that the code doesn't say is nobody's business; undefined when it is somebody's. */
export function silenceOfStranger(values: Value, type: string, isOurs: boolean): Silence | undefined {
  if (!isOurs) return { kind: 'not-asked', why: `The code has no ${type}.` }
  const maker = tagsOf(values).find(([key]) => key.startsWith('aws:') || key.startsWith('eks:'))
  if (maker !== undefined) return { kind: 'other-controller', why: `It is made by ${maker[0]} ${maker[1]}.` }
  // A network comes with one, and it cannot be deleted.
  const isDefaultGroup = type === 'AWS::EC2::SecurityGroup' && textOf(values, 'GroupName') === 'default'
  const isServices = textOf(values, 'Path').startsWith('/aws-service-role/')
  if (
    isServices ||
    textOf(values, 'KeyManager') === 'AWS' ||
    textOf(values, 'IsDefault') === 'true' ||
    isDefaultGroup
  ) {
    return { kind: 'computed', why: 'AWS itself made it.' }
  }
  return undefined
}

function tagsOf(values: Value): readonly (readonly [string, string])[] {
  const tags = entryOf(values, 'Tags')
  return tags?.kind === 'list' ? tags.items.map((one) => [textOf(one, 'Key'), textOf(one, 'Value')]) : []
}

function textOf(value: Value, key: string): string {
  const one = entryOf(value, key)
  return one === undefined ? '' : (scalarText(one) ?? '')
}
