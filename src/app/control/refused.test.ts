import { expect, it } from 'vitest'
import { Fault } from '../../kernel/fault.ts'
import { refusedWith } from './refused.ts'

function answered(status: number, message = 'no', headers: Readonly<Record<string, string>> = {}): Error {
  return Object.assign(new Error(message), { status, response: { headers } })
}

it.each([401, 403, 404, 422])('%d is a no for good', (status) => {
  expect(refusedWith(answered(status, 'no', { 'x-ratelimit-remaining': '4999' }))).toBe(status)
  expect(refusedWith(new Fault('forge/refused', { status: String(status), asked: 'POST /x' }))).toBe(status)
})

it.each([
  ['no answer', new TypeError('fetch failed')],
  ['a mistake of its own', answered(502)],
  ['too often', answered(429)],
  ['no request that is left', answered(403, 'no', { 'x-ratelimit-remaining': '0' })],
  ['a time to wait', answered(403, 'no', { 'retry-after': '60' })],
  ['a second limit', answered(403, 'You have exceeded a secondary rate limit.')],
])('%s is none', (_, error) => {
  expect(refusedWith(error)).toBeUndefined()
})
