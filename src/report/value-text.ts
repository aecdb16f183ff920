import type { Cause, Value } from '../kernel/value.ts'
import { unreachable } from '../kernel/unreachable.ts'
import { isSensitive } from '../model/value-json.ts'
import { sensitiveText, withoutCredentials } from '../model/without-credentials.ts'
import { clean, cut, padded, widthOf } from './words.ts'

/** What is needed to write a value. */
export interface ValueStyle {
  readonly width: number
  readonly showSensitive: boolean
  /** What the value is called: a password is masked because of its name. */
  readonly name: string
}

/** A value on one line, as one would write it, cut to the width. */
export function valueLine(value: Value, style: ValueStyle): string {
  return cut(inline(masked(value, style), style), style.width)
}

/** A value as one would write it: on one line where that fits behind what stands there already, else one line for each element. */
export function valueLines(value: Value, style: ValueStyle, used = 0): readonly string[] {
  return linesOf(masked(value, style), style, used)
}

function masked(value: Value, { showSensitive, name }: ValueStyle): Value {
  return showSensitive ? value : withoutCredentials(value, name)
}

function linesOf(value: Value, style: ValueStyle, used: number): readonly string[] {
  const line = inline(value, style)
  if (widthOf(line) + used <= style.width) return [line]
  if (isSensitive(value) && !style.showSensitive) return [line]
  const inner = { ...style, width: style.width - 2 }
  if (value.kind === 'list')
    return block(
      '[',
      ']',
      value.items.flatMap((item) => element('', item, inner, ',')),
    )
  if (value.kind === 'map') return block('{', '}', members(value.entries, inner))
  return value.kind === 'scalar' && typeof value.scalar === 'string' ? textLines(value.scalar, line) : [line]
}

/** Whether a part is worth a line: not what is unset, nor a list of blocks that has none. */
export function isWritten(value: Value): boolean {
  if (value.kind === 'absent') return false
  if (value.kind === 'scalar') return value.scalar !== null
  return !(value.kind === 'list' && value.items.length === 0 && value.origin === 0)
}

/** Why a value is not known, in words, such as "var.region: no default and no value given". */
export function causeText(cause: Cause): string {
  return `${clean(cause.what)}: ${reason(cause.kind)}`
}

function reason(kind: Cause['kind']): string {
  switch (kind) {
    case 'variable':
      return 'no default and no value given'
    case 'data':
      return 'read from the provider, not from the sources'
    case 'computed':
      return 'decided by the provider, known after apply'
    case 'module':
      return 'the module is not downloaded'
    case 'schema':
      return 'the provider’s schema is not known'
    case 'random':
      return 'random, known after apply'
    case 'time':
      return 'the time of the run, known after apply'
    case 'elsewhere':
      return 'set outside of this code'
    case 'error':
      return 'an error stands in its way'
    default:
      return unreachable(kind)
  }
}

function inline(value: Value, style: ValueStyle): string {
  if (isSensitive(value) && !style.showSensitive) return sensitiveText
  switch (value.kind) {
    case 'scalar':
      return scalarText(value.scalar)
    case 'list':
      return `[${value.items.map((item) => inline(item, style)).join(', ')}]`
    case 'map':
      return value.entries.size === 0 ? '{}' : `{ ${inlineMembers(value.entries, style)} }`
    case 'unknown':
      return '(not known)'
    case 'absent':
      return '(not set)'
    default:
      return unreachable(value)
  }
}

function inlineMembers(entries: ReadonlyMap<string, Value>, style: ValueStyle): string {
  return [...entries]
    .filter(([, one]) => isWritten(one))
    .map(([name, one]) => `${keyText(name)} = ${inline(one, style)}`)
    .join(', ')
}

function scalarText(scalar: Extract<Value, { readonly kind: 'scalar' }>['scalar']): string {
  if (typeof scalar === 'string') return quoted(scalar)
  return typeof scalar === 'object' && scalar !== null ? scalar.number : String(scalar)
}

function quoted(text: string): string {
  return clean(JSON.stringify(text))
}

function keyText(name: string): string {
  return /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(name) ? name : quoted(name)
}

function block(open: string, close: string, lines: readonly string[]): readonly string[] {
  return [open, ...lines, close]
}

function members(entries: ReadonlyMap<string, Value>, style: ValueStyle): readonly string[] {
  const shown = [...entries].filter(([, one]) => isWritten(one))
  const width = Math.min(28, Math.max(0, ...shown.map(([name]) => widthOf(keyText(name)))))
  return shown.flatMap(([name, one]) => element(`${padded(keyText(name), width)} = `, one, style, ''))
}

function element(label: string, value: Value, style: ValueStyle, comma: string): readonly string[] {
  const lines = linesOf(value, style, widthOf(label) + comma.length)
  return lines.map((line, at) => `  ${at === 0 ? label : ''}${line}${at === lines.length - 1 ? comma : ''}`)
}

/** A text of several lines is shown as such, in the manner of a heredoc. */
function textLines(text: string, line: string): readonly string[] {
  const lines = text.replace(/\n$/u, '').split('\n')
  return lines.length < 2 ? [line] : ['<<-EOT', ...lines.map((one) => `  ${clean(one)}`), 'EOT']
}
