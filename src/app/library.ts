import { filePath } from '../kernel/brand.ts'
import type { EvalResult, ReadOptions, VariableLayer } from '../model/options.ts'
import { readEstate, evaluate } from '../engine/read.ts'
import { printJson } from '../model/json-text.ts'
import { readJson } from '../report/read.ts'
import { folderSnapshot } from '../host/folder-snapshot.ts'
import { providerTable } from '../host/tables.ts'
import { viewOf } from './view.ts'

/** What decides the values of a folder besides its files. */
export interface Given {
  readonly given?: readonly (
    | { readonly kind: 'var'; readonly name: string; readonly text: string }
    | { readonly kind: 'file'; readonly path: string }
  )[]
  /** Environment variables; those that begin with TF_VAR_ count. */
  readonly env?: Readonly<Record<string, string>>
  readonly workspace?: string
  readonly language?: ReadOptions['language']
}

/** The document of `plumbline read --format json --show-sensitive` for a folder, as text. */
export function readFolder(folder: string, given: Given = {}): string {
  const snapshot = folderSnapshot(folder)
  const estate = readEstate(snapshot, filePath(''), optionsOf(folder, given))
  return printJson(readJson(viewOf({ estate, showSensitive: true }), estate))
}

/** Values of expressions in the scope of a folder's root module; the JSON that `plumbline eval` prints for each. */
export function evaluateExpressions(
  folder: string,
  expressions: readonly string[],
  given: Given = {},
): readonly string[] {
  const results = evaluate(folderSnapshot(folder), filePath(''), optionsOf(folder, given), expressions)
  return results.map(evalText)
}

/** One line of `plumbline eval`. */
export function evalText(result: EvalResult): string {
  if (result.kind === 'error') {
    const { code, message, file, line } = result
    return JSON.stringify({ error: { code, message, file, line } })
  }
  const { value, type, sensitive, unknown } = result
  return `{"value":${value},"type":${JSON.stringify(type)},"sensitive":${JSON.stringify(sensitive)},"unknown":${JSON.stringify(unknown)}}`
}

function optionsOf(folder: string, { given = [], env = {}, workspace, language }: Given): ReadOptions {
  const layers = given.map((one): VariableLayer =>
    one.kind === 'var'
      ? { kind: 'option', name: one.name, text: one.text }
      : { kind: 'file', file: filePath(one.path.replace(/^\.\//u, '')) },
  )
  const environment = Object.entries(env).filter(([name]) => name.startsWith('TF_VAR_'))
  return {
    layers,
    environment: new Map(environment.map(([name, text]) => [name.slice('TF_VAR_'.length), text])),
    workspace: workspace ?? 'default',
    language: language ?? 'auto',
    state: undefined,
    providerSchemas: undefined,
    loadProviderTable: providerTable,
    workingFolder: folder,
  }
}
