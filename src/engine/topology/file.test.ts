import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { topologyFile } from './file.ts'

const file = filePath('calls.yaml')

describe('a file of calls', () => {
  it('has services with their other names and resources, and calls in both forms, each with its line', () => {
    const text = `services:
  - front
  - name: ledger-db
    kind: database
    aliases: [ledger.internal]
    resources: [aws_db_instance.ledger]
calls:
  - front -> shop/cart
  - from: cart
    to:
      - ledger-db
`
    const { value, diagnostics } = topologyFile(file, text)
    expect(diagnostics).toEqual([])
    expect(value.nodes).toEqual([
      { namespace: '', name: 'front', kind: 'service', aliases: [], addresses: [] },
      {
        namespace: '',
        name: 'ledger-db',
        kind: 'database',
        aliases: [{ namespace: '', name: 'ledger.internal' }],
        addresses: ['aws_db_instance.ledger'],
      },
    ])
    expect(value.calls).toEqual([
      {
        from: { namespace: '', name: 'front' },
        to: { namespace: 'shop', name: 'cart' },
        origin: { kind: 'file', file, line: 8 },
      },
      {
        from: { namespace: '', name: 'cart' },
        to: { namespace: '', name: 'ledger-db' },
        origin: { kind: 'file', file, line: 11 },
      },
    ])
  })

  it('takes JSON too', () => {
    const { value, diagnostics } = topologyFile(file, '{"calls": [{"from": "a", "to": "b"}]}')
    expect(diagnostics).toEqual([])
    expect(value.calls.map(({ to }) => to.name)).toEqual(['b'])
  })

  it.each([
    ['calls: [a, b -> c]', 'a'],
    ['services: [{kind: database}]', '{kind: database}'],
    ['services: [{name: a, kind: disk}]', 'disk'],
    ['edges: []', 'edges'],
  ])('says what it does not understand in %j, and where', (text, where) => {
    const [found] = topologyFile(file, text).diagnostics
    expect(found?.code).toBe('topology/not-understood')
    expect(text.slice(found?.span.start, found?.span.end)).toContain(where)
  })

  it('never throws', () => {
    const piece = fc.constantFrom(
      'calls',
      'services',
      ':',
      ' ',
      '\n',
      '- ',
      'a',
      '->',
      '[',
      ']',
      '{',
      '}',
      'name',
      'to',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (all) => {
        const { value } = topologyFile(file, all.join(''))
        return Array.isArray(value.calls)
      }),
    )
  })
})
