import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { filePath } from '../../src/kernel/brand.ts'
import { Fault } from '../../src/kernel/fault.ts'
import { Origins } from '../../src/kernel/origins.ts'
import { builtins } from '../../src/lang/go-template/builtins.ts'
import { codecFunctions } from '../../src/lang/go-template/encode/functions.ts'
import { parseTemplates } from '../../src/lang/go-template/parser.ts'
import { failureOf, newBudget, runTemplate } from '../../src/lang/go-template/run.ts'
import { textOf, writtenText } from '../../src/lang/go-template/text.ts'
import type { GoFunction, GoValue } from '../../src/lang/go-template/value.ts'
import { writeFiles } from './terraform.ts'

/** What a template expression gives: its text, or the error without its place. */
export type Said = { readonly text: string } | { readonly error: string }

/** An expression of a template over `.Values.v`. */
export interface Expression {
  readonly text: string
  readonly value: unknown
}

/** What the real helm makes of expressions: all at once, and each alone where one of them is refused. */
export function helmSays(helm: string, expressions: readonly Expression[]): readonly Said[] {
  if (expressions.length === 0) return []
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-helm-'))
  try {
    writeFiles(folder, {
      'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
      'values.yaml': yamlOf({ all: expressions.map(({ value }) => ({ v: value })) }),
      'templates/all.yaml': `${expressions.map(definition).join('')}\nkind: A\nall:\n${expressions.map((_, at) => call(at)).join('\n')}\n`,
    })
    const run = spawnSync(helm, ['template', 'r', folder], { encoding: 'utf8', maxBuffer: 2 ** 30 })
    if (run.status === 0) return expressions.map((_, at) => ({ text: decoded(run.stdout, at) }))
    if (expressions.length === 1) return [{ error: errorOf(run.stderr) }]
    const half = expressions.length >> 1
    return [...helmSays(helm, expressions.slice(0, half)), ...helmSays(helm, expressions.slice(half))]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What ours makes of an expression. */
export function weSay({ text, value }: Expression, functions: ReadonlyMap<string, GoFunction>): Said {
  const origins = new Origins()
  const file = filePath('a.yaml')
  const source = { name: 'a.yaml', text: writtenText(`{{ ${text} }}`, { file, start: 0 }) }
  const all = new Map([...builtins, ...codecFunctions, ...functions])
  const { templates, mistake } = parseTemplates(
    source,
    (name) => all.has(name) || name === 'and' || name === 'or',
  )
  const [template] = templates
  if (template === undefined) return { error: mistake?.message ?? 'nothing' }
  const dot: GoValue = goValue({ Values: { v: value } })
  try {
    return {
      text: runTemplate(template, dot, {
        origins,
        functions: all,
        templates: new Map(),
        budget: newBudget(),
        literals: new Map(),
      }).value,
    }
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault
    return { error: failureOf(fault, source)?.message ?? 'no failure' }
  }
}

/** JSON as Helm's templates see it: every number is a float64. */
export function goValue(json: unknown): GoValue {
  if (json === null || json === undefined) return { kind: 'nil', origin: 0 }
  if (typeof json === 'boolean') return { kind: 'bool', value: json, origin: 0 }
  if (typeof json === 'number') return { kind: 'float', value: json, origin: 0 }
  if (typeof json === 'string') return { kind: 'string', text: textOf(json, 0) }
  if (Array.isArray(json)) return { kind: 'list', items: json.map(goValue), origin: 0 }
  const entries = Object.entries(json).map(([key, one]) => [key, goValue(one)] as const)
  return { kind: 'map', entries: new Map(entries), origin: 0 }
}

/** JSON that YAML's reader takes as it is meant: what it would take for a break or refuse is escaped. */
function yamlOf(values: unknown): string {
  return JSON.stringify(values).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/gu,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function definition({ text }: Expression, at: number): string {
  const inner = `{{ define "t${at}" }}{{ ${text} }}{{ end }}`
  return inner
}

function call(at: number): string {
  return `  k${at}: "{{ include "t${at}" (dict "Values" (index .Values.all ${at})) | b64enc }}"`
}

function decoded(output: string, at: number): string {
  const found = new RegExp(`^  k${at}: "(.*)"$`, 'mu').exec(output)
  return Buffer.from(found?.[1] ?? '', 'base64').toString('utf8')
}

/** The innermost error, without the calls around it. */
function errorOf(stderr: string): string {
  const text = stderr.replace(/\n\nUse --debug[^]*$/u, '').trim()
  const at = text.lastIndexOf('executing "t0" at <')
  return at < 0 ? text : text.slice(at)
}
