import { addressOf, filePath } from '../kernel/brand.ts'
import { Origins } from '../kernel/origins.ts'
import type { Cause, Value } from '../kernel/value.ts'
import type { Live } from '../model/live.ts'

/** A value that isn't known, in what `liveOf` is given. */
export class Missing {
  readonly what: string
  readonly kind: Cause['kind']
  /** The pieces of a text that is known in part. */
  readonly parts: readonly string[] | undefined

  constructor(what: string, kind: Cause['kind'] = 'variable', parts?: readonly string[]) {
    this.what = what
    this.kind = kind
    this.parts = parts
  }
}

/** A live resource with these values, for tests. */
export function liveOf(values: unknown, more: Partial<Pick<Live, 'type' | 'partial'>> = {}): Live {
  const file = filePath('main.tf')
  const value = valueOf(values)
  const address = addressOf('thing.one')
  const resource = {
    address,
    mode: 'managed' as const,
    type: 'thing',
    name: 'one',
    index: undefined,
    module: '',
    provider: '',
    values: value,
    span: { file, start: 0, end: 1 },
  }
  return {
    type: 'Acme::Thing',
    address,
    values: value,
    madeOf: [{ path: more.partial === true ? 'companion' : '', resource }],
    sources: [resource],
    partial: false,
    defaults: new Set(),
    reading: {
      format: 'terraform',
      root: filePath(''),
      variant: '',
      resources: [resource],
      named: [],
      references: [],
      diagnostics: [],
      origins: new Origins(),
      texts: new Map(),
    },
    ...more,
  }
}

function valueOf(one: unknown): Value {
  const common = { origin: 0, marks: 0 }
  if (one instanceof Missing) {
    const because = [{ kind: one.kind, what: one.what }]
    const parts = one.parts?.flatMap((part, at): readonly (string | Value)[] =>
      at === 0 ? [part] : [{ ...common, kind: 'unknown', because }, part],
    )
    if (parts === undefined) return { ...common, kind: 'unknown', because }
    return { ...common, kind: 'unknown', because, outline: { kind: 'text', parts } }
  }
  if (Array.isArray(one)) return { ...common, kind: 'list', items: one.map(valueOf) }
  if (typeof one === 'object' && one !== null) {
    const entries = new Map(Object.entries(one).map(([key, value]) => [key, valueOf(value)]))
    return { ...common, kind: 'map', entries }
  }
  if (typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean') {
    return { ...common, kind: 'scalar', scalar: one }
  }
  return { ...common, kind: 'scalar', scalar: null }
}
