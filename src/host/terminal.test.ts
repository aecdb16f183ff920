import { expect, it } from 'vitest'
import { isCI, terminalOf } from './terminal.ts'

it('is coloured and as wide as the window for a person', () => {
  const terminal = terminalOf({ isTTY: true, columns: 132, environment: { TERM: 'xterm-256color' } })
  expect(terminal).toEqual({ width: 132, colour: true, interactive: true })
})

it('is plain and 80 wide in a pipe', () => {
  const terminal = terminalOf({ isTTY: false, columns: undefined, environment: {} })
  expect(terminal).toEqual({ width: 80, colour: false, interactive: false })
})

it.each([
  ['NO_COLOR is set', { NO_COLOR: '1' }],
  ['CI is set', { CI: 'true' }],
  ['the terminal is dumb', { TERM: 'dumb' }],
])('has no colour when %s', (_why, environment) => {
  expect(terminalOf({ isTTY: true, columns: 80, environment }).colour).toBe(false)
})

it('takes CI=false and an empty NO_COLOR as not set', () => {
  expect(isCI({ CI: 'false' })).toBe(false)
  expect(terminalOf({ isTTY: true, columns: 80, environment: { NO_COLOR: '', CI: '' } }).colour).toBe(true)
})
