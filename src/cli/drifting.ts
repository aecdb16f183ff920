import { z } from 'zod'
import { readObservation } from '../dumps/index.ts'
import { configOf } from '../engine/config/config.ts'
import { accountTypes } from '../engine/drift/account.ts'
import { readCode } from '../engine/drift/code.ts'
import { driftOf } from '../engine/drift/drift.ts'
import type { Planned } from '../engine/drift/terraform.ts'
import { trailSubjects, withTrail } from '../engine/drift/who.ts'
import { readEstate } from '../engine/read.ts'
import type { FilePath } from '../kernel/brand.ts'
import type { Diagnostic } from '../kernel/diagnostic.ts'
import type { Drift } from '../model/drift.ts'
import type { Observation } from '../model/observation.ts'
import type { Estate, Reading } from '../model/reading.ts'
import { exit, type Call, type ExitCode } from './command.ts'
import { liveReading } from './live.ts'
import { askedPlan, type Planning } from './planning.ts'
import type { Opened, ReadingOptions } from './reading.ts'

/** The options that say what runs. */
export const liveOptions = {
  live: z
    .string()
    .optional()
    .meta({ description: 'what runs: objects in JSON or YAML, or - for standard input', value: 'FILE' }),
  target: z
    .enum(['aws', 'terraform'])
    .optional()
    .meta({ description: 'the live system that is asked itself what runs' }),
  region: z
    .string()
    .optional()
    .meta({ description: 'the region of AWS; else that of the environment or the profile', value: 'NAME' }),
  profile: z.string().optional().meta({ description: 'the profile of AWS', value: 'NAME' }),
  timeLimit: z.coerce
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(1800)
    .meta({ description: 'how long terraform may take, in seconds', value: 'SECONDS' }),
  pullState: z
    .boolean()
    .default(false)
    .meta({ description: 'ask your own terraform for the state, by `state pull` in the folder' }),
  namespace: z
    .string()
    .optional()
    .meta({ description: 'where objects are that name no namespace', value: 'NAME' }),
}

const schema = z.object(liveOptions)
type LiveCall = Call<z.infer<typeof schema> & Partial<Pick<ReadingOptions, 'fetch' | 'fetchHost'>>>

/** What is wrong with the options that say what runs. */
export function wrongWith({
  live,
  target,
  state,
  pullState,
}: z.infer<typeof schema> & { readonly state?: string | undefined }): string | undefined {
  if (target === 'terraform' && (state !== undefined || pullState))
    return `terraform has the state that it compares with itself; leave ${pullState ? '--pull-state' : '--state'} away.`
  if (state !== undefined && pullState) return '--state and --pull-state both say the state; give one.'
  if (live !== undefined && target !== undefined) return '--live and --target both say what runs; give one.'
  return live === undefined && target === undefined
    ? 'it needs --live FILE, or --live - for standard input, or --target SYSTEM.'
    : undefined
}

/** What runs, compared with the code, and what both were read from. */
export interface Compared {
  readonly kind: 'compared'
  readonly drift: Drift
  readonly code: Estate
  readonly live: Reading
  readonly observation: Observation | undefined
  readonly problems: readonly Diagnostic[]
}

type Refused = { readonly kind: 'refused'; readonly code: ExitCode }

/** Reads the code, asks or reads what runs, and compares. */
export async function comparedWith(opened: Opened, call: LiveCall): Promise<Compared | Refused> {
  const file = givenLive(opened, call)
  if (file?.kind === 'refused') return file
  const code = await codeBeside(opened, call, file)
  const running = file ?? (await askedFor(opened, code.readings, call))
  if (running.kind === 'refused') return running
  const { again, problems } = comparerOf(opened, running, call)
  const observation = 'observation' in running ? running.observation : undefined
  const found = again(code.readings)
  const drift = observation === undefined ? found : await withWho(found, call)
  const plan = 'planned' in running ? running : undefined
  return {
    kind: 'compared',
    drift: plan?.reverting === undefined ? drift : { ...drift, reverting: plan.reverting },
    code,
    live: running.reading,
    observation,
    problems: [...problems, ...(plan?.problems ?? [])],
  }
}

