import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { elements, isObject, type Json, member, parseJson, printJson, textOf } from '../json.ts'
import { type Answer, askTerraform } from './ask.ts'
import { type Case, corpus } from './corpus.ts'

/** An expression with the answer that Terraform gave when the table was made. */
export interface Remembered {
  readonly question: Case
  readonly answer: Answer
}

/** The remembered answers, for machines without Terraform. */
export function golden(): readonly Remembered[] {
  return readFileSync(table, 'utf8')
    .trim()
    .split('\n')
    .map(parseJson)
    .map((one) => ({
      question: { id: textOf(member(one, 'id')), expression: textOf(member(one, 'expression')) },
      answer: answerOf(one),
    }))
}

/** Makes the table anew from one in so many expressions of the corpus. */
export async function rememberAgain(every: number): Promise<void> {
  const cases = corpus().filter((_, position) => position % every === 0)
  const answers = await askTerraform(cases)
  const lines = cases.flatMap((one) => {
    const answer = answers.get(one.id)
    return answer === undefined ? [] : [lineOf(one, answer)]
  })
  writeFileSync(table, `${lines.join('\n')}\n`)
}

const table = join(import.meta.dirname, 'golden.jsonl')

function answerOf(one: Json): Answer {
  const errors = member(one, 'errors')
  if (errors !== undefined) return { kind: 'error', summaries: elements(errors).map(textOf), detail: '' }
  const leaves = member(one, 'leaves')
  return {
    kind: 'value',
    type: printJson(member(one, 'type') ?? null),
    leaves: new Map([...(isObject(leaves) ? leaves : [])].map(([path, leaf]) => [path, textOf(leaf)])),
    sensitive: elements(member(one, 'sensitive')).map(textOf),
  }
}

function lineOf({ id, expression }: Case, answer: Answer): string {
  if (answer.kind === 'error')
    return JSON.stringify({ id, expression, errors: answer.summaries.map((one) => one.split('\n')[0]) })
  const { type, leaves, sensitive } = answer
  return JSON.stringify({
    id,
    expression,
    type: JSON.parse(type) as unknown,
    leaves: Object.fromEntries(leaves),
    sensitive,
  })
}
