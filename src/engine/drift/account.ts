import { marks, type Value } from '../../kernel/value.ts'
import type { DriftedObject, DriftedValue } from '../../model/drift.ts'
import type { Live } from '../../model/live.ts'
import { entryOf, nameAt, pathText, valueAt, type PathStep } from '../../model/path.ts'
import type { Observation } from '../../model/observation.ts'
import type { Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import { scalarText } from '../../model/scalar.ts'
import { shapes } from '../../shapes/index.ts'
import { livesOf, shapeTable, type ShapeTable } from '../../shapes/live.ts'
import { accountComparison, judgeProperty, plainly, silenceOfStranger } from './aws.ts'
import { isIgnored, isSayable, snakeNames } from './source-names.ts'
import { identifiersOf, identifiersOfLive } from './identifiers.ts'
import { reachOf, type Reach } from './reach.ts'
import { siteOf } from './site.ts'
import { unequalIn, type Unequal } from './values.ts'

/** What the code says of an account, what its state remembers, and what runs. */
export interface AccountComparing {
  readonly readings: readonly Reading[]
  readonly live: Reading
  /** What the state remembers, where there is one. */
  readonly state: Reading | undefined
  /** How far the answer reaches, where the account itself was asked. */
  readonly observation?: Observation | undefined
}

/** What came of comparing an account. */
export interface AccountDrift {
  readonly objects: readonly DriftedObject[]
  readonly compared: number
}

/** Compares what the code says of an account with what runs in it, in the shape of the Cloud Control API. */
export function accountDrift(comparing: AccountComparing): AccountDrift {
  const { running, chosen, matches, rememberedBy } = matchedAccount(comparing)
  const { observation, state } = comparing
  const taken = new Set(matches.map(({ resource }) => resource))
  const types = new Set(chosen.flatMap(({ wanted }) => wanted.map(({ type }) => type)))
  const reach = reachOf(running, observation)
  const beside = { hasState: state !== undefined, reach, table: shapeTable(shapes) }
  return {
    compared: matches.length,
    objects: [
      ...matches.flatMap((one) => compared(one, beside)),
      ...running.filter((one) => !taken.has(one)).map((one) => stranger(one, types.has(one.type))),
      ...chosen
        .filter((root) => isHere(root, observation !== undefined, rememberedBy))
        .flatMap(({ unmatched }) => unmatched)
        .map((one) => gone(one, rememberedBy(one), reach)),
    ],
  }
}

/** Something of a root runs, or the state says that it did where the account itself was asked. */
function isHere(
  { matches, unmatched }: Root,
  wasAsked: boolean,
  rememberedBy: (one: Live) => Live | undefined,
): boolean {
  return matches.length > 0 || (wasAsked && unmatched.some((one) => rememberedBy(one) !== undefined))
}

/** The types of AWS that some readings speak of, to be asked for. */
export function accountTypes(readings: readonly Reading[]): readonly string[] {
  const table = shapeTable(shapes)
  return [...new Set(readings.flatMap((one) => ownersIn(one, table).map(({ type }) => type)))].toSorted()
}

interface MatchedAccount {
  readonly running: readonly Resource[]
  readonly chosen: readonly Root[]
  readonly matches: readonly Pair[]
  rememberedBy(this: void, one: Live): Live | undefined
}

/** Which resource of the code each running one of an account is. */
export function matchedAccount({ readings, live, state, observation }: AccountComparing): MatchedAccount {
  const running = live.resources.filter(isOfAccount)
  if (running.length === 0 && observation === undefined)
    return { running, chosen: [], matches: [], rememberedBy: () => undefined }
  const table = shapeTable(shapes)
  const remembered = new Map(
    (state === undefined ? [] : livesOf(state, table)).map((one) => [`${one.type} ${one.address}`, one]),
  )
  const rememberedBy = (one: Live): Live | undefined => remembered.get(`${one.type} ${one.address}`)
  const owners = readings.map((reading) => ownersIn(reading, table))
  const tagged = byLogicalName(running, owners.flat())
  const roots = owners.map((wanted) => matchedIn(wanted, { running, tagged, rememberedBy }))
  const chosen = bestOf(roots, readings)
  const matches = unique(chosen.flatMap(({ matches: some }) => some))
  return { running, chosen, matches, rememberedBy }
}

function ownersIn(reading: Reading, table: ReturnType<typeof shapeTable>): readonly Live[] {
  return livesOf(reading, table).filter(
    ({ type, partial, sources }) =>
      type.startsWith('AWS::') && !partial && sources.every(({ mode }) => mode === 'managed'),
  )
}

/** What a dump of an account says, and not one of a cluster. */
export function isOfAccount({ provider }: Resource): boolean {
  return provider === 'aws' || provider === 'aws-config'
}

interface Pair {
  readonly wanted: Live
  readonly resource: Resource
  readonly remembered: Live | undefined
}

interface Root {
  readonly wanted: readonly Live[]
  readonly matches: readonly Pair[]
  readonly unmatched: readonly Live[]
}

function matchedIn(
  wanted: readonly Live[],
  {
    running,
    tagged,
    rememberedBy,
  }: Pick<MatchedAccount, 'running' | 'rememberedBy'> & { readonly tagged: ReadonlyMap<string, Resource> },
): Root {
  const index = new Map<string, Resource>()
  for (const one of running) {
    for (const identifier of identifiersOf(one)) index.set(`${one.type} ${identifier}`, one)
  }
  const matches: Pair[] = []
  const unmatched: Live[] = []
  for (const one of wanted) {
    const remembered = rememberedBy(one)
    const names = [
      ...(remembered === undefined ? [] : identifiersOfLive(remembered)),
      ...importedIn(one),
      ...identifiersOfLive(one),
    ]
    const resource =
      names.map((name) => index.get(`${one.type} ${name}`)).find((found) => found !== undefined) ??
      tagged.get(logicalName(one) ?? '')
    if (resource === undefined) unmatched.push(one)
    else matches.push({ wanted: one, resource, remembered })
  }
  return { wanted, matches, unmatched }
}

/**
 * By the tag in which a stack notes what it calls what it made. What several stacks call so, or several templates, is none of them:
 * which template is whose nothing says. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
 */
function byLogicalName(running: readonly Resource[], wanted: readonly Live[]): ReadonlyMap<string, Resource> {
  const templates = new Map<string, Set<string>>()
  for (const one of wanted) {
    const name = logicalName(one)
    if (name !== undefined) templates.set(name, (templates.get(name) ?? new Set()).add(one.reading.root))
  }
  const found = new Map<string, Resource>()
  const several = new Set<string>()
  for (const one of running) {
    const key = `${one.type} ${tagIn(one.values, 'aws:cloudformation:logical-id')}`
    if (templates.get(key)?.size !== 1) continue
    if (found.has(key)) several.add(key)
    found.set(key, one)
  }
  for (const key of several) found.delete(key)
  return found
}

function logicalName({ type, reading, sources: [source] }: Live): string | undefined {
  return reading.format === 'cloudformation' && source?.module === '' ? `${type} ${source.name}` : undefined
}

function tagIn(values: Value, key: string): string | undefined {
  const tags = entryOf(values, 'Tags')
  const tag = tags?.kind === 'list' ? tags.items.find((one) => textAt(one, 'Key') === key) : undefined
  return tag === undefined ? undefined : textAt(tag, 'Value')
}

function textAt(value: Value, key: string): string | undefined {
  const one = entryOf(value, key)
  return one && scalarText(one)
}

/** By what an import block brings it into the state. */
function importedIn({ sources: [source] }: Live): readonly string[] {
  const id = entryOf(source?.settings, 'import')
  const text = id === undefined ? undefined : scalarText(id)
  return text === undefined ? [] : [text]
}

/** Of the variants of a root, that of which the most runs. */
function bestOf(roots: readonly Root[], readings: readonly Reading[]): readonly Root[] {
  const best = new Map<string, Root>()
  for (const [at, root] of roots.entries()) {
    const reading = readings[at]
    const key = `${reading?.format}\u0000${reading?.root}`
    const known = best.get(key)
    if (known === undefined || root.matches.length > known.matches.length) best.set(key, root)
  }
  return [...best.values()]
}

function unique(pairs: readonly Pair[]): readonly Pair[] {
  const seen = new Set<Resource>()
  return pairs.filter(({ resource }) => !seen.has(resource) && seen.add(resource))
}

/** What a comparison of two resources needs besides them. */
interface Surrounding {
  readonly hasState: boolean
  readonly reach: Reach
  readonly table: ShapeTable
}

function compared(pair: Pair, around: Surrounding): readonly DriftedObject[] {
  const { wanted, resource, remembered } = pair
  const live = plainly(resource.values)
  const said = withNamesakes(plainly(wanted.values), live, wanted.sources[0])
  const values = unequalIn(said, live, accountComparison).map((one) => valueOf(one, pair, said, around))
  // What an import block brings into the state is not forgotten by it.
  const isImported = wanted.sources.some(({ settings }) => entryOf(settings, 'import') !== undefined)
  const isForgotten = around.hasState && remembered === undefined && !isImported
  if (values.length === 0 && !isForgotten) return []
  return [
    {
      address: wanted.address,
      type: wanted.type,
      what: isForgotten ? 'forgotten' : 'changed',
      reading: wanted.reading,
      wanted: wanted.madeOf[0].resource,
      live: resource,
      values,
      by: undefined,
      silence: undefined,
    },
  ]
}

function valueOf(
  unequal: Unequal,
  { wanted, resource, remembered }: Pair,
  said: Value,
  { reach, table }: Surrounding,
): DriftedValue {
  const isExtra = unequal.kind === 'extra'
  const path = isExtra ? unequal.livePath : unequal.wantedPath
  const before = remembered === undefined ? undefined : rememberedAt(remembered, resource, path)
  const judgement = judgeProperty(unequal, {
    type: wanted.type,
    isDefault: wanted.defaults.has(unequal.place),
    hasState: remembered !== undefined,
    remembered: before?.kind === 'absent' ? undefined : before,
    isWhole: reach.knows(resource, unequal.place),
    isSayable: isSayable(unequal.place, wanted, remembered, table),
    isIgnored: isIgnored(wanted, unequal.place, table),
  })
  const secret = unequal.wanted?.marks ?? before?.marks ?? marks.none
  const shown = unequal.live ?? absent
  return {
    path: pathText(path),
    name: nameAt(isExtra ? resource.values : said, path, wanted.address),
    wanted: unequal.wanted ?? absent,
    live: { ...shown, marks: shown.marks | secret },
    site: isExtra || wanted.defaults.has(unequal.place) ? undefined : siteOf(wanted.reading, unequal.wanted),
    ...judgement,
  }
}

function rememberedAt(remembered: Live, resource: Resource, path: readonly PathStep[]): Value | undefined {
  const said = withNamesakes(plainly(remembered.values), resource.values, remembered.sources[0])
  return valueAt(said, path)
}

/**
 * With what the source says under the same name as a property that no table translates: `delay_seconds` is `DelaySeconds`, and
 * `visibility_timeout_seconds` is `VisibilityTimeout`.
 */
function withNamesakes(said: Value, live: Value, source: Resource | undefined): Value {
  if (said.kind !== 'map' || live.kind !== 'map' || source?.values.kind !== 'map') return said
  const entries = new Map(said.entries)
  for (const [property, running] of live.entries) {
    if (running.kind !== 'scalar' || entries.has(property)) continue
    const own = snakeNames(property).map((one) => entryOf(source.values, one))
    const value = own.find((one) => one?.kind === 'scalar' && one.scalar !== null)
    if (value !== undefined) entries.set(property, value)
  }
  return { ...said, entries }
}

const absent: Value = { kind: 'absent', origin: 0, marks: marks.none }

function stranger(resource: Resource, isOurs: boolean): DriftedObject {
  const { address, type, values } = resource
  return {
    address,
    type,
    what: 'unmanaged',
    reading: undefined,
    wanted: undefined,
    live: resource,
    values: [],
    by: undefined,
    silence: silenceOfStranger(values, type, isOurs),
  }
}

/** In the code and not in the account: gone, if it is known by what name it would be there. */
function gone(live: Live, remembered: Live | undefined, reach: Reach): DriftedObject {
  const { address, type, reading } = live
  const isKnown = remembered !== undefined || [...identifiersOfLive(live)].length > 0
  return {
    address,
    type,
    what: 'deleted',
    reading,
    wanted: live.madeOf[0].resource,
    live: undefined,
    values: [],
    by: undefined,
    silence: !reach.listed.has(type)
      ? { kind: 'not-asked', why: reach.whyNot(type) }
      : isKnown
        ? undefined
        : { kind: 'unknown', why: 'Its name is given by the service, and without a state nobody knows it.' },
  }
}
