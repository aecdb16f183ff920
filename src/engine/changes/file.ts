import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import { feedKinds, type FeedChange, type FeedLine, type FeedValue } from '../../model/feed-change.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * Changes that no repository knows (deploys, flags, plans and applies, drift), one JSON object a line. Only `time` is
 * needed; a line that can't be understood is said, and the others hold.
 */
export function changesFile(file: FilePath, text: string): Outcome<readonly FeedChange[]> {
  const value: FeedChange[] = []
  const diagnostics: Diagnostic[] = []
  let start = 0
  for (const [at, line] of text.split('\n').entries()) {
    const span = { file, start, end: start + line.length }
    start += line.length + 1
    if (line.trim() === '') continue
    const made = changeOf(line, at + 1)
    if (typeof made === 'string') diagnostics.push(refusal(made, span))
    else value.push(made)
  }
  return { value, diagnostics }
}

function refusal(what: string, span: Diagnostic['span']): Diagnostic {
  return {
    code: 'changes/not-understood',
    severity: 'error',
    summary: 'A change is not understood',
    detail: `${what} Write one JSON object a line, such as {"time": "2026-11-12T13:39:00Z", "kind": "deploy", "title": "payments 1.8", "nodes": ["payments"]}; the other lines hold.`,
    span,
  }
}

function changeOf(line: string, number: number): FeedChange | string {
  const fields = objectOf(parsed(line))
  if (fields === undefined) return `Line ${number} is no JSON object.`
  const time = timeOf(fields['time'])
  if (time === undefined)
    return `Line ${number} has no time that is understood: \`time\` is seconds since 1970 or ISO 8601.`
  const kind = feedKinds.find((one) => one === fields['kind']) ?? 'other'
  const values = listOf(fields['values']).flatMap(valueOf)
  const resources = textsOf(fields['resources']).filter(
    (one) => !values.some(({ address }) => address === one),
  )
  return {
    id: textOf(fields['id']) ?? `line ${number}`,
    kind,
    time,
    author: textOf(fields['author']) ?? '',
    title: textOf(fields['title']) ?? kind,
    nodes: textsOf(fields['nodes']),
    files: textsOf(fields['files']),
    values: [...values, ...resources.map(wholeOf)],
    more: 0,
    link: linkOf(textOf(fields['link'])),
  }
}

function valueOf(value: unknown): readonly FeedValue[] {
  const fields = objectOf(value)
  const address = textOf(fields?.['address'])
  if (fields === undefined || address === undefined) return []
  const [before, after] = [jsonOf(fields['before']), jsonOf(fields['after'])]
  return [
    {
      root: textOf(fields['root']) ?? '',
      variant: textOf(fields['variant']) ?? '',
      address,
      path: textOf(fields['path']) ?? '',
      kind: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
      before,
      after,
      isSecret: fields['secret'] === true,
      line: lineOf(objectOf(fields['line'])),
    },
  ]
}

function lineOf(fields: Fields | undefined): FeedLine | undefined {
  const file = textOf(fields?.['file'])
  const number = Number(fields?.['number'])
  if (fields === undefined || file === undefined || !Number.isInteger(number)) return undefined
  return { file, number, before: textOf(fields['before']), after: textOf(fields['after']) }
}

function wholeOf(address: string): FeedValue {
  return {
    root: '',
    variant: '',
    address,
    path: '',
    kind: 'changed',
    before: undefined,
    after: undefined,
    isSecret: false,
    line: undefined,
  }
}

/** Only pages: a link is something to be opened. */
function linkOf(text: string | undefined): string {
  return text !== undefined && /^https?:\/\//u.test(text) ? text : ''
}

function timeOf(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : Number.NaN
  if (Number.isFinite(number)) return number > 1e11 ? number / 1000 : number
  const time =
    typeof value === 'string' && /^\d{4}-\d\d-\d\d/u.test(value) ? Date.parse(value) / 1000 : Number.NaN
  return Number.isFinite(time) ? time : undefined
}

function jsonOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : JSON.stringify(value)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).flatMap((one) => textOf(one) ?? [])
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function objectOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The caller says which line it is.
    return undefined
  }
}
