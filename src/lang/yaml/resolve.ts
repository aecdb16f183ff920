import { unreachable } from '../../kernel/unreachable.ts'
import type { YamlStyle } from './kinds.ts'

/**
 * Whose reading of plain scalars holds: `core` is YAML 1.2's core schema; `yamldecode` is Terraform's function;
 * `go-yaml-v2` is what Kubernetes' tools use (sigs.k8s.io/yaml), `go-yaml-v3` what newer Go programs use;
 * `cloudformation` is YAML 1.1 with every tag kept.
 */
export type YamlDialect = 'core' | 'yamldecode' | 'go-yaml-v2' | 'go-yaml-v3' | 'cloudformation'

/**
 * What a scalar is. Numbers are text: integers decimal digits, floats digits as written (without underscores), `inf`,
 * `-inf` or `nan`. A timestamp is as written. What does not fit its tag is `invalid`.
 */
export type YamlScalar =
  | { readonly kind: 'null' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly text: string }
  | { readonly kind: 'float'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'timestamp'; readonly text: string }
  | { readonly kind: 'invalid'; readonly text: string }

/** What a cooked text means in a dialect, given how it was written and the whole tag before it, if any. */
export function resolveScalar(
  text: string,
  style: YamlStyle,
  tag: string | undefined,
  dialect: YamlDialect,
): YamlScalar {
  if (dialect === 'yamldecode') return ofTerraform(text, style, tag)
  const short = shortTag(tag)
  if (short === undefined) return style === 'plain' ? plain(text, dialect) : string(text)
  return tagged(text, short, dialect)
}

type PlainDialect = Exclude<YamlDialect, 'yamldecode'>

const prefix = 'tag:yaml.org,2002:'

/** `str` for the standard tag of strings; other tags are whole. */
function shortTag(tag: string | undefined): string | undefined {
  return tag?.startsWith(prefix) ? tag.slice(prefix.length) : tag
}

function string(text: string): YamlScalar {
  return { kind: 'string', text }
}

/** A scalar with a tag: it must be what the tag says; tags that aren't standard leave the text as it is. */
function tagged(text: string, tag: string, dialect: PlainDialect): YamlScalar {
  switch (tag) {
    case 'null':
    case 'bool':
    case 'int':
    case 'timestamp':
      return expect(plain(text, dialect), text, [tag])
    case 'float': {
      const found = expect(plain(text, dialect), text, ['float', 'int'])
      return found.kind === 'int' ? { kind: 'float', text: found.text } : found
    }
    case 'binary':
      return dialect.startsWith('go-yaml') ? binary(text) : string(text)
    default:
      return string(text)
  }
}

/** Go's readers give the bytes that are meant; those that are no UTF-8 become replacement characters in JSON. */
function binary(text: string): YamlScalar {
  return isBase64(text) ? string(Buffer.from(text, 'base64').toString('utf8')) : { kind: 'invalid', text }
}

function expect(found: YamlScalar, text: string, kinds: readonly YamlScalar['kind'][]): YamlScalar {
  if (kinds.includes(found.kind)) return found
  if (kinds.includes('timestamp')) return string(text)
  return { kind: 'invalid', text }
}

function plain(text: string, dialect: PlainDialect): YamlScalar {
  const word = words.get(text)
  if (word !== undefined) return old.has(text) && !oldWords(text, dialect) ? string(text) : word
  if (!startsNumber(text)) return string(text)
  switch (dialect) {
    case 'core':
      return coreNumber(text) ?? string(text)
    case 'go-yaml-v2':
      return timestampOf(text) === undefined ? (goNumber(text) ?? string(text)) : string(text)
    case 'go-yaml-v3':
      return timestampOf(text) === undefined ? (goNumber(text) ?? string(text)) : { kind: 'timestamp', text }
    case 'cloudformation':
      return oldNumber(text) ?? string(text)
    default:
      return unreachable(dialect)
  }
}

function oldWords(text: string, dialect: YamlDialect): boolean {
  return dialect === 'go-yaml-v2' || (dialect === 'cloudformation' && text.length > 1)
}

