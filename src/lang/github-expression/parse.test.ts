import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expressionsIn, wholeExpression } from './parse.ts'

const openBraces = '${{'
const words = "}} github . event ' [ ] ( ) * ! && = 1e -".split(' ')

describe('expressions in a text', () => {
  it('are found with their places', () => {
    const text = "echo ${{ github.actor }} and ${{ format('}}', inputs.x) }}"
    expect(expressionsIn(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      '${{ github.actor }}',
      "${{ format('}}', inputs.x) }}",
    ])
  })

  it.each([
    ['github.event.issue.title', ['github.event.issue.title']],
    ["GitHub['event'].commits[0].message", ['github.event.commits.0.message']],
    ['github.event.commits.*.author.name', ['github.event.commits.*.author.name']],
    ['github.event[inputs.key].x', ['inputs.key', 'github.event.*.x']],
    [
      "contains(github.event.labels.*.name, 'x') && (needs.a.result == 'success' || !env.B)",
      ['github.event.labels.*.name', 'needs.a.result', 'env.B'],
    ],
    ['fromJSON(github.event.inputs.json).a', ['github.event.inputs.json']],
    ['toJSON(secrets)', ['secrets']],
    ["success() && hashFiles('**/lock') != '' && 1.5 > 0xff", []],
    ['secrets.A || secrets.A', ['secrets.A']],
    ['(github.event).title', ['github.event.title']],
  ])('%s read %j', (body, contexts) => {
    expect(wholeExpression(body)).toMatchObject({ contexts, problem: undefined })
  })

  it.each([
    ['${{ }}', ' '],
    ['${{ github. }}', ''],
    ['a ${{ foo.bar }}', 'foo.bar'],
    ['${{ github.x == }}', ''],
    ['${{ github.x = 1 }}', ''],
    ["${{ nope('x') }}", 'nope'],
    ['${{ github.x', '${{'],
    ["${{ 'open }}", '${{'],
    ['${{ contains(1) }}', 'contains'],
    ['${{ github.x\n  github.y }}', 'github.y'],
  ])('%j are refused at %j', (text, place) => {
    const [one] = expressionsIn(text)
    const { problem } = one ?? {}
    expect(problem?.message).toMatch(/\S/u)
    expect(problem && text.slice(problem.start, problem.end)).toContain(place)
  })

  it('are found in any text', () => {
    const piece = fc.constantFrom(openBraces, ' ', '\n', ...words)
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
        const text = pieces.join('')
        return [...expressionsIn(text), wholeExpression(text)].every(
          ({ start, end, problem }) =>
            start >= 0 &&
            start <= end &&
            end <= text.length &&
            (problem === undefined || (problem.start <= problem.end && problem.end <= text.length)),
        )
      }),
      { numRuns: 1000 },
    )
    expect(wholeExpression('!'.repeat(10_000)).problem?.message).toContain('depth')
  })
})
