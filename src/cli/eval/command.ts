import { z } from 'zod'
import { evaluate } from '../../engine/read.ts'
import { parseJson, printJson, type Json } from '../../model/json-text.ts'
import type { EvalResult } from '../../model/options.ts'
import { sensitiveText } from '../../model/without-credentials.ts'
import { command, exit, misused } from '../command.ts'
import { openFolder, placeOptions } from '../reading.ts'

/** Exit codes: 0 all have a value, 2 one of the expressions could not be understood. */
export const evaluation = command({
  name: 'eval',
  summary: 'Evaluate expressions in the scope of a root module.',
  forms: ['[DIR]'],
  about:
    'Takes expressions from -e, or one from each line of standard input, and prints one line of JSON for each: ' +
    'its value, its exact type, and which parts are sensitive or not known.',
  options: z.object({
    ...placeOptions,
    expression: z
      .array(z.string())
      .default([])
      .meta({ description: 'an expression; more than one may be given', value: 'EXPR', short: 'e' }),
  }),
  examples: [
    { line: "plumbline eval -e 'cidrsubnet(var.cidr, 8, 3)'", what: 'with the values of the folder' },
    { line: "echo 'local.tags' | plumbline eval infra", what: 'from standard input' },
  ],

  run(call) {
    const { words, options, context } = call
    if (words.length > 1) return misused(context, 'eval', 'it takes one folder; expressions come after -e.')
    const opened = openFolder('eval', words[0] ?? '.', call)
    if (opened.kind === 'refused') return opened.code
    const expressions = options.expression.length > 0 ? options.expression : linesOf(context.input())
    const { snapshot, folder } = opened.repository
    const results = evaluate(snapshot, opened.options.source ?? folder, opened.options, expressions)
    for (const result of results) context.print(`${printJson(resultJson(result, options.showSensitive))}\n`)
    return results.some((one) => one.kind === 'error') ? exit.input : exit.good
  },
})

/** One line of output. */
function resultJson(result: EvalResult, showSensitive: boolean): Json {
  if (result.kind === 'error') {
    const { code, message, file, line } = result
    return { error: { code, message, file, line } }
  }
  const value = parseJson(result.value)
  return {
    value: showSensitive ? value : masked(value, result.sensitive),
    type: result.type as Json,
    sensitive: result.sensitive as Json,
    unknown: result.unknown as Json,
  }
}

/** A value with the parts hidden that a tree of the same shape calls sensitive. */
function masked(value: Json, sensitive: unknown): Json {
  if (sensitive === true) return value === null ? null : sensitiveText
  if (Array.isArray(value) && Array.isArray(sensitive))
    return value.map((one, at) => masked(one as Json, sensitive[at]))
  if (!(value instanceof Map)) return value
  const parts = sensitive instanceof Map ? sensitive : new Map(Object.entries(Object(sensitive)))
  return new Map([...value].map(([name, one]) => [name, masked(one as Json, parts.get(name))]))
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/u).filter((line) => line.trim() !== '')
}
