import { evaluateExpressions, readFolder } from '../../src/index.ts'
import type { Given } from './configurations/configuration.ts'
import { Fault } from '../../src/kernel/fault.ts'
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
  evaluate(folder: string, expressions: readonly string[]): readonly Json[]
  /** The document of `plumbline read --format json --show-sensitive`. */
  read(folder: string, asked: Asked): Json
}

/** Plumbline itself, in this process. */
export const plumbline: Subject = {
  evaluate: (folder, expressions) => evaluateExpressions(folder, expressions).map(lineOf),
  read: (folder, asked) => parseJson(readFolder(folder, asked)),
}

/** A line that is no JSON is a wrong answer, not the end of the run. */
function lineOf(line: string): Json {
  try {
    return parseJson(line)
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    return toJson({ notJson: line })
  }
}
