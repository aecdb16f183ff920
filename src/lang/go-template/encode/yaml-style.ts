import { resolveScalar } from '../../yaml/resolve.ts'

/** Whose YAML is written: go-yaml's second version, which Kubernetes' tools use, or its third. */
export type YamlVersion = 'v2' | 'v3'

/** How a scalar is written. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal'

/**
 * The style that go-yaml chooses for a string: the one its encoder asks for, if the text can be written so.
 *
 * See `encode.go` and `emitterc.go` of https://pkg.go.dev/gopkg.in/yaml.v3.
 */
export function styleOf(text: string, isSimpleKey: boolean, version: YamlVersion): ScalarStyle {
  const asked = text.includes('\n') ? 'literal' : readsAsText(text, version) ? 'plain' : 'double'
  const able = analysed(text, version)
  if (asked === 'literal') return isSimpleKey || !able.block ? 'double' : 'literal'
  if (asked === 'double' || (isSimpleKey && able.multiline)) return 'double'
  if (able.plain) return 'plain'
  return able.single ? 'single' : 'double'
}

/** Whether a text without quotes is the text itself to all versions, so that it needs none. */
function readsAsText(text: string, version: YamlVersion): boolean {
  if (resolveScalar(text, 'plain', undefined, 'go-yaml-v3').kind !== 'string') return false
  if (version === 'v2' && text === '=') return true
  return resolveScalar(text, 'plain', undefined, 'go-yaml-v2').kind === 'string' && !isBase60(text)
}

/** `1:20` was a number once. */
function isBase60(text: string): boolean {
  return /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/u.test(text)
}

/** What a text may be written as in block context. */
interface Able {
  readonly multiline: boolean
  readonly plain: boolean
  readonly single: boolean
  readonly block: boolean
}

function analysed(text: string, version: YamlVersion): Able {
  if (text === '') return { multiline: false, plain: true, single: true, block: false }
  const multiline = /[\n\r\u0085\u2028\u2029]/u.test(text)
  const special = hasSpecial(text, version)
  const tabs = version === 'v3' && text.includes('\t')
  const breakSpace = /[\n\r\u0085\u2028\u2029] /u.test(text)
  const spaceBreak = / [\n\r\u0085\u2028\u2029]/u.test(text)
  const ends = /^[ \n\r\u0085\u2028\u2029]|[ \n\r\u0085\u2028\u2029]$/u.test(text)
  const quotable = !spaceBreak && !special && !tabs
  return {
    multiline,
    plain: quotable && !multiline && !breakSpace && !ends && !hasIndicators(text),
    single: quotable && !breakSpace,
    block: !text.endsWith(' ') && !spaceBreak && !special,
  }
}

/** Characters that must be escaped. */
function hasSpecial(text: string, version: YamlVersion): boolean {
  for (const one of text) if (!isPrintable(one) && !(version === 'v3' && one === '\t')) return true
  return false
}

/** What go-yaml writes as it is: of control characters only the line feed, and nothing beyond U+FFFF. */
export function isPrintable(one: string): boolean {
  const code = one.codePointAt(0) ?? 0
  if (code < 0x7f) return code >= 0x20 || code === 0x0a
  return code >= 0xa0 && code < 0xfffe && code !== 0xfeff
}

/** Characters that mean something at the start or between blanks. */
function hasIndicators(text: string): boolean {
  if (text.startsWith('---') || text.startsWith('...')) return true
  if (/^[#,[\]{}&*!|>'"%@`]/u.test(text)) return true
  return (
    /^[-?](?:[ \t]|$)/u.test(text) || /:(?:[ \t]|$)/u.test(text) || /[ \t\n\r\u0085\u2028\u2029]#/u.test(text)
  )
}
