import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Targets, TerraformPlace, TerraformPrinted } from '../cli/targets.ts'
import { streamProgram } from '../host/streamed-program.ts'
import { planOf, stateOf, type Asked, type RunTerraform } from '../targets/terraform/target.ts'
import { Fault } from '../kernel/fault.ts'
import { openAccount } from '../targets/aws/account.ts'
import { sdkAsk, type AwsPlace } from '../targets/aws/sdk.ts'
import { observeAws } from '../targets/aws/target.ts'
import { globalRegion, trailOf } from '../targets/aws/trail.ts'

// What the SDK says of its own future is not for those who run us.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'

/** The live systems that we can ask, each by its own room. */
export const targets: Targets = {
  async aws({ region, profile, types }, progress) {
    try {
      const { ask, name } = await openAccount(placeOf(region, profile), new AbortController().signal)
      const observation = await observeAws(ask, name, types, (done) =>
        progress(`asking ${name}: ${done} of ${types.length} types`),
      )
      return { kind: 'observed', observation }
    } catch (error) {
      if (error instanceof Fault) return { kind: 'refused', why: error.facts['why'] ?? error.message }
      throw error
    }
  },
  async awsTrail({ region, profile, subjects }, progress) {
    const place = placeOf(region, profile)
    const { signal } = new AbortController()
    const { ask, region: own } = await openAccount(place, signal)
    const global = sdkAsk({ ...place, region: globalRegion(own) }, signal)
    return trailOf({ own: ask, global }, subjects, (done) =>
      progress(`asking who changed it: ${done} of ${subjects.length}`),
    )
  },
  terraform(asked, progress) {
    const { typed: folder, variables } = asked
    return interruptibly((signal) =>
      withPlanFolder((kept) =>
        firstThatIsThere(asked, aPlan, (run, program) =>
          planOf(run, { program, folder, variables, planFile: join(kept, 'plan') }, progress, signal),
        ),
      ),
    )
  },
  terraformState(asked, progress) {
    return interruptibly((signal) =>
      firstThatIsThere(asked, aState, (run, program) =>
        stateOf(run, { program, folder: asked.typed }, progress, signal),
      ),
    )
  },
}

function placeOf(region: string | undefined, profile: string | undefined): AwsPlace {
  const endpoint = process.env['AWS_ENDPOINT_URL']
  return { region, profile, endpoint: endpoint === '' ? undefined : endpoint }
}

/** What a plan says may be secret, so that its folder is for nobody else and goes whatever happens. */
async function withPlanFolder<Made>(work: (folder: string) => Promise<Made>): Promise<Made> {
  const kept = mkdtempSync(join(tmpdir(), 'plumbline-plan-'))
  try {
    return await work(kept)
  } finally {
    rmSync(kept, { recursive: true, force: true })
  }
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** When all is put away, whoever waits for us learns that we were interrupted, as if we had not waited for the program. */
async function interruptibly<Made>(work: (signal: AbortSignal) => Promise<Made>): Promise<Made> {
  const stop = new AbortController()
  let ended: NodeJS.Signals | undefined
  const interrupted = (signal: NodeJS.Signals): void => {
    ended = signal
    stop.abort()
  }
  for (const one of stopSignals) process.once(one, interrupted)
  try {
    return await work(stop.signal)
  } finally {
    for (const one of stopSignals) process.removeListener(one, interrupted)
    if (ended !== undefined) process.kill(process.pid, ended)
  }
}

/** The first of the programs that is there says it. */
async function firstThatIsThere(
  { programs, folder, environment, timeLimit }: TerraformPlace,
  { what, instead }: Wish,
  ask: (run: RunTerraform, program: string) => Promise<Asked>,
): Promise<TerraformPrinted> {
  // Arguments that are set for people, such as colours, are not for us.
  const quiet = { TF_IN_AUTOMATION: '1', TF_CLI_ARGS_show: '', TF_LOG: '', ...environment }
  for (const program of programs) {
    const run: RunTerraform = (args, onLine, until) =>
      streamProgram(
        { name: program, args, folder, environment: quiet, timeLimit: timeLimit * 1000 },
        onLine,
        until,
      )
    const answer = await ask(run, program)
    if (answer.kind === 'printed') return { kind: 'printed', program, text: answer.text }
    if (answer.kind === 'refused') return answer
  }
  const why = `There is no ${programs.join(' or ')} on the PATH, which Plumbline asks for ${what}. Install it, or ${instead}.`
  return { kind: 'refused', why, isMissing: true }
}

interface Wish {
  readonly what: string
  readonly instead: string
}

const aPlan: Wish = {
  what: 'the plan',
  instead: 'give what `show -json` printed of a plan to `plumbline review`',
}
const aState: Wish = { what: 'the state', instead: 'give what `state pull` printed by --state' }