/** With who changed it, where an account was asked. */
async function withWho(drift: Drift, { options: { region, profile }, context }: LiveCall): Promise<Drift> {
  const subjects = trailSubjects(drift)
  if (subjects.length === 0) return drift
  const targets = await context.targets()
  const trail = await targets.awsTrail({ region, profile, subjects }, (text) => context.progress(text))
  context.progress(undefined)
  return withTrail(drift, trail)
}

/** Compares code with what runs, as often as it is read; and what is wrong with the configuration. */
export function comparerOf(
  opened: Opened,
  running: {
    readonly reading: Reading
    readonly observation?: Observation
    readonly planned?: Planned
  },
  { options: given, context }: LiveCall,
): { readonly again: (readings: readonly Reading[]) => Drift; readonly problems: readonly Diagnostic[] } {
  const { config, diagnostics } = configOf(opened.repository.snapshot)
  const state = stateOf(opened)?.[0]
  return {
    problems: diagnostics,
    again: (readings) =>
      driftOf({
        readings,
        live: running.reading,
        state,
        observation: running.observation,
        planned: running.planned,
        namespace: given.namespace,
        waivers: config.waivers,
        today: context.today,
      }),
  }
}

/** What runs, as a file or standard input says it; undefined where a live system is to be asked. */
export function givenLive(
  { repository }: Opened,
  call: LiveCall,
): ReturnType<typeof liveReading> | undefined {
  const { live } = call.options
  return live === undefined ? undefined : liveReading(repository, live, call)
}

/** Asks a live system what runs of what the code and the state speak of. */
export async function askedFor(
  opened: Opened,
  readings: readonly Reading[],
  call: LiveCall,
): Promise<Observing | Planning | Refused> {
  if (call.options.target === 'terraform') return askedPlan(opened, readings, call)
  return observed(accountTypes([...readings, ...(stateOf(opened) ?? [])]), call)
}

interface Observing {
  readonly kind: 'observed'
  readonly reading: Reading
  readonly observation: Observation
}

async function codeBeside(
  { repository, options }: Opened,
  { context, options: { fetch: isFetching = false, fetchHost = [] } }: LiveCall,
  live: { readonly reading: Reading; readonly file: FilePath | undefined } | undefined,
): Promise<Estate> {
  const { snapshot, folder } = repository
  const asked = { snapshot, folder, options, live: live?.reading, dump: live?.file }
  const code = isFetching
    ? await context.fetching(repository, options, fetchHost, (downloaded, fetch) =>
        readCode({ ...asked, snapshot: downloaded, fetch }),
      )
    : readCode({
        ...asked,
        progress: (done, all, { root }) =>
          context.progress(`reading ${done + 1} of ${all}: ${repository.typed(root) || '.'}`),
      })
  context.progress(undefined)
  return code
}

/** What the state file remembers, as a reading of its own. */
function stateOf({ repository: { snapshot }, options: read }: Opened): readonly Reading[] | undefined {
  if (read.state === undefined) return undefined
  return readEstate(snapshot, read.state, { ...read, state: undefined }).readings.slice(0, 1)
}

async function observed(
  types: readonly string[],
  { options: { region, profile }, context }: LiveCall,
): Promise<Observing | Refused> {
  const targets = await context.targets()
  const answer = await targets.aws({ region, profile, types }, (text) => context.progress(text))
  context.progress(undefined)
  if (answer.kind === 'refused') {
    context.complain(`plumbline: the account could not be asked. ${answer.why}\n`)
    return { kind: 'refused', code: exit.input }
  }
  const { observation } = answer
  return { kind: 'observed', reading: readObservation(observation), observation }
}