function startsNumber(text: string): boolean {
  const code = text.charCodeAt(0)
  return (code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x2d || code === 0x2e
}

const words = new Map<string, YamlScalar>([
  ...entries({ kind: 'null' }, ['', '~', 'null', 'Null', 'NULL']),
  ...entries({ kind: 'bool', value: true }, [
    'true',
    'True',
    'TRUE',
    'yes',
    'Yes',
    'YES',
    'on',
    'On',
    'ON',
    'y',
    'Y',
  ]),
  ...entries({ kind: 'bool', value: false }, [
    'false',
    'False',
    'FALSE',
    'no',
    'No',
    'NO',
    'off',
    'Off',
    'OFF',
    'n',
    'N',
  ]),
  ...entries({ kind: 'float', text: 'inf' }, ['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF']),
  ...entries({ kind: 'float', text: '-inf' }, ['-.inf', '-.Inf', '-.INF']),
  ...entries({ kind: 'float', text: 'nan' }, ['.nan', '.NaN', '.NAN']),
])
/** The words for true and false of YAML 1.1. */
const old = new Set([
  'yes',
  'Yes',
  'YES',
  'on',
  'On',
  'ON',
  'y',
  'Y',
  'no',
  'No',
  'NO',
  'off',
  'Off',
  'OFF',
  'n',
  'N',
])

function entries(scalar: YamlScalar, texts: readonly string[]): readonly (readonly [string, YamlScalar])[] {
  return texts.map((text) => [text, scalar] as const)
}

const float = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/u

function floatOf(text: string): YamlScalar | undefined {
  return float.test(text) ? { kind: 'float', text: text.replace(/^\+/u, '') } : undefined
}

function intOf(digits: string, negative = false): YamlScalar {
  const number = BigInt(digits)
  return { kind: 'int', text: String(negative ? -number : number) }
}

function decimalOf(text: string): YamlScalar {
  const digits = text.replace(/^[-+]?0*(?=\d)/u, '')
  return { kind: 'int', text: text.startsWith('-') && digits !== '0' ? `-${digits}` : digits }
}

function coreNumber(text: string): YamlScalar | undefined {
  if (/^[-+]?\d+$/u.test(text)) return decimalOf(text)
  if (/^0o[0-7]+$|^0x[\da-fA-F]+$/u.test(text)) return intOf(text)
  return floatOf(text)
}

const int64 = 2n ** 63n
const uint64 = 2n ** 64n

/** Go's integers: underscores anywhere, a leading 0 is octal, beyond 64 bits a decimal is a float. */
function goNumber(text: string): YamlScalar | undefined {
  if (text.startsWith('.')) return finiteOf(text)
  const bare = text.replaceAll('_', '')
  const negative = bare.startsWith('-')
  const digits = bare.replace(/^[-+]/u, '')
  if (/^0[xX][\da-fA-F]+$|^0[oO][0-7]+$|^0[bB][01]+$/u.test(digits))
    return intOf(digits.toLowerCase(), negative)
  if (/^0[0-7]+$/u.test(digits)) return intOf(`0o${digits.slice(1)}`, negative)
  if (/^(?:0|[1-9]\d*)$/u.test(digits)) {
    const number = digits.length < 16 ? 0n : BigInt(digits)
    if (number < int64 || (number < uint64 && /^\d/u.test(bare)) || (negative && number === int64))
      return decimalOf(bare)
  }
  return finiteOf(bare)
}

/** What is too large for Go's floats is text to it. */
function finiteOf(text: string): YamlScalar | undefined {
  return Number.isFinite(Number(text)) ? floatOf(text) : undefined
}

/** The numbers of YAML 1.1, but those in base 60, which are nearly always meant as text. */
function oldNumber(text: string): YamlScalar | undefined {
  const negative = text.startsWith('-')
  const bare = text.replace(/^[-+]/u, '').replaceAll('_', '')
  if (/^[-+]?0b[01_]+$|^[-+]?0x[\da-fA-F_]+$/u.test(text))
    return bare.length > 2 ? intOf(bare, negative) : undefined
  if (/^[-+]?0[0-7_]+$/u.test(text)) return intOf(`0o${bare}`, negative)
  if (/^[-+]?(?:0|[1-9][\d_]*)$/u.test(text)) return decimalOf(text.replaceAll('_', ''))
  const isFloat = /^[-+]?\d[\d_]*\.[\d_]*(?:[eE][-+]\d+)?$|^\.\d[\d_]*(?:[eE][-+]\d+)?$/u.test(text)
  return isFloat ? floatOf(text.replaceAll('_', '')) : undefined
}

/**
 * Terraform's yamldecode. Words and numbers are found before the tag is looked at, so `!!int true` is true; quotes keep
 * text that could be one of them as text, whatever the tag; block scalars are resolved like plain ones and then made text.
 */
function ofTerraform(text: string, style: YamlStyle, tag: string | undefined): YamlScalar {
  const short = shortTag(tag)
  if (short !== undefined && !terraformTags.has(short)) return { kind: 'invalid', text }
  if (short === 'str') return string(text)
  if (short === 'binary') return isBase64(text) ? string(text) : { kind: 'invalid', text }
  const found = ofTerraformUntagged(text, style)
  if (found !== undefined) return short === undefined && isBlock(style) ? asText(found) : found
  if (short === undefined) return string(text)
  return short === 'null' ? { kind: 'null' } : { kind: 'invalid', text }
}

function isBlock(style: YamlStyle): boolean {
  return style === 'literal' || style === 'folded'
}

const terraformTags = new Set(['str', 'binary', 'bool', 'int', 'float', 'null', 'timestamp'])

function ofTerraformUntagged(text: string, style: YamlStyle): YamlScalar | undefined {
  if (text !== '' && !/^[-+\dyYnNtTfFoO~.]/u.test(text)) return undefined
  if (style === 'single' || style === 'double') return string(text)
  const word = words.get(text)
  if (word !== undefined)
    return word.kind === 'float' && word.text === 'nan' ? { kind: 'invalid', text } : word
  const time = timestampOf(text)
  return time === undefined ? terraformNumber(text) : string(time)
}

function terraformNumber(text: string): YamlScalar | undefined {
  if (/^[-+]?\d+$/u.test(text)) return /^-0+$/u.test(text) ? { kind: 'int', text: '-0' } : decimalOf(text)
  if (/^0o[0-7]+$|^0x[\da-fA-F]+$/u.test(text)) {
    return BigInt(text) < uint64 ? intOf(text) : { kind: 'invalid', text }
  }
  return floatOf(text)
}

/** What Terraform's conversion to a string makes of a scalar. Null stays null. */
function asText(scalar: YamlScalar): YamlScalar {
  switch (scalar.kind) {
    case 'bool':
      return string(String(scalar.value))
    case 'int':
      return string(scalar.text)
    case 'float':
      return string(scalar.text.endsWith('inf') ? infinities(scalar.text) : plainDecimal(scalar.text))
    case 'null':
    case 'string':
    case 'timestamp':
    case 'invalid':
      return scalar
    default:
      return unreachable(scalar)
  }
}

function infinities(text: string): string {
  return text.startsWith('-') ? '-Inf' : '+Inf'
}

/** A number's text without exponent and needless zeros. An exponent beyond any use is left as it is written. */
export function plainDecimal(text: string): string {
  const parts = /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/u.exec(text)
  if (parts === null) return text
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts
  const shift = Number(exponent)
  if (Math.abs(shift) > 10_000) return text
  const digits = whole + fraction
  const point = whole.length + shift
  const left = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0'
  const right = point < 0 ? '0'.repeat(-point) + digits : digits.slice(point)
  const trimmed = right.replace(/0+$/u, '')
  return `${sign}${left.replace(/^0+(?=\d)/u, '')}${trimmed === '' ? '' : `.${trimmed}`}`
}

function isBase64(text: string): boolean {
  const bare = text.replaceAll(/[\r\n]/gu, '')
  return bare.length % 4 === 0 && /^[A-Za-z\d+/]*={0,2}$/u.test(bare)
}

const timestamp =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d+)?(?:Z|[-+]\d\d:\d\d))|(?: +\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d+)?))?$/u

