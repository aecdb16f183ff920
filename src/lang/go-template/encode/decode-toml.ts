import { parse, TomlDate, TomlError, type TomlTable, type TomlValue } from 'smol-toml'
import type { OriginId } from '../../../kernel/origin.ts'
import { textOf, type Text } from '../text.ts'
import type { Call, GoValue } from '../value.ts'
import type { Decoded } from './decoded.ts'

/** The value of a TOML text as Helm reads it: whole numbers are int64. All of it was made by the whole text. */
export function decodeToml(text: Text, call: Call): Decoded {
  const origin = call.made([{ kind: 'string', text }])
  try {
    return { value: tableOf(parse(text.value, { integersAsBigInt: true }), origin), error: undefined }
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause
    const [what = ''] = cause.message.replace(/^Invalid TOML document: /u, '').split('\n')
    return { value: undefined, error: `toml: line ${cause.line}: ${what}` }
  }
}

function tableOf(table: TomlTable, origin: OriginId): GoValue {
  const entries = Object.entries(table).map(([key, value]) => [key, valueOf(value, origin)] as const)
  return { kind: 'map', entries: new Map(entries), origin }
}

function valueOf(value: TomlValue, origin: OriginId): GoValue {
  if (typeof value === 'string') return { kind: 'string', text: textOf(value, origin, false) }
  if (typeof value === 'boolean') return { kind: 'bool', value, origin }
  if (typeof value === 'bigint') return { kind: 'int', type: 'int64', value, origin }
  if (typeof value === 'number') return { kind: 'float', value, origin }
  if (value instanceof TomlDate) return timeOf(value, origin)
  if (!Array.isArray(value)) return tableOf(value, origin)
  const items = value.map((item) => valueOf(item, origin))
  const areTables = items.length > 0 && items.every(({ kind }) => kind === 'map')
  return { kind: 'list', items, origin, ...(areTables ? { type: '[]map[string]interface {}' } : {}) }
}

/** A date without a place on earth is that of UTC, as far as it is printed. */
function timeOf(value: TomlDate, origin: OriginId): GoValue {
  const written = value.toISOString()
  const [, date = '0000-01-01', time = '00:00:00', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)?T?(\d\d:\d\d:\d\d(?:\.\d+)?)?(Z|[-+]\d\d:\d\d)?$/u.exec(written) ?? []
  const offset = zone === 'Z' ? '+0000 UTC' : `${zone.replace(':', '')} ${zone.replace(':', '')}`
  const clock = time.includes('.') ? time.replace(/\.?0+$/u, '') : time
  const printed = `${date} ${clock} ${offset}`
  return { kind: 'object', type: 'time.Time', fields: new Map(), methods: new Map(), printed, origin }
}
