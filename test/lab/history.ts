import type { Random } from '../learn/random.ts'
import {
  edited,
  fileOf,
  firstConfiguration,
  serviceNames,
  valueAt,
  type Commit,
  type Configuration,
  type Edit,
} from './manifests.ts'
import type { Plan } from './kinds.ts'

/** The commits around an incident, in order. */
export interface History {
  readonly commits: readonly Commit[]
  /** The commit that is to blame; undefined where none is. */
  readonly guilty: string | undefined
}

/**
 * Three days of commits before the symptom, among them the guilty one, a minute to a day before it. Of the innocent
 * ones some are close in time, some of the guilty service (before the guilty commit; one in four times also after it, and
 * then of something that no program reads), and some come after the symptom.
 */
export function historyOf(plan: Plan | undefined, onset: number, random: Random): History {
  const age = plan?.change === undefined ? 0 : ageOf(random)
  const service = plan?.service ?? random.pick(serviceNames)
  const drafts: Draft[] = []
  for (let at = 0; at < 10 + random.whole(6); at++)
    drafts.push({ time: onset - 60 - random.whole(3 * day), ...innocent(random, service, plan) })
  for (let at = 0; at < 2 + random.whole(3); at++)
    drafts.push({ time: onset - 30 - random.whole(1800), ...innocent(random, service, plan) })
  for (let at = 0; at < 2; at++)
    drafts.push({
      time: onset - age - 600 - random.whole(day),
      ...innocent(random, undefined, plan, service),
    })
  if (plan?.change !== undefined && random.next() < 0.25)
    drafts.push({ time: onset - Math.floor(age * random.next()) - 20, ...harmless(random, service) })
  if (random.next() < 0.5)
    drafts.push({ time: onset + 60 + random.whole(240), ...innocent(random, service, plan) })
  const guilty =
    plan?.change === undefined ? [] : [{ time: onset - age, guilty: true, ...plan.change } as const]
  const ordered = [...drafts, ...guilty].toSorted((left, right) => left.time - right.time)
  return committed(ordered, random)
}

interface Draft {
  readonly time: number
  readonly guilty?: true
  readonly message: string
  readonly edits: readonly Pick<Edit, 'file' | 'path' | 'after'>[]
}

const day = 86_400

/** Half within a quarter of an hour, some within hours, some up to a day. */
function ageOf(random: Random): number {
  const dice = random.next()
  const [from, to] = dice < 0.5 ? [60, 900] : dice < 0.8 ? [900, 10_800] : [10_800, day]
  return Math.round(from * (to / from) ** random.next())
}

function committed(drafts: readonly Draft[], random: Random): History {
  let now = firstConfiguration()
  let guilty: string | undefined
  const commits: Commit[] = []
  for (const draft of drafts) {
    const edits = draft.edits
      .map((one) => ({ ...one, before: before(now, one) }))
      .filter((one) => one.before !== one.after)
    if (edits.length === 0) continue
    now = edited(now, edits)
    const id = `c${commits.length + 1}`
    if (draft.guilty === true) guilty = id
    commits.push({ id, time: draft.time, author: random.pick(authors), message: draft.message, edits })
  }
  return { commits, guilty }
}

function before(now: Configuration, { file, path }: Pick<Edit, 'file' | 'path'>): string {
  const name = /^deploy\/(.+)\.yaml$/u.exec(file)?.[1]
  return name === undefined ? '' : valueAt(now, name, path)
}

const authors = ['Ada Winter', 'Bo Lind', 'Chidi Obi', 'Dana Marsh', 'Emil Roth']

/** A change that does no harm, of any service but one, or of a given one; never of what the plan changes. */
function innocent(
  random: Random,
  but: string | undefined,
  plan: Plan | undefined,
  of?: string,
): Omit<Draft, 'time'> {
  const name = of ?? random.pick(serviceNames.filter((one) => one !== but))
  const file = fileOf(name)
  const taken = new Set(plan?.change?.edits.map((one) => `${one.file} ${one.path}`))
  const all: readonly Omit<Draft, 'time'>[] = [
    { message: `Scale ${name}`, edits: [{ file, path: 'replicas', after: String(2 + random.whole(4)) }] },
    {
      message: `Release ${name}`,
      edits: [
        { file, path: 'image', after: `registry.example/${name}:5.${random.whole(9)}.${random.whole(20)}` },
      ],
    },
    { message: 'Fewer logs', edits: [{ file, path: 'env.LOG_LEVEL', after: random.pick(['warn', 'info']) }] },
    {
      message: 'More room for memory',
      edits: [{ file, path: 'memory', after: random.pick(['192', '208', '224']) }],
    },
    {
      message: 'Tune keep-alive',
      edits: [{ file, path: 'env.KEEPALIVE_SECONDS', after: String(15 + random.whole(30)) }],
    },
    { message: 'More workers', edits: [{ file, path: 'env.WORKERS', after: String(65 + random.whole(60)) }] },
    {
      message: 'Limits of connections',
      edits: [{ file, path: 'env.MAX_CONNECTIONS', after: String(256 + 64 * random.whole(8)) }],
    },
    {
      message: 'Tune timeouts',
      edits: [{ file, path: 'env.CALL_TIMEOUT_MS', after: String(1800 + 100 * random.whole(14)) }],
    },
    {
      message: 'Longer in the cache',
      edits: [{ file, path: 'env.CACHE_TTL_SECONDS', after: String(20 + random.whole(40)) }],
    },
    harmless(random, name),
  ]
  const open = all.filter(({ edits }) => !edits.some((one) => taken.has(`${one.file} ${one.path}`)))
  // Inference has as many workers as accelerators, which is no matter of taste.
  const sensible = open.filter(({ edits }) => name !== 'inference' || edits[0]?.path !== 'env.WORKERS')
  return random.pick(sensible)
}

/** Text that no program reads. */
function harmless(random: Random, name: string): Omit<Draft, 'time'> {
  const file = fileOf(name)
  return random.pick([
    {
      message: 'New owners',
      edits: [{ file, path: 'annotations.owner', after: random.pick(['ml-platform', 'growth', 'core']) }],
    },
    {
      message: 'Label for costs',
      edits: [{ file, path: 'labels.cost-center', after: String(100 + random.whole(900)) }],
    },
    {
      message: `Say how to run ${name}`,
      edits: [{ file: 'README.md', path: 'notes', after: `How ${name} runs, part ${1 + random.whole(90)}.` }],
    },
  ])
}
