import type { Data } from '../../kernel/edit.ts'
import { addInstruction, pairText, removeFromDockerfile } from '../../lang/dockerfile/edit/index.ts'
import { parseDockerfile } from '../../lang/dockerfile/parse.ts'
import { exactly, isWritten } from '../additions.ts'
import type { Asking, Place } from '../asking.ts'

const plain: Readonly<Record<string, string>> = { user: 'USER', workdir: 'WORKDIR', stopsignal: 'STOPSIGNAL' }
const pairs: Readonly<Record<string, string>> = { env: 'ENV', labels: 'LABEL' }

/** An instruction for what a stage does not say yet; for an image, in its last stage. */
export function* instructionPlaces(asking: Asking, wanted: Data): Generator<Place> {
  const { reading, resource, steps, texts } = asking
  const site = reading.format === 'dockerfile' && !isWritten(asking) ? resource?.extent : undefined
  const text = site === undefined ? undefined : texts.text(site.file)
  if (site === undefined || text === undefined || typeof wanted === 'object') return
  const tree = parseDockerfile(site.file, text)
  const said = saidBy(steps, String(wanted), tree.escape)
  const edits = said === undefined ? undefined : addInstruction(tree, site.start, said.keyword, said.words)
  const [first] = edits ?? []
  if (edits === undefined || first === undefined) return
  yield { kind: 'addition', site: { file: site.file, start: first.start, end: first.end }, edits }
}

function saidBy(
  [name = '', key, ...more]: Asking['steps'],
  wanted: string,
  escape: string,
): { readonly keyword: string; readonly words: string } | undefined {
  const [one, many] = [plain[String(name)], pairs[String(name)]]
  if (one !== undefined && key === undefined)
    return /^\S+$/u.test(wanted) ? { keyword: one, words: wanted } : undefined
  const isPair = typeof key === 'string' && more.length === 0 && !/[\r\n]/u.test(wanted)
  return many !== undefined && isPair ? { keyword: many, words: pairText(key, wanted, escape) } : undefined
}

/** Takes out the instruction, or the pair of it, that says a value. */
export function* instructionRemovals(asking: Asking): Generator<Place> {
  const { reading, whole, steps, texts } = asking
  const value = reading.format === 'dockerfile' && isWritten(asking) ? exactly(whole, steps) : undefined
  const site = value === undefined ? undefined : reading.origins.get(value.origin)?.site
  const text = site === undefined ? undefined : texts.text(site.file)
  if (site === undefined || text === undefined) return
  const edits = removeFromDockerfile(parseDockerfile(site.file, text), site)
  if (edits !== undefined) yield { kind: 'literal', site, edits }
}
