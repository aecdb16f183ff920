import { expect, it } from 'vitest'
import { runProgram } from './programs.ts'

it('says what a program printed, why it refused, and that there is none', () => {
  expect(runProgram(process.execPath, ['-p', 'process.env.SAID'], '/', { SAID: 'so' })).toEqual({
    kind: 'printed',
    text: 'so\n',
  })
  expect(runProgram(process.execPath, ['-e', 'console.error("no"); process.exit(4)'], '/')).toEqual({
    kind: 'refused',
    why: 'no',
  })
  expect(runProgram('no-such-program-anywhere', [], '/')).toEqual({ kind: 'missing' })
})
