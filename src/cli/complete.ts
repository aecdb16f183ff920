import { z } from 'zod'
import { addresses } from '../engine/find.ts'
import type { Context } from './context.ts'
import type { Entry } from './index.ts'
import { factsOf, type OptionFacts } from './options.ts'
import { openFolder, readFolder, readingOptions } from './reading.ts'

/** What the last of the words may become, one a line; nothing where the shell should offer files. */
export async function completions(
  words: readonly string[],
  commands: readonly Entry[],
  context: Context,
): Promise<readonly string[]> {
  const [name = '', ...rest] = words
  if (words.length < 2) return starting([...commands.map((one) => one.id), 'help'], name)
  if (name === 'help')
    return starting(
      commands.map((one) => one.id),
      rest.at(-1) ?? '',
    )
  const entry = commands.find((one) => one.id === name)
  if (entry === undefined) return []
  const command = await entry.load()
  const facts = factsOf(command.options)
  const last = rest.at(-1) ?? ''
  const before = optionOf(rest.at(-2) ?? '', facts)
  if (before !== undefined && before.kind !== 'flag') return starting(before.choices, last)
  if (last.startsWith('-'))
    return starting(
      facts.map((one) => `--${one.name}`),
      last,
    )
  if (name === 'completion') return starting(['bash', 'zsh', 'fish'], last)
  return name === 'why' ? starting(await addressesFor(rest, facts, context), last) : []
}

function optionOf(word: string, facts: readonly OptionFacts[]): OptionFacts | undefined {
  return facts.find((one) => word === `--${one.name}` || word === `-${one.name}`)
}

function starting(all: readonly string[], start: string): readonly string[] {
  return all.filter((one) => one.startsWith(start))
}

/** Addresses of the folder that was given, or of the current one. An address that is there already needs no other. */
async function addressesFor(
  words: readonly string[],
  facts: readonly OptionFacts[],
  context: Context,
): Promise<readonly string[]> {
  const plain = words
    .slice(0, -1)
    .filter(
      (word, at, all) =>
        !word.startsWith('-') && (optionOf(all[at - 1] ?? '', facts)?.kind ?? 'flag') === 'flag',
    )
  const [folder, ...others] = plain
  const isFolder = folder !== undefined && context.files.kindOf(folder) === 'folder'
  if (others.length > 0 || (folder !== undefined && !isFolder)) return []
  const call = { options: z.object(readingOptions).parse({}), words: [], given: [], context }
  const opened = openFolder('why', folder ?? '.', call)
  return opened.kind === 'refused' ? [] : addresses(await readFolder(opened, call))
}
