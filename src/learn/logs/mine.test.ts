import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { headerOf } from './header.ts'
import { groupLines, templateMiner } from './mine.ts'

function templatesOf(lines: readonly string[]): readonly string[] {
  return groupLines(lines).templates.map(({ template }) => template)
}

describe('lines', () => {
  it('of one message are one group, whatever their values', () => {
    const lines = [
      'Accepted password for alice from 10.0.0.1 port 4711 ssh2',
      'session closed for user bob',
      'Accepted password for mallory from 10.9.9.9 port 22 ssh2',
    ]
    expect(groupLines(lines).groups).toEqual([0, 1, 0])
    expect(templatesOf(lines)).toEqual([
      'Accepted password for <*> from <*> port <*>',
      'session closed for user bob',
    ])
  })

  it('that differ in a plain word are different messages', () => {
    const lines = ['volume 12 mounted', 'volume 13 unmounted', 'volume 14 mounted', 'volume 15 unmounted']
    expect(groupLines(lines).groups).toEqual([0, 1, 0, 1])
  })

  it('with paths, addresses and quoted texts that are made of words only are one message', () => {
    expect(
      templatesOf([
        'Compiling src/orders/main.ts',
        'Compiling lib/index.go',
        'offer to ed:ab:ca:fe:be:ef',
        'offer to 00:1b:44:11:3a:b7',
        'newsletter "Weekly report" sent',
        'newsletter "Hello" sent',
      ]),
    ).toEqual(['Compiling <*>', 'offer to <*>', 'newsletter <*> sent'])
    expect(templatesOf(['read and/or write', 'sent client/server pair'])).toHaveLength(2)
    expect(templatesOf(['read and/or write'])).toEqual(['read and or write'])
  })

  it('that tell from what to what something went are one message', () => {
    const lines = [
      'health of shop changed from green to red',
      'health of shop changed from red to yellow',
      'health of shop changed from yellow to green',
    ]
    expect(groupLines(lines).groups).toEqual([0, 0, 0])
  })

  it('with lists of different lengths are one message', () => {
    const lines = [
      'replicate to nodes 10.0.0.1 10.0.0.2',
      'replicate to nodes 10.0.0.3',
      'Fan speeds ( 1 2 3 )',
    ]
    expect(groupLines(lines).groups).toEqual([0, 0, 1])
  })

  it('keep the words before dots that lead to a value, and lose ranges of numbered things', () => {
    expect(
      templatesOf([
        'trap instruction.........0',
        'start on nodes:node-[40-63] now',
        'start on nodes:node-7 now',
      ]),
    ).toEqual(['trap instruction <*>', 'start on <*> now'])
  })

  it('lose a header that most of them have, and only that', () => {
    const lines = [
      '2025-07-09 10:00:01,123 INFO  [main] com.example.App: started in 12 ms',
      '2025-07-09 10:00:02,456 ERROR [pool-1] com.example.Db: Error at 2025-07-09 10:00:00: gone',
      'no header here',
    ]
    const header = headerOf([...lines.slice(0, 2), ...lines.slice(0, 2), ...lines.slice(0, 2), ...lines])
    expect(lines.map((line) => header(line))).toEqual([
      'started in 12 ms',
      'Error at 2025-07-09 10:00:00: gone',
      'no header here',
    ])
  })

  it('keep words that only look like a host and its process', () => {
    const lines = [1, 2, 3].map((at) => `2025-07-09 10:00:0${at} status installed libfoo:amd64 1.2-${at}`)
    expect(templatesOf(lines)).toEqual(['status installed <*>'])
  })

  it('of JSON are grouped by the text of their message', () => {
    const lines = [1, 2, 3].map((at) =>
      JSON.stringify({ time: at, msg: `worker ${at} ready`, extra: `x${'y '.repeat(at)}` }),
    )
    expect(templatesOf(lines)).toEqual(['worker <*> ready'])
  })
})

describe('a template', () => {
  it('says how many lines it has and shows the first', () => {
    const { templates } = groupLines(['took 5 ms', 'done', 'took 7 ms'])
    expect(templates).toEqual([
      { group: 0, template: 'took <*>', count: 2, example: 'took 5 ms' },
      { group: 1, template: 'done', count: 1, example: 'done' },
    ])
  })
})

describe('properties', () => {
  const lines = fc.array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('a 1', 'a b', 'x=1 "q', '{"msg":"m 1"}', '{{{}}}'),
    ),
    { maxLength: 40 },
  )

  it('every line has a group, equal lines the same, and the counts are the lines', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const { groups, templates } = groupLines(all)
        const counted = templates.map(({ group }) => groups.filter((one) => one === group).length)
        return (
          groups.length === all.length &&
          all.every((line, at) => groups[at] === groups[all.indexOf(line)]) &&
          templates.every(({ count }, at) => count === counted[at])
        )
      }),
    )
  })

  it('which lines belong together does not depend on their order', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const [one, other] = [partition(all), partition(all.toReversed())]
        return one.size === other.size && [...one].every((group) => other.has(group))
      }),
    )
  })

  it('long lines of signs take no long time', () => {
    const signs = ['"', "'", '=', '.', '/', '{', '-_', 'a.', '1 (', '<', 'Jan ', '\\', '@', 'a@', '\uE000']
    const start = performance.now()
    groupLines(
      signs.flatMap((sign) => [sign.repeat(50_000), `a${sign}`.repeat(50_000), `${sign}1`.repeat(50_000)]),
    )
    expect(performance.now() - start).toBeLessThan(60_000)
  })
})

/** Which lines are together, each group as a text. */
function partition(order: readonly string[]): ReadonlySet<string> {
  const miner = templateMiner(headerOf([]))
  const shapes = new Map(order.map((line) => [line, miner.add(line)]))
  const { groupOf } = miner.templates()
  const groups = new Map<number, string[]>()
  for (const [line, shape] of shapes) {
    const group = groupOf(shape)
    groups.set(group, [...(groups.get(group) ?? []), line].toSorted())
  }
  return new Set([...groups.values()].map((group) => JSON.stringify(group)))
}
