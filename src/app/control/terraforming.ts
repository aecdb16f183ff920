import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { WatchedTerraform } from '../../contract/drift-nouns.ts'
import { inCheckout } from '../../host/mirror-checkout.ts'
import { streamProgram } from '../../host/streamed-program.ts'
import { applyOf, initOf, planOf, type Done, type RunTerraform } from '../../targets/terraform/target.ts'
import { madeFolder } from '../../host/made-folder.ts'

/** A root of Terraform at a commit of a mirror. */
export interface TerraformRoot {
  readonly mirror: string
  readonly sha: string
  readonly watched: WatchedTerraform
}

/** The program of this machine, at work in a folder of its own with the files of one commit. */
export interface Terraforming {
  /** What its plan says as `show -json` prints it, and the plan itself; of these addresses only, where some are named. */
  plan(root: TerraformRoot, only: readonly string[], signal: AbortSignal): Promise<RootPlan>
  /** Does what a plan says that was made before. */
  apply(
    root: TerraformRoot,
    plan: Uint8Array,
    signal: AbortSignal,
  ): Promise<Exclude<Done, { kind: 'missing' }>>
}

export type RootPlan =
  | { readonly kind: 'planned'; readonly program: string; readonly text: string; readonly plan: Uint8Array }
  | { readonly kind: 'refused'; readonly why: string }

/** In seconds, as on the command line. */
const timeLimit = 1800

/** With what providers are downloaded once kept below a folder. */
export function terraforming(state: string): Terraforming {
  const plugins = join(state, 'terraform-plugins')
  return {
    plan: (root, only, signal) =>
      inRoot(plugins, root, signal, async ({ run, program, folder, variables }) => {
        const planFile = join(folder, '.plumbline.plan')
        const more = ['-lock-timeout=60s', ...variables, ...only.map((address) => `-target=${address}`)]
        const asked = { program, folder: root.watched.folder ?? '.', variables: more, planFile }
        const answer = await planOf(run, asked, () => undefined, signal)
        if (answer.kind !== 'printed') return answer
        return { kind: 'planned', program, text: answer.text, plan: readFileSync(planFile) }
      }),
    apply: (root, plan, signal) =>
      inRoot(plugins, root, signal, ({ run, program, folder }) => {
        const planFile = join(folder, '.plumbline.plan')
        writeFileSync(planFile, plan, { mode: 0o600 })
        return applyOf(run, { program, planFile }, signal)
      }),
  }
}

interface AtWork {
  readonly run: RunTerraform
  readonly program: string
  readonly folder: string
  readonly variables: readonly string[]
}

interface Missing {
  readonly kind: 'missing'
}

type Refused = { readonly kind: 'refused'; readonly why: string }

/** The first of the programs that is there does it, once it has downloaded what the code names. */
async function inRoot<Made extends { readonly kind: string }>(
  plugins: string,
  { mirror, sha, watched: { folder = '', workspace, varFiles = [] } }: TerraformRoot,
  signal: AbortSignal,
  work: (at: AtWork) => Promise<Made | Missing>,
): Promise<Made | Refused> {
  madeFolder(plugins)
  const environment = {
    ...withoutOurs(),
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    TF_CLI_ARGS_show: '',
    TF_LOG: '',
    TF_DATA_DIR: undefined,
    TF_PLUGIN_CACHE_DIR: plugins,
    ...(workspace !== undefined && { TF_WORKSPACE: workspace }),
  }
  const all = async (files: string): Promise<Made | Refused> => {
    const root = join(files, folder)
    if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) {
      const why = `There is no folder ${folder} in the newest commit. Add the stack anew with the folder that its root is in now.`
      return { kind: 'refused', why }
    }
    const variables = varFiles.map((one) => `-var-file=${join(files, one)}`)
    for (const program of ['terraform', 'tofu']) {
      const run: RunTerraform = (args, onLine, until) =>
        streamProgram(
          { name: program, args, folder: root, environment, timeLimit: timeLimit * 1000 },
          onLine,
          until,
        )
      const ready = await initOf(run, { program }, signal)
      if (ready.kind === 'refused') return ready
      if (ready.kind === 'missing') continue
      if (!hasBackend(root)) return { kind: 'refused', why: noBackend }
      const made = await work({ run, program, folder: root, variables })
      if (!isMissing(made)) return made
    }
    const why =
      'There is no terraform or tofu on the PATH of the workers. Install one of them where they run.'
    return { kind: 'refused', why }
  }
  return inCheckout(mirror, sha, all, signal)
}

function isMissing(made: { readonly kind: string }): made is Missing {
  return made.kind === 'missing'
}

const noBackend =
  'The code names no backend, so the state lies on some other machine, and everything would look as if it did not run. Keep it in a backend, such as that of this server.'

/** As `init` notes it. A state beside the code would be that of a commit, and what is written to it lost. */
function hasBackend(root: string): boolean {
  try {
    const { backend } = Noted.parse(
      JSON.parse(readFileSync(join(root, '.terraform', 'terraform.tfstate'), 'utf8')),
    )
    return backend.type !== 'local'
  } catch {
    // Without a backend there is no such file.
    return false
  }
}

const Noted = z.object({ backend: z.object({ type: z.string() }) })

/** The code of a repository may run anything, and nothing of ours is its business: keys, credentials, the database. */
function withoutOurs(): Readonly<Record<string, undefined>> {
  const names = Object.keys(process.env).filter((name) =>
    /^(?:PLUMBLINE_|DATABASE_URL$|PG[A-Z]+$)/u.test(name),
  )
  return Object.fromEntries(names.map((name) => [name, undefined]))
}
