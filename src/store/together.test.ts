import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Fault } from '../kernel/fault.ts'
import { Together } from './together.ts'

describe('what is asked together', () => {
  it('is one question at a time, with all that was asked in the meantime, each key once', async () => {
    const asked: string[][] = []
    const together = new Together<string, string>(async (keys) => {
      asked.push([...keys])
      await wait(10)
      return new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, key.toUpperCase()]))
    })
    const first = together.of('a')
    await wait(2)
    const rest = ['b', 'c', 'b', 'nobody'].map((key) => together.of(key))
    expect([await first, ...(await Promise.all(rest))]).toEqual(['A', 'B', 'C', 'B', undefined])
    expect(asked).toEqual([['a'], ['b', 'c', 'nobody']])
  })

  it('is answered by a question that began after it was asked', async () => {
    let state = 'old'
    const together = new Together<string, string>(async (keys) => {
      const seen = state
      await wait(10)
      return new Map(keys.map((key) => [key, seen]))
    })
    const before = together.of('a')
    await wait(2)
    state = 'new'
    expect([await together.of('a'), await before]).toEqual(['new', 'old'])
  })

  it('fails for those who asked, and goes on for the next', async () => {
    let fails = true
    const together = new Together<string, string>(async (keys) => {
      if (fails) throw new Fault('store/missing', { blob: 'a' })
      return new Map(keys.map((key) => [key, key]))
    })
    await expect(together.of('a')).rejects.toThrow(Fault)
    fails = false
    expect(await together.of('a')).toBe('a')
  })
})
