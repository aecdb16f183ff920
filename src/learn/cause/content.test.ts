import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { weightOfContent } from './content.ts'

function weight(path: string, before: string | undefined, after: string | undefined): number {
  return weightOfContent({ id: 'c', time: 0, node: 'a', said: '', values: [{ path, before, after }] })
}

describe('what a change says', () => {
  it('counts for next to nothing where no program reads it, and selectors are read', () => {
    expect(weight('metadata.labels.cost-center', '1', '2')).toBeLessThan(0.02)
    expect(weight('metadata.annotations["owner"]', 'a', 'b')).toBeLessThan(0.1)
    expect(weight('spec.selector.matchLabels.app', 'a', 'b')).toBe(1)
  })

  it('counts for more where there is less room than where there is more', () => {
    expect(weight('env.DB_POOL', '8', '1')).toBeGreaterThan(4 * weight('env.DB_POOL', '8', '12'))
    expect(weight('resources.limits.memory', '160Mi', '48Mi')).toBeGreaterThan(
      2 * weight('resources.limits.memory', '160Mi', '1Gi'),
    )
    expect(weight('CALL_TIMEOUT', '2s', '20ms')).toBeGreaterThan(3)
  })

  it('counts for more the further a value moves, whatever it is of', () => {
    expect(weight('env.BATCH_WAIT_MS', '3', '170')).toBeGreaterThan(weight('env.BATCH_WAIT_MS', '3', '4'))
    expect(weight('env.TOP_K', '20', '0')).toBe(4)
  })

  it('counts for little where a value is tuned, or written down for the first time', () => {
    expect(weight('env.KEEPALIVE_SECONDS', '20', '16')).toBeLessThan(0.2)
    expect(weight('env.KEEPALIVE_SECONDS', '', '16')).toBe(0.5)
    expect(weight('env.KEEPALIVE_SECONDS', '20', '2')).toBeGreaterThan(4)
  })

  it('counts for more where a list loses some of its members', () => {
    expect(weight('env.INDEXES', 'a.id,b.id', 'a.id')).toBe(2)
    expect(weight('env.INDEXES', 'a.id', 'a.id,b.id')).toBe(1)
    expect(weight('env.INDEXES', 'a.id,b.id', 'c.id')).toBe(1)
  })

  it('counts for more where more is written into logs', () => {
    expect(weight('LOG_LEVEL', 'info', 'trace')).toBe(2)
    expect(weight('LOG_LEVEL', '"info"', '"warn"')).toBeLessThan(0.5)
  })

  it('is what its words say where the values are not known', () => {
    const all = ['fix a typo', 'something', 'raise the timeout']
    expect(all.map((said) => weightOfContent({ id: 'c', time: 0, node: 'a', said }))).toEqual([0.3, 1, 1.2])
  })

  it('is never nothing and never boundless', () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string()), fc.option(fc.string()), (path, before, after) => {
        const found = weight(path, before ?? undefined, after ?? undefined)
        return found > 0 && found <= 6
      }),
    )
  })
})
