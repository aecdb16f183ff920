import { join } from 'node:path'
import { expect, it } from 'vitest'
import { contextOf } from '../../src/app/context.ts'
import { ReviewDocument } from '../../src/cli/documents.ts'
import { run } from '../../src/cli/run.ts'
import { home } from '../tree.ts'

/** What `plumbline review` says of the plan of the example, on the command line. */
async function printed(
  ...more: readonly string[]
): Promise<{ readonly code: number; readonly text: string }> {
  let text = ''
  const screen = { width: 80, colour: false, interactive: false }
  const context = {
    ...contextOf(join(home, 'examples/ai-platform')),
    output: screen,
    print: (one: string) => void (text += one),
  }
  return { code: await run(['review', 'plan.json', ...more], context), text }
}

it('a dangerous plan ends with 1, unless nothing of that severity is asked for', async () => {
  expect((await printed('--rule', 'plan')).code).toBe(1)
  expect((await printed('--rule', 'plan', '--skip', 'plan/replaces-data')).code).toBe(0)
})

it('the document holds what the plan does and what depends on it', async () => {
  const { text } = await printed('--format', 'json')
  const { blast, findings } = ReviewDocument.parse(JSON.parse(text))
  expect(blast).toMatchObject({ changed: 2, replaced: 5, destroyed: 0, classes: ['stateful-replacement'] })
  expect(blast?.dangers.map(({ address, dependents }) => [address, dependents.length])).toEqual([
    ['aws_eks_cluster.this', 2],
    ['module.model_store["speech"].aws_s3_bucket.models', 0],
    ['module.model_store["vision"].aws_s3_bucket.models', 0],
  ])
  // The other rules look at what the plan leads to.
  expect(findings.some(({ rule }) => rule.startsWith('aws/'))).toBe(true)
})

it.each(['text', 'markdown', 'html'])('%s says it before the findings', async (format) => {
  const { text } = await printed('--format', format)
  const danger = text.search(/stateful replacement/iu)
  const finding = text.search(/Something stateful is replaced/u)
  expect(danger).toBeGreaterThan(-1)
  expect(finding).toBeGreaterThan(danger)
  expect(text).toContain('5 replaced')
})