/** A timestamp that Go's YAML takes as one, in RFC 3339 without fractions; undefined for other texts. */
function timestampOf(text: string): string | undefined {
  const parts = timestamp.exec(text)
  if (parts === null) return undefined
  const date = dateOf(parts.slice(1, 4).map(Number))
  const time = timeOf(/[Tt ](\d+):(\d+):(\d+)/u.exec(text)?.slice(1).map(Number) ?? [0, 0, 0])
  const zone = zoneOf(text)
  if (date === undefined || time === undefined || zone === undefined) return undefined
  return `${date}T${time}${zone}`
}

function dateOf([year = 0, month = 0, day = 0]: readonly number[]): string | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`
}

function timeOf([hours = 0, minutes = 0, seconds = 0]: readonly number[]): string | undefined {
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined
  return [hours, minutes, seconds].map(twoDigits).join(':')
}

function zoneOf(text: string): string | undefined {
  const zone = /[Tt].*([-+])(\d\d):(\d\d)$/u.exec(text)
  if (zone === null) return 'Z'
  const [, sign = '', hours = '', minutes = ''] = zone
  if (Number(hours) > 24 || Number(minutes) > 60) return undefined
  return hours === '00' && minutes === '00' ? 'Z' : `${sign}${hours}:${minutes}`
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
}
