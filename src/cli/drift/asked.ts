import type { AskedAs } from '../../model/drift-answers.ts'
import type { Call } from '../command.ts'
import type { Given } from '../options.ts'

/** The folder and the options of a comparison that count for its answers too. */
export function askedAs({ words, given }: Pick<Call<unknown>, 'words' | 'given'>): AskedAs {
  const said = (names: ReadonlySet<string>): readonly string[] =>
    given.filter(({ name }) => names.has(name)).flatMap(optionWords)
  return { folder: words[0] ?? '.', reading: said(readingNames), live: said(liveNames) }
}

const readingNames: ReadonlySet<string> = new Set([
  'var',
  'var-file',
  'workspace',
  'state',
  'pull-state',
  'provider-schemas',
  'language',
  'fetch',
  'fetch-host',
])
const liveNames: ReadonlySet<string> = new Set([
  'live',
  'target',
  'region',
  'profile',
  'time-limit',
  'namespace',
])

/** Values of variables may be secret, and are the user's to fill in again. */
function optionWords({ name, text }: Given): readonly string[] {
  if (name === 'fetch' || name === 'pull-state') return [`--${name}`]
  return [`--${name}`, name === 'var' ? `${text.slice(0, text.indexOf('='))}=…` : text]
}
