import { describe, expect, it } from 'vitest'
import { News } from './news.ts'

/** Where something is news, of values that are strange by so much (a gap as a pair). */
function newsIn(strange: readonly (number | readonly [number, number])[], recent = 100): readonly number[] {
  const news = new News(recent, 1.5)
  return strange.flatMap((one, at) => {
    const [value, gap] = typeof one === 'number' ? [one, 0] : one
    return news.next(value, gap) === undefined ? [] : [at]
  })
}

const quiet = (length: number): readonly number[] => Array<number>(length).fill(0.1)

describe('news', () => {
  it('is a new maximum that is clearly larger than those of the recent past', () => {
    expect(newsIn([1, 1.04, 1.1])).toEqual([0, 2])
    expect(newsIn([1.2, ...quiet(4), 1.1], 4)).toEqual([0, 5])
    expect(newsIn([1.2, ...quiet(4), 1.1], 5)).toEqual([0])
  })

  it('is not what follows from something worth telling, until twelve values brought nothing larger', () => {
    expect(newsIn([2, 3, 4, 5])).toEqual([0])
    expect(newsIn([2, ...quiet(11), 3])).toEqual([0])
    expect(newsIn([2, ...quiet(12), 3])).toEqual([0, 13])
    // What grows on and on is one thing.
    expect(newsIn([2, ...quiet(11), 3, ...quiet(11), 4])).toEqual([0])
    // What was not worth telling makes nothing silent.
    expect(newsIn([1, 1.4, 2])).toEqual([0, 1, 2])
  })

  it('is what is much larger than all of late, however soon it comes', () => {
    expect(newsIn([2, ...quiet(4), 10])).toEqual([0, 5])
    expect(newsIn([2, ...quiet(4), 9.9])).toEqual([0])
    // What grows at once, but step by step, is one thing; and what was silent counts.
    expect(newsIn([2, 4, 8, 16, 32, 64])).toEqual([0])
    expect(newsIn([2, 9, 11])).toEqual([0])
    // What is told so makes silent again.
    expect(newsIn([2, 11, ...quiet(3), 50])).toEqual([0, 1])
  })

  it('is what is worth telling, even where something nearly so came before', () => {
    expect(newsIn([1.49, ...quiet(3), 1.5, ...quiet(20), 1.55])).toEqual([0, 4])
  })

  it('is no smaller thing than what was silent because it followed', () => {
    expect(newsIn([2, 9, ...quiet(12), 8, 10])).toEqual([0, 15])
  })

  it('is a gap only where no value was stranger, and gaps make no value silent', () => {
    const news = new News(100, 1.5)
    const all = [
      [0.5, 3],
      ...quiet(12).map((one) => [one, 0]),
      [5, 0],
      ...quiet(12).map((one) => [one, 0]),
      [0.5, 4],
    ]
    const told = all.map(([value = 0, gap = 0]) => news.next(value, gap))
    expect(told.flatMap((one, at) => (one === undefined ? [] : [[at, one]]))).toEqual([
      [0, 'gap'],
      [13, 'value'],
    ])
  })
})
