import { z } from 'zod'
import { filePath, type FilePath } from '../kernel/brand.ts'
import type { Diagnostic } from '../kernel/diagnostic.ts'
import { readEstate } from '../engine/read.ts'
import { fetchHost } from '../model/fetch-host.ts'
import { sensitiveSpans } from '../model/mask.ts'
import type { ReadOptions, VariableLayer } from '../model/options.ts'
import type { Estate } from '../model/reading.ts'
import { diagnosticsText, fewDiagnosticsText } from '../report/diagnostics.ts'
import type { View } from '../report/view.ts'
import { exit, misused, type Call, type ExitCode } from './command.ts'
import type { Repository } from './context.ts'

/** The options that say what is read, and how. */
export const placeOptions = {
  var: z
    .array(z.string())
    .default([])
    .meta({ description: 'the value of a variable; later ones win', value: 'NAME=VALUE' }),
  varFile: z
    .array(z.string())
    .default([])
    .meta({ description: 'a file of variables; later ones win', value: 'FILE' }),
  workspace: z.string().optional().meta({ description: 'the value of terraform.workspace', value: 'NAME' }),
  state: z
    .string()
    .optional()
    .meta({ description: 'a state file whose values fill in what the sources do not say', value: 'FILE' }),
  providerSchemas: z
    .string()
    .optional()
    .meta({ description: 'what `terraform providers schema -json` printed', value: 'FILE' }),
  language: z
    .enum(['auto', 'terraform-1.11', 'terraform', 'opentofu'])
    .default('auto')
    .meta({ description: 'whose language it is; auto tells by .tofu files and required_version' }),
  showSensitive: z.boolean().default(false).meta({ description: 'show sensitive values; refused in CI' }),
}

/** The options of every command that reads a whole folder. */
export const readingOptions = {
  ...placeOptions,
  fetch: z
    .boolean()
    .default(false)
    .meta({ description: 'download modules and charts that are not in the repository' }),
  fetchHost: z.array(z.string()).default([]).meta({
    description: 'a host that --fetch may ask besides the usual ones; http://HOST for one on this machine',
    value: 'HOST',
  }),
  source: z
    .string()
    .optional()
    .meta({ description: 'the folder that a plan was made in; its own folder when not given', value: 'DIR' }),
}

const schema = z.object(readingOptions)
export type ReadingOptions = z.infer<typeof schema>
/** Evaluation reads what is there, so it has no use for fetching. */
type PlaceOptions = Omit<ReadingOptions, 'fetch' | 'fetchHost' | 'source'> & {
  readonly fetchHost?: readonly string[]
  readonly source?: string | undefined
}

/** A folder that is open, with the options to read it with. */
export interface Opened {
  readonly kind: 'opened'
  readonly repository: Repository
  readonly options: ReadOptions
}

/** The folder or file of a command line made ready, or the exit code after saying why it can't be. */
export function openFolder(
  name: string,
  folder: string,
  { options, given, context }: Call<PlaceOptions>,
): Opened | { readonly kind: 'refused'; readonly code: ExitCode } {
  const refused = (message: string): { readonly kind: 'refused'; readonly code: ExitCode } => ({
    kind: 'refused',
    code: misused(context, name, message),
  })
  if (options.showSensitive && context.isCI)
    return refused('--show-sensitive is refused in CI, where logs are kept.')
  const wrong = (options.fetchHost ?? []).map(fetchHost).find((host) => 'why' in host)
  if (wrong !== undefined) return refused(`--fetch-host: ${wrong.why}.`)
  const isFile = context.files.kindOf(folder) === 'file'
  const around = isFile ? (options.source ?? context.files.folderOf(folder)) : folder
  const repository = context.files.open(around)
  if (repository === undefined) return refused(`there is no folder ${around}.`)
  const made = readOptionsFrom(repository, { options, given, context, words: [] })
  if (typeof made === 'string') return refused(made)
  const file = isFile ? repository.file(folder) : undefined
  if (file === undefined) return { kind: 'opened', repository, options: made }
  return {
    kind: 'opened',
    repository: { ...repository, folder: file },
    options: { ...made, source: repository.folder },
  }
}

/** Reads a folder that is open, telling a person who waits how far it is. */
export async function readFolder(
  { repository, options }: Opened,
  call: Call<ReadingOptions>,
): Promise<Estate> {
  const { context } = call
  context.progress(`reading ${repository.typed(repository.folder) || '.'} ...`)
  const estate = call.options.fetch
    ? await readFetching(repository, options, call)
    : readEstate(repository.snapshot, repository.folder, options, {
        progress: (done, all, { root }) =>
          context.progress(`reading ${done + 1} of ${all}: ${repository.typed(root) || '.'}`),
      })
  context.progress(undefined)
  return estate
}

/** Reads with what has to be downloaded for it. */
export function readFetching(
  repository: Repository,
  options: ReadOptions,
  { context, options: { fetchHost: hosts } }: Call<Pick<ReadingOptions, 'fetchHost'>>,
): Promise<Estate> {
  return context.fetching(repository, options, hosts, (snapshot, fetch) =>
    readEstate(snapshot, repository.folder, options, { fetch }),
  )
}

