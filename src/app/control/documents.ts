import { readFile } from 'node:fs/promises'
import type { ToolDocument } from '../../contract/tools.ts'
import { ruleMarkdown } from '../../report/review/rules.ts'
import { toldRules } from '../../rules/index.ts'

/** Pages that agents may read. */
export function documents(): readonly ToolDocument[] {
  return pages.map(([name, title]) => ({
    uri: `plumbline://docs/${name}`,
    title,
    read: () => pageText(name),
  }))
}

const pages = [
  ['configuration.md', 'Configuration of a repository'],
  ['own-rules.md', 'Rules of your own'],
  ['gitops.md', 'What is read of Argo CD and Flux'],
  ['glossary.md', 'The words that Plumbline uses'],
] as const

async function pageText(name: string): Promise<string> {
  for (const place of ['../../docs/', '../../../docs/']) {
    try {
      return await readFile(new URL(place + name, import.meta.url), 'utf8')
    } catch {
      // Beside the sources the pages lie one folder further up.
    }
  }
  return 'This page does not come with this installation.'
}

/** Every rule by its id. */
export async function ruleList(): Promise<readonly { readonly id: string; readonly title: string }[]> {
  return (await toldRules()).map(({ id, title }) => ({ id, title }))
}

/** The page of a rule: why it matters, how to mend it, examples. */
export async function rulePage(id: string): Promise<string | undefined> {
  const rule = (await toldRules()).find((one) => one.id === id)
  return rule && ruleMarkdown(rule)
}
