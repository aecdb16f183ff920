import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Fault } from '../../src/kernel/fault.ts'
import { isObject, type Json, member, parseJson, textOf } from './json.ts'

/** What Terraform reported: an error or a warning, with the file it points to. */
export interface Reported {
  readonly severity: string
  readonly summary: string
  readonly detail: string
  readonly file: string
}

/** What one run of `terraform plan` needs besides the folder. */
export interface PlanOptions {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly workspace?: string
}

/** Files of a configuration: path → text. */
export type Files = Readonly<Record<string, string | Buffer>>

/** The version of the `terraform` on the PATH, or nothing when there is none. */
export function terraformVersion(): string | undefined {
  const run = spawnSync(program, ['version', '-json'], { env: environment({}), encoding: 'utf8' })
  return run.status === 0 ? textOf(member(parseJson(run.stdout), 'terraform_version')) : undefined
}

/** The names of all functions of this Terraform, without those that repeat them as `core::…`. */
export function functionNames(): readonly string[] {
  const run = spawnSync(program, ['metadata', 'functions', '-json'], {
    env: environment({}),
    encoding: 'utf8',
  })
  const signatures = member(parseJson(run.stdout), 'function_signatures')
  return isObject(signatures) ? [...signatures.keys()].filter((name) => !name.includes('::')) : []
}

/** Plans a folder; the plan is kept in `plan.bin` beside the configuration. */
export async function plan(
  folder: string,
  options: PlanOptions = { args: [], env: {} },
): Promise<readonly Reported[]> {
  const args = [
    'plan',
    '-json',
    '-no-color',
    '-input=false',
    '-lock=false',
    '-refresh=false',
    `-out=${planName}`,
    ...options.args,
  ]
  const { code, stdout, stderr } = await terraform(folder, args, options)
  return reportsOf(code, stdout, stderr)
}

/** Makes a folder ready: modules are listed, providers are chosen. Problems are returned, not thrown. */
export async function initialise(folder: string, options?: PlanOptions): Promise<readonly Reported[]> {
  const { code, stdout, stderr } = await terraform(
    folder,
    ['init', '-json', '-no-color', '-input=false', '-backend=false'],
    options,
  )
  return reportsOf(code, stdout, stderr)
}

/** The plan of a folder as the JSON document of `terraform show -json`. */
export async function show(folder: string, options?: PlanOptions): Promise<Json> {
  const { code, stdout, stderr } = await terraform(folder, ['show', '-json', '-no-color', planName], options)
  if (code !== 0)
    throw new Fault('host/failed', { what: 'terraform show', said: stderr.slice(0, 500), folder })
  return parseJson(stdout)
}

/** The bytes of the plan that was made last in a folder. */
export function planBytes(folder: string): Buffer {
  return readFileSync(join(folder, planName))
}

/** Writes files into a folder, making the folders between. */
export function writeFiles(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

/** Runs work in a temporary folder that is removed afterwards. */
export async function inTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-conformance-'))
  try {
    return await work(folder)
  } finally {
    if (process.env['PLUMBLINE_CONFORMANCE_KEEP'] === undefined)
      rmSync(folder, { recursive: true, force: true })
  }
}

const program = 'terraform'
const planName = 'plan.bin'

interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

function terraform(cwd: string, args: readonly string[], options?: PlanOptions): Promise<Ran> {
  const env = environment({
    ...options?.env,
    ...(options?.workspace === undefined ? {} : { TF_WORKSPACE: options.workspace }),
  })
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, env, encoding: 'utf8', maxBuffer: 2 ** 30 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : Number(error.code ?? -1)
      if (error !== null && typeof error.code === 'string') {
        reject(new Fault('host/failed', { what: `terraform ${args[0] ?? ''}`, cwd, code: error.code }, error))
      } else resolve({ code, stdout, stderr })
    })
  })
}

/** Nothing of the user's own settings reaches Terraform: answers are the same on every machine. */
function environment(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('TF_'))
  return {
    ...Object.fromEntries(kept),
    TF_CLI_CONFIG_FILE: emptySettings(),
    CHECKPOINT_DISABLE: '1',
    GOGC: '400',
    ...extra,
  }
}

let settings = ''

function emptySettings(): string {
  if (settings === '') {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-terraform-'))
    settings = join(folder, 'settings.tfrc')
    writeFileSync(settings, '')
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  }
  return settings
}

/** A run that failed without a report (a crash, a refused option) is one error that points nowhere. */
function reportsOf(code: number, stdout: string, stderr: string): readonly Reported[] {
  const found = reports(stdout)
  if (code === 0 || found.some((one) => one.severity === 'error')) return found
  return [...found, { severity: 'error', summary: stderr.trim() || stdout.trim(), detail: '', file: '' }]
}

function reports(stdout: string): readonly Reported[] {
  return stdout
    .split('\n')
    .filter((line) => line.includes('"diagnostic"'))
    .map((line) => member(parseJson(line), 'diagnostic'))
    .filter((one) => one !== undefined)
    .map((one) => ({
      severity: textOf(member(one, 'severity')),
      summary: textOf(member(one, 'summary')),
      detail: textOf(member(one, 'detail')),
      file: textOf(member(member(one, 'range'), 'filename')),
    }))
}
