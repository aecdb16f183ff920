import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../../kernel/brand.ts'
import { Origins } from '../../../kernel/origins.ts'
import { joined, textOf, writtenText, type Text } from '../text.ts'
import { originOf, type Call, type GoValue } from '../value.ts'
import { codecFunctions } from './functions.ts'

describe('fromYaml', () => {
  it('gives a scalar that is all of a piece the origin of the piece', () => {
    const text = joined(['ports:\n- ', textOf('80', 7), '\nname: "', textOf('web', 8), '"'])
    const { entries } = map(run('fromYaml', text, new Origins()))
    expect(entries.get('ports')).toMatchObject({ items: [{ kind: 'float', value: 80, origin: 7 }] })
    expect(entries.get('name')).toMatchObject({
      text: { value: 'web', pieces: [{ origin: 8, exact: true }] },
    })
  })

  it('says of a scalar that is a part of a piece, or of several pieces, that it was computed from them', () => {
    const origins = new Origins()
    const { file, start, end } = { file: filePath('values.yaml'), start: 0, end: 1 }
    const [one, other] = [origins.add('literal', file, start, end), origins.add('literal', file, 2, 3)]
    const text = joined([textOf('a: 1\nb: 2', one), textOf('3', other)])
    const { entries } = map(run('fromYaml', text, origins))
    const [a, b] = ['a', 'b'].map((key) => origins.get(originOf(entries.get(key) ?? nothing, origins)))
    expect(a).toMatchObject({ step: 'call', inputs: [one] })
    expect(b).toMatchObject({ step: 'call', inputs: [one, other] })
  })

  it('points at a scalar that is written in a template', () => {
    const origins = new Origins()
    const text = writtenText('a: 15', { file: filePath('t.yaml'), start: 100 })
    const found = map(run('fromYaml', text, origins)).entries.get('a') ?? nothing
    expect(origins.site(originOf(found, origins))).toEqual({ file: 't.yaml', start: 103, end: 105 })
  })

  it('puts an error under Error', () => {
    const { entries } = map(run('fromYaml', textOf('- 1', 1), new Origins()))
    expect(entries.get('Error')).toMatchObject({
      text: { value: expect.stringContaining('cannot unmarshal array') },
    })
  })

  it('gives back what toYaml was given, with the origin of each scalar', () => {
    fc.assert(
      fc.property(tree(), (value) => {
        const origins = new Origins()
        const made = run('toYaml', value, origins)
        const back = made.kind === 'string' ? run('fromYamlArray', joined([made.text, '\n']), origins) : made
        return JSON.stringify(plain(back, origins)) === JSON.stringify(plain(value, origins))
      }),
    )
  })

  it('never does anything but end, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...codecFunctions.keys()), (text, name) => {
        const [before, after] = [run(name, textOf(text, 1)), run(name, textOf(text, 1))]
        return JSON.stringify(plain(before)) === JSON.stringify(plain(after))
      }),
    )
  })
})

describe('what is written', () => {
  it('is covered by its pieces, in order', () => {
    const encoders = ['toYaml', 'toYamlPretty', 'toJson', 'toPrettyJson', 'toRawJson', 'toToml'] as const
    fc.assert(
      fc.property(tree(), fc.constantFrom(...encoders), (value, name) => {
        const made = run(name, { kind: 'map', entries: new Map([['a', value]]), origin: 9 })
        if (made.kind !== 'string') return false
        const { text } = made
        const isInOrder = text.pieces.every(({ end }, at) => end >= (text.pieces[at - 1]?.end ?? 0))
        return isInOrder && (text.pieces.at(-1)?.end ?? 0) === text.value.length
      }),
    )
  })
})

describe('fromJson', () => {
  it('keeps what was read where a number does not fit', () => {
    const { entries } = map(run('fromJson', textOf('{"a":1e999,"b":true}', 1), new Origins()))
    expect([...entries.keys()]).toEqual(['a', 'b', 'Error'])
  })
})

const nothing: GoValue = { kind: 'nil', origin: 0 }

function run(name: string, given: Text | GoValue, origins = new Origins()): GoValue {
  const value: GoValue = 'kind' in given ? given : { kind: 'string', text: given }
  const call: Call = {
    name,
    origins,
    site: { file: filePath('t.yaml'), start: 0, end: 1 },
    under: 0,
    made: () => 0,
    spend: () => undefined,
  }
  try {
    return codecFunctions.get(name)?.call([value], call) ?? nothing
  } catch (fault) {
    if (fault instanceof Error && fault.name === 'Fault') return nothing
    throw fault
  }
}

function map(value: GoValue): GoValue & { readonly kind: 'map' } {
  return value.kind === 'map' ? value : { kind: 'map', entries: new Map(), origin: -1 }
}

/** Lists of maps and scalars, each scalar with an origin of its own; texts without next-line and control characters. */
function tree(): fc.Arbitrary<GoValue> {
  const texts = fc.oneof(
    fc.string(),
    fc.constantFrom('yes', '1e3', 'a\nb\n', ' a\n', '~', '2001-01-01', 'a: b', '- x'),
  )
  const origin = fc.integer({ min: 1, max: 1000 })
  const { list } = fc.letrec<{ value: GoValue; list: GoValue }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.record({ kind: fc.constant('nil' as const), origin }),
      fc.record({ kind: fc.constant('bool' as const), value: fc.boolean(), origin }),
      fc.record({
        kind: fc.constant('float' as const),
        value: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((one) => !Object.is(one, -0)),
        origin,
      }),
      fc.tuple(texts, origin).map(([text, from]): GoValue => ({ kind: 'string', text: textOf(text, from) })),
      tie('list'),
      fc
        .array(fc.tuple(texts, tie('value')))
        .map((all): GoValue => ({ kind: 'map', origin: 1, entries: new Map(all) })),
    ),
    list: fc.array(tie('value')).map((items): GoValue => ({ kind: 'list', items, origin: 1 })),
  }))
  return list
}

/** A value with the origins of its scalars, keys sorted. */
function plain(value: GoValue, origins = new Origins()): unknown {
  switch (value.kind) {
    case 'list':
      return value.items.map((item) => plain(item, origins))
    case 'map':
      return [...value.entries.keys()]
        .toSorted()
        .map((key) => [key, plain(value.entries.get(key) ?? nothing, origins)])
    case 'string':
      return [value.text.value, value.text.value === '' ? 0 : originOf(value, origins)]
    case 'bool':
    case 'float':
      return [value.value, value.origin]
    case 'nil':
      return [null, value.origin]
    default:
      return value.kind
  }
}
