import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readArguments } from './options.ts'

const options = z.object({
  var: z.array(z.string()).default([]).meta({ value: 'NAME=VALUE' }),
  varFile: z.array(z.string()).default([]),
  format: z.enum(['text', 'json']).default('text'),
  expression: z.array(z.string()).default([]).meta({ short: 'e' }),
  fetch: z.boolean().default(false),
})

function read(...args: readonly string[]): ReturnType<typeof readArguments<typeof options.shape>> {
  return readArguments(args, options)
}

function misuse(...args: readonly string[]): string {
  const found = read(...args)
  return found.kind === 'misuse' ? found.message : ''
}

describe('arguments', () => {
  it('keep the order of options across their names', () => {
    expect(read('--var', 'a=1', '--var-file', 'x', '--var=b=2', 'dir')).toMatchObject({
      words: ['dir'],
      given: [
        { name: 'var', text: 'a=1' },
        { name: 'var-file', text: 'x' },
        { name: 'var', text: 'b=2' },
      ],
      options: { var: ['a=1', 'b=2'], varFile: ['x'] },
    })
  })

  it('may have one dash, as Terraform’s have', () => {
    expect(read('-var', 'a=1', '-var-file=x')).toMatchObject({ options: { var: ['a=1'], varFile: ['x'] } })
  })

  it('may have short names, more than once', () => {
    expect(read('-e', '1 + 1', '-e', '-1')).toMatchObject({ options: { expression: ['1 + 1', '-1'] } })
  })

  it('are words after two dashes', () => {
    expect(read('--', '--var')).toMatchObject({ words: ['--var'] })
  })

  it('have their defaults when they are not given', () => {
    expect(read()).toMatchObject({ options: { format: 'text', fetch: false, var: [] } })
  })
})

describe('misuse', () => {
  it('names the option that was meant', () => {
    expect(misuse('--formt', 'json')).toBe('there is no option --formt. Did you mean --format?')
  })

  it('lists the choices', () => {
    expect(misuse('--format', 'jsn')).toBe('--format is one of text, json, not "jsn". Did you mean json?')
  })

  it('says that a value is missing, or is not wanted', () => {
    expect(misuse('--var')).toBe('--var needs a value: --var NAME=VALUE')
    expect(misuse('--fetch=yes')).toBe('--fetch takes no value.')
  })
})
