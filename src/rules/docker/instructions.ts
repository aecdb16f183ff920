import type { Live } from '../../model/live.ts'
import { at, is, items, matches, textOf, type Answer, type Fact } from '../facts.ts'

/** The instructions of a stage with a keyword, in their order; those among them that ONBUILD leaves to images made from it. */
export function instructions(stage: Live, keyword: string): readonly Fact[] {
  return items(at(stage, 'instructions'))
    .map((one) => (is(at(one, 'keyword'), 'ONBUILD') === 'yes' ? at(one, 'trigger') : one))
    .filter((one) => is(at(one, 'keyword'), keyword) === 'yes')
}

/** What each RUN of a stage runs: the commands on its line, and those of its here-documents. */
export function scripts(stage: Live): readonly { readonly text: string; readonly fact: Fact }[] {
  return instructions(stage, 'RUN').map((one) => {
    const line = at(one, 'text')
    const documents = items(at(one, 'heredocs')).map((document) => at(document, 'content'))
    const text = [lineOf(one), ...documents.map((part) => textOf(part) ?? '')].join('\n')
    return { text, fact: documents[0] ?? line }
  })
}

/** The words as they are run; a script that a shell is given stands on a line of its own. */
function lineOf(run: Fact): string {
  const words = items(at(run, 'arguments')).map((word) => textOf(word) ?? '')
  return words.map((word, place) => (words[place - 1] === '-c' ? `\n${word}` : word)).join(' ')
}

/** Whether ADD takes a source that COPY doesn't: a download, a repository, an archive that is unpacked. */
export function isBeyondCopy(source: Fact): Answer {
  return matches(source, /^(?:https?|ftp|git):\/\/|^git@|\.(?:tar|tgz|tar\.\w+|txz|tbz2?)$/u)
}
