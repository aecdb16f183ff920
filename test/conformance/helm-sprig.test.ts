import { describe, expect, it } from 'vitest'
import { sprigFunctions } from '../../src/lang/go-template/functions/index.ts'
import { realPrograms } from '../programs.ts'
import { helmSays, weSay, type Expression, type Said } from './helm-expressions.ts'
import { calls, shapes, values } from './sprig-cases.ts'
import { isFull as full } from '../full.ts'

const programs = realPrograms()
if (programs === undefined)
  console.warn('SKIPPED: functions of Sprig are not compared with helm, because it does not run here.')

// skipped: without helm there is nothing to compare with, which the line above says.
describe.skipIf(programs === undefined)('compared with helm', () => {
  it('functions of Sprig give what they give there, in type and text', { timeout: 600_000 }, () => {
    const given = expressions(calls(full ? 200 : 14)).filter((one) => 'text' in weSay(one, sprigFunctions))
    expect(given.length).toBeGreaterThan(1200)
    expect(differences(given)).toEqual([])
  })

  it('functions of Sprig refuse what they refuse there, in the same words', { timeout: 600_000 }, () => {
    const refused = kinds(expressions(calls(full ? 60 : 30)), full ? 400 : 25)
    expect(refused.length).toBeGreaterThan(20)
    // Each alone: the first that is refused ends a run.
    expect(refused.flatMap((one) => differences([one]))).toEqual([])
  })

  it('what stands for chance and for now has the shape of what it stands for', { timeout: 600_000 }, () => {
    expect(differences(expressions(shapes))).toEqual([])
  })
})

/** A call with its type before its text. */
function expressions(texts: readonly string[]): readonly Expression[] {
  return texts.map((text) => ({ text: `printf "%T %v" (${text}) (${text})`, value: values }))
}

/** One refused call of each function and way to be refused. */
function kinds(all: readonly Expression[], most: number): readonly Expression[] {
  const found = new Map<string, Expression>()
  for (const one of all) {
    const said = weSay(one, sprigFunctions)
    if ('error' in said) found.set(said.error.replaceAll(/\d+|".*"/gu, '').slice(0, 60), one)
  }
  return [...found.values()].slice(0, most)
}

function differences(all: readonly Expression[]): readonly unknown[] {
  const theirs = helmSays(programs?.helm ?? '', all)
  const found = all.flatMap((one, at) => {
    const they = theirs[at] ?? { error: 'nothing' }
    const we = weSay(one, sprigFunctions)
    return isSame(they, we) ? [] : [{ call: one.text, they, we }]
  })
  return found.slice(0, 20)
}

/** Errors are the same but for the place before them. */
function isSame(they: Said, we: Said): boolean {
  if ('text' in they) return 'text' in we && they.text === we.text
  return 'error' in we && plain(they.error).endsWith(plain(we.error))
}

function plain(error: string): string {
  return error.replaceAll(/\s+/gu, ' ').trim()
}
