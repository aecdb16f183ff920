import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Given } from './configurations/configuration.ts'
import { type Json, parseJson, toJson } from './json.ts'

/** What decides the values of a folder besides its files. */
export interface Asked {
  readonly given: readonly Given[]
  readonly env: Readonly<Record<string, string>>
  readonly workspace?: string
}

/** The side that is compared with Terraform. Both answers are the JSON that the command line prints. */
export interface Subject {
  /** One `{ value, type, sensitive, unknown }` or `{ error: { code, message, file, line } }` for each expression. */
  evaluate(folder: string, expressions: readonly string[]): Promise<readonly Json[]>
  /** The document of `plumbline read --format json --show-sensitive`. */
  read(folder: string, asked: Asked): Promise<Json>
}

/** Plumbline itself, in this process; nothing while its entry does not exist. */
export async function plumbline(): Promise<Subject | undefined> {
  const entry = join(import.meta.dirname, '../../src/index.ts')
  if (!existsSync(entry)) return undefined
  const loaded = (await import(pathToFileURL(entry).href)) as Partial<Entry>
  const { evaluateExpressions, readFolder } = loaded
  if (evaluateExpressions === undefined || readFolder === undefined) return undefined
  return {
    evaluate: async (folder, expressions) => asList(evaluateExpressions(folder, expressions)),
    read: async (folder, asked) => asJson(readFolder(folder, asked)),
  }
}

interface Entry {
  readonly evaluateExpressions: (folder: string, expressions: readonly string[]) => unknown
  readonly readFolder: (folder: string, asked: Asked) => unknown
}

function asJson(answer: unknown): Json {
  return typeof answer === 'string' ? parseJson(answer) : toJson(answer)
}

function asList(answer: unknown): readonly Json[] {
  return Array.isArray(answer) ? answer.map(asJson) : String(answer).trim().split('\n').map(parseJson)
}
