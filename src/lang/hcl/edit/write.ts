import { isListData, isMapData, type Data } from '../../../kernel/edit.ts'

/** Whether what stands at a path of names is a block rather than an argument. */
export type IsBlock = (path: readonly string[]) => boolean

/** How new lines are to look. */
export interface HclManner {
  readonly step: string
  readonly lineBreak: '\n' | '\r\n'
  readonly isBlock: IsBlock
}

/** An expression. Objects go over several lines where `indent`, that of the line which it begins in, is given. */
export function expressionText(data: Data, manner: HclManner, indent: string | undefined): string {
  if (isListData(data)) return listText(data, manner, indent)
  if (isMapData(data)) return objectText(data, manner, indent)
  if (typeof data === 'string') return `"${quotedText(data)}"`
  return data === null ? 'null' : String(data)
}

function listText(data: readonly Data[], manner: HclManner, indent: string | undefined): string {
  const isPlain = data.every((one) => !isListData(one) && !isMapData(one))
  const short = `[${data.map((one) => expressionText(one, manner, undefined)).join(', ')}]`
  if (indent === undefined || data.length === 0 || (isPlain && short.length < 80)) return short
  const inner = indent + manner.step
  const items = data.map((one) => `${inner}${expressionText(one, manner, inner)},`)
  return ['[', ...items, `${indent}]`].join(manner.lineBreak)
}

function objectText(
  data: { readonly [key: string]: Data },
  manner: HclManner,
  indent: string | undefined,
): string {
  const entries = Object.entries(data)
  if (entries.length === 0) return '{}'
  if (indent === undefined) {
    const items = entries.map(([key, one]) => `${keyText(key)} = ${expressionText(one, manner, undefined)}`)
    return `{ ${items.join(', ')} }`
  }
  const inner = indent + manner.step
  const items = alignedLines(
    entries.map(([key, one]) => [keyText(key), expressionText(one, manner, inner)]),
    inner,
  )
  return ['{', ...items, `${indent}}`].join(manner.lineBreak)
}

/** Arguments or items, with those of one line each below each other, as `terraform fmt` has them. */
export function alignedLines(
  pairs: readonly (readonly [name: string, value: string])[],
  indent: string,
): readonly string[] {
  const lines: string[] = []
  let row: [string, string][] = []
  const close = (): void => {
    const width = Math.max(0, ...row.map(([name]) => name.length))
    lines.push(...row.map(([name, value]) => `${indent}${name.padEnd(width)} = ${value}`))
    row = []
  }
  for (const [name, value] of pairs) {
    if (value.includes('\n')) {
      close()
      lines.push(`${indent}${name} = ${value}`)
    } else row.push([name, value])
  }
  close()
  return lines
}

/** The lines of a body, each with its line break: arguments first, aligned, then blocks. */
export function bodyLines(
  data: { readonly [key: string]: Data },
  {
    manner,
    indent,
    path,
  }: { readonly manner: HclManner; readonly indent: string; readonly path: readonly string[] },
): readonly string[] {
  const entries = Object.entries(data)
  const plain = entries.filter(([name]) => !manner.isBlock([...path, name]))
  const args = alignedLines(
    plain.map(([name, one]) => [name, expressionText(one, manner, indent)]),
    indent,
  )
  const blocks = entries
    .filter(([name]) => manner.isBlock([...path, name]))
    .flatMap(([name, one]) =>
      blocksOf(one).map((body) => blockText(name, body, { manner, indent, path: [...path, name] })),
    )
  const lines: string[] = [...args]
  for (const [at, block] of blocks.entries()) {
    if (args.length > 0 || at > 0) lines.push('')
    lines.push(block)
  }
  return lines
}

/** The bodies that a value stands for: blocks of one type are a list. */
export function blocksOf(data: Data): readonly { readonly [key: string]: Data }[] {
  if (isListData(data)) return data.filter(isMapData)
  return isMapData(data) ? [data] : []
}

/** A whole block; `head` is its type, with labels. */
export function blockText(
  head: string,
  data: { readonly [key: string]: Data },
  {
    manner,
    indent,
    path,
  }: { readonly manner: HclManner; readonly indent: string; readonly path: readonly string[] },
): string {
  const lines = bodyLines(data, { manner, indent: indent + manner.step, path })
  if (lines.length === 0) return `${indent}${head} {}`
  return [`${indent}${head} {`, ...lines, `${indent}}`].join(manner.lineBreak)
}

/** A key of an object: bare where it is a name. */
export function keyText(key: string): string {
  return /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(key) ? key : `"${quotedText(key)}"`
}

const escapes: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '"': '\\"',
  '\\': '\\\\',
}

/** A text as it stands between quotes: https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences */
export function quotedText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what needs an escape
  const special = /["\\\u0000-\u001f\u007f-\u009f\u2028\u2029]/gu
  return templateText(
    text.replaceAll(
      special,
      (one) => escapes[one] ?? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  )
}

/** A text in which nothing begins an interpolation or directive. */
export function templateText(text: string): string {
  return text.replaceAll(/[$%](?=\{)/gu, (sign) => sign + sign)
}

/** The lines of a heredoc for a text, between its first line and its marker; undefined where it can't hold the text. */
export function heredocLines(
  text: string,
  indent: string,
  marker: string,
  lineBreak: string,
): string | undefined {
  // oxlint-disable-next-line no-control-regex -- a heredoc knows no escapes
  if (!text.endsWith('\n') || /[\u0000-\u0008\u000b-\u001f\u007f]/u.test(text)) return undefined
  const lines = text.slice(0, -1).split('\n')
  if (lines.some((line) => line.trim() === marker)) return undefined
  // What stands deeper than the rest is kept only where some line has no more than the rest.
  if (indent !== '' && lines.every((line) => line === '' || /^\s/u.test(line))) return undefined
  return lines.map((line) => (line === '' ? '' : indent + templateText(line)) + lineBreak).join('')
}
