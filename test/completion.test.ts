import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { contextOf } from '../src/app/context.ts'
import { run } from '../src/cli/run.ts'

/** The script for bash, in bash: what it asks the program, and what it offers for the word at the cursor. */
async function offered(word: string): Promise<{ readonly asked: string; readonly words: string }> {
  let script = ''
  await run(['completion', 'bash'], { ...contextOf('.'), print: (text) => void (script += text) })
  const program = `plumbline() { printf '%s\\n' "$*" >&3; printf '%s\\n' 'module.a["b"].c'; }`
  const asked = `COMP_WORDS=(plumbline why "$1"); COMP_CWORD=2; _plumbline; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { output } = spawnSync('bash', ['-c', `${script}\n${program}\n${asked}`, 'bash', word], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  })
  return { asked: (output[3] ?? '').trim(), words: (output[1] ?? '').trim() }
}

it.each([
  ['module.a', 'module.a', 'module.a\\[\\"b\\"\\].c'],
  ['module.a\\[\\"', 'module.a["', 'module.a\\[\\"b\\"\\].c'],
  [`'module.a["`, 'module.a["', 'module.a["b"].c'],
  ['"module.a', 'module.a', 'module.a["b"].c'],
])('completes %s, whether it is quoted or not', async (word, begun, words) => {
  expect(await offered(word)).toEqual({ asked: `complete -- why ${begun}`, words })
})
