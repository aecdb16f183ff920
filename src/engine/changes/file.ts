import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import { feedKinds, type FeedChange, type FeedLine, type FeedValue } from '../../model/feed-change.ts'
import { jsonOf, listOf, objectOf, parsed, textOf, textsOf, timeOf, type Fields } from './fields.ts'
import { isPlan, planChange } from './plan.ts'

/**
 * Changes that no repository knows (deploys, flags, plans and applies, drift), one JSON object a line, or a plan as
 * `terraform show -json` prints it. Only `time` is needed; a line that can't be understood is said, and the others hold.
 */
export function changesFile(file: FilePath, text: string): Outcome<readonly FeedChange[]> {
  // A plan may have been printed over several lines.
  const whole = text.includes('"resource_changes"') ? objectOf(parsed(text)) : undefined
  if (whole !== undefined && isPlan(whole)) {
    const made = planChange(whole, 'The file')
    if (typeof made !== 'string') return { value: [made], diagnostics: [] }
    return { value: [], diagnostics: [refusal(made, { file, start: 0, end: text.length })] }
  }
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
  if (isPlan(fields)) return planChange(fields, `Line ${number}`)
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
  const isSecret = fields['secret'] === true
  const [before, after] = [fields['before'], fields['after']].map((one) => masked(jsonOf(one), isSecret))
  return [
    {
      root: textOf(fields['root']) ?? '',
      variant: textOf(fields['variant']) ?? '',
      address,
      path: textOf(fields['path']) ?? '',
      kind: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
      before,
      after,
      isSecret,
      line: lineOf(objectOf(fields['line']), isSecret),
    },
  ]
}

/** What is said to be a secret is not kept. */
function masked(json: string | undefined, isSecret: boolean): string | undefined {
  return json !== undefined && isSecret ? '"(sensitive)"' : json
}

function lineOf(fields: Fields | undefined, isSecret: boolean): FeedLine | undefined {
  const file = textOf(fields?.['file'])
  const number = Number(fields?.['number'])
  if (fields === undefined || file === undefined || !Number.isInteger(number)) return undefined
  if (isSecret) return { file, number, before: undefined, after: undefined }
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