/** What answers are about: the texts that spans point into, and what is not to be shown of them. */
export type Shown = Pick<Estate, 'readings' | 'text'> | Pick<View, 'secrets' | 'text'>

/** How answers are shown: to a person with paths as they would type them, in documents with paths from the folder. */
export function viewOf(opened: Opened, estate: Shown, call: Call<ReadingOptions>, document: boolean): View {
  return viewWith(opened.repository, estate, call, document ? 'document' : 'output')
}

/**
 * Prints problems to standard error. Where there are many, one of each kind and how many more there are, unless `others`,
 * which says what shows them all, is false.
 */
export function complainOf(
  opened: Opened,
  estate: Shown,
  call: Call<ReadingOptions>,
  diagnostics: readonly Diagnostic[],
  others: string | false = 'plumbline read shows them',
): void {
  if (diagnostics.length === 0) return
  const view = viewWith(opened.repository, estate, call, 'errors')
  call.context.complain(
    others === false ? diagnosticsText(view, diagnostics) : fewDiagnosticsText(view, diagnostics, others),
  )
}

/** 2 when something could not be understood. */
export function codeOf(diagnostics: readonly Diagnostic[]): ExitCode {
  return diagnostics.some((one) => one.severity === 'error') ? exit.input : exit.good
}

function viewWith(
  repository: Repository,
  estate: Shown,
  { context, options }: Call<ReadingOptions>,
  where: 'output' | 'errors' | 'document',
): View {
  const screen = where === 'errors' ? context.errors : context.output
  let secrets: ReturnType<View['secrets']> | undefined
  // Many places lie in few files.
  const paths = new Map<FilePath, string>()
  const texts = new Map<FilePath, string | undefined>()
  return {
    width: screen.width,
    colour: screen.colour && where !== 'document',
    showSensitive: options.showSensitive,
    path: (file) => {
      if (file.startsWith('<')) return file
      const known = paths.get(file)
      if (known !== undefined) return known
      // The name of a file is somebody's text too: nothing in it may move the cursor or begin a line.
      const path = where === 'document' ? repository.inside(file) : withoutControls(repository.typed(file))
      paths.set(file, path)
      return path
    },
    text: (file) => {
      const known = texts.get(file)
      if (known !== undefined || texts.has(file)) return known
      const text = estate.text(file)
      texts.set(file, text)
      return text
    },
    secrets: () => (secrets ??= 'secrets' in estate ? estate.secrets() : sensitiveSpans(estate.readings)),
  }
}

function withoutControls(path: string): string {
  return path.replaceAll(/\p{Cc}/gu, (one) => `\\x${(one.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`)
}

function readOptionsFrom(
  repository: Repository,
  { options, given, context }: Call<PlaceOptions>,
): ReadOptions | string {
  const layers = given.flatMap(({ name, text }) => layerOf(repository, name, text))
  const wrong = layers.find((layer) => typeof layer === 'string')
  if (wrong !== undefined) return wrong
  const state = options.state === undefined ? undefined : repository.file(options.state)
  if (options.state !== undefined && state === undefined) return `there is no file ${options.state}.`
  const schemas = schemasFrom(repository, options.providerSchemas)
  if (schemas.kind === 'wrong') return schemas.message
  return {
    layers: layers.filter((layer) => typeof layer !== 'string'),
    environment: variablesOf(context.environment),
    workspace: options.workspace ?? context.environment.get('TF_WORKSPACE') ?? selectedWorkspace(repository),
    language: options.language,
    state,
    providerSchemas: schemas.json,
    loadProviderTable: (name) => context.providerTable(name),
    workingFolder: repository.workingFolder,
  }
}

function layerOf(repository: Repository, name: string, text: string): readonly (VariableLayer | string)[] {
  if (name === 'var') {
    const [variable, ...rest] = text.split('=')
    if (variable === undefined || rest.length === 0) return [`--var is NAME=VALUE, not "${text}".`]
    return [{ kind: 'option', name: variable.trim(), text: rest.join('=') }]
  }
  if (name !== 'var-file') return []
  const file = repository.file(text)
  return [file === undefined ? `there is no file ${text}.` : { kind: 'file', file }]
}

function schemasFrom(
  repository: Repository,
  path: string | undefined,
): { readonly kind: 'json'; readonly json: unknown } | { readonly kind: 'wrong'; readonly message: string } {
  if (path === undefined) return { kind: 'json', json: undefined }
  const file = repository.file(path)
  const text = file === undefined ? undefined : repository.snapshot.text(file)
  if (text === undefined) return { kind: 'wrong', message: `there is no file ${path}.` }
  try {
    return { kind: 'json', json: JSON.parse(text) }
  } catch {
    return {
      kind: 'wrong',
      message: `${path} is not JSON; it should be what \`terraform providers schema -json\` printed.`,
    }
  }
}

/** `TF_VAR_region=...` by `region`. */
function variablesOf(environment: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const prefix = 'TF_VAR_'
  return new Map(
    [...environment].flatMap(([name, text]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), text]] : [],
    ),
  )
}

/** The workspace that `terraform workspace select` chose in the folder. */
function selectedWorkspace({ snapshot, folder }: Repository): string {
  const file: FilePath = filePath([folder, '.terraform/environment'].filter((part) => part !== '').join('/'))
  return snapshot.text(file)?.trim() || 'default'
}
