import { join } from 'node:path'
import { expect, it } from 'vitest'
import { contextOf } from '../src/app/context.ts'
import { run } from '../src/cli/run.ts'
import { home, textOf } from './tree.ts'

const example = join(home, 'examples/ai-platform')
const shown = [...textOf('README.md').matchAll(/```console\n\$ plumbline (.+)\n([^`]+)```/gu)]

it('the README shows more than one command with its output', () => {
  expect(shown.length).toBeGreaterThan(1)
})

it.each(shown.map(([, line = '', output = '']) => ({ line, output })))(
  'the README shows what `plumbline $line` prints',
  async ({ line, output }) => {
    let printed = ''
    const screen = { width: 80, colour: false, interactive: false }
    const context = { ...contextOf(example), output: screen, print: (text: string) => void (printed += text) }
    // 1 is the answer no, such as that there is drift.
    expect(await run(line.replaceAll("'", '').split(' '), context)).toBeLessThan(2)
    expect(withoutCommit(printed)).toBe(withoutCommit(output))
  },
)

/** Who last touched a line is another matter in every clone. */
function withoutCommit(text: string): string {
  return text.split(/\n *last changed/u)[0]?.trimEnd() ?? ''
}
