import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { OriginId } from '../../kernel/origin.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import { lowerYaml } from './lower.ts'
import { parseYaml } from './parse.ts'
import type { YamlDialect } from './resolve.ts'

/** The documents of a file as values, as far as they can be read. */
export function yamlDocuments(
  file: FilePath,
  text: string,
  dialect: YamlDialect,
  origins: Origins,
): Outcome<readonly Value[]> {
  const tree = parseYaml(file, text.endsWith('\n') ? text : `${text}\n`)
  const diagnostics: Diagnostic[] = [...tree.diagnostics]
  const values = tree.documents.map((root) => {
    const lowered = lowerYaml(tree, root, { dialect, origins })
    diagnostics.push(...lowered.diagnostics)
    return lowered.value
  })
  return { value: values, diagnostics }
}

/**
 * The documents of a text that a value in a file is. Where the text stands in the file as it is, each part of it has its own place
 * there; else all of them come from the whole.
 */
export function embeddedDocuments(
  { text, origin }: { readonly text: string; readonly origin: OriginId },
  fileText: (file: FilePath) => string | undefined,
  dialect: YamlDialect,
  origins: Origins,
): Outcome<readonly Value[]> {
  const site = literalSite(origin, origins)
  const whole = fileText(site.file)
  const padded = whole === undefined ? undefined : paddedText(whole, site, text)
  if (padded !== undefined) return yamlDocuments(site.file, padded, dialect, origins)
  const { value, diagnostics } = yamlDocuments(site.file, text, dialect, new Origins())
  const all = origins.at('convert', site, { inputs: [origin] })
  return {
    value: value.map((one) => withOrigin(one, all)),
    diagnostics: diagnostics.map((one) => ({ ...one, span: site })),
  }
}

/** Where a scalar is written, behind the hops that it came by. */
function literalSite(origin: OriginId, origins: Origins): Span {
  let here = origin
  while (origins.inputs(here).length === 1) here = origins.inputs(here)[0] ?? 0
  return origins.site(here)
}

function withOrigin(value: Value, origin: OriginId): Value {
  if (value.kind === 'list')
    return { ...value, origin, items: value.items.map((one) => withOrigin(one, origin)) }
  if (value.kind !== 'map') return { ...value, origin }
  const entries = [...value.entries].map(([key, one]) => [key, withOrigin(one, origin)] as const)
  return { ...value, origin, entries: new Map(entries) }
}

/**
 * A text in which a scalar stands where it does in its file, and nothing but blanks before: what is indented as a whole
 * is the same document. Undefined where the scalar's text isn't there as it is.
 */
export function paddedText(whole: string, { start, end }: Span, text: string): string | undefined {
  const source = whole.slice(start, end)
  const header = /^[|>][^\n]*\n/u.exec(source)
  if (header === null) {
    const quote = /^["']/u.test(source) ? 1 : 0
    const inner = source.slice(quote, source.length - quote)
    return inner === text && !text.includes('\n') ? blank(whole, start + quote) + text : undefined
  }
  if (!source.startsWith('|') || /^(?:---|\.\.\.)/mu.test(text) || text.includes('\t')) return undefined
  const from = start + header[0].length
  if (withoutIndent(whole.slice(from, end)) !== text.trimEnd()) return undefined
  // Where the text has no line end at its end, a text in its last line has none either.
  const inner = whole.slice(from, end).replace(/\n+$/u, '')
  return `${blank(whole, from)}${inner}${text.endsWith('\n') ? '\n' : ''}`
}

function withoutIndent(block: string): string {
  const indent = /^(?:[ \t]*\r?\n)*( *)/u.exec(block)?.[1]?.length ?? 0
  return block
    .split(/\r?\n/u)
    .map((line) => line.slice(Math.min(indent, line.length)))
    .join('\n')
    .trimEnd()
}

function blank(whole: string, until: number): string {
  return whole.slice(0, until).replaceAll(/[^\n]/gu, ' ')
}
