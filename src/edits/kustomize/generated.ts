import type { Data } from '../../kernel/edit.ts'
import type { Origin, OriginId } from '../../kernel/origin.ts'
import type { Span } from '../../kernel/span.ts'
import { exactly } from '../additions.ts'
import type { Asking, Place } from '../asking.ts'

/**
 * Entries of ConfigMaps and Secrets that a kustomization generates: `literals`, files of `files`, lines of `envs`.
 * https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/
 */
export function* generatedPlaces(asking: Asking, wanted: Data): Generator<Place> {
  const { reading, whole, steps } = asking
  const [field, key] = steps
  if (reading.format !== 'kustomize' || typeof key !== 'string' || steps.length !== 2) return
  if (field !== 'data' && field !== 'binaryData') return
  const text = textWanted(whole, field, wanted)
  const value = exactly(whole, steps)
  if (text === undefined || value === undefined) return
  for (const { site } of literalsUnder(asking, value.origin)) yield* entryPlaces(asking, site, key, text)
}

/** What is wanted as it is written: what a Secret holds is encoded. */
function textWanted(whole: Asking['whole'], field: string, wanted: Data): string | undefined {
  if (typeof wanted !== 'string') return undefined
  const kind = exactly(whole, ['kind'])
  const isSecret = kind?.kind === 'scalar' && kind.scalar === 'Secret'
  return isSecret || field === 'binaryData' ? Buffer.from(wanted, 'base64').toString('utf8') : wanted
}

function literalsUnder({ reading: { origins } }: Asking, start: OriginId): readonly Origin[] {
  const found: Origin[] = []
  const open = [start]
  const seen = new Set<OriginId>()
  for (let id = open.pop(); id !== undefined && seen.size < 50; id = open.pop()) {
    const node = seen.has(id) ? undefined : origins.get(id)
    seen.add(id)
    if (node === undefined) continue
    if (node.inputs.length === 0) found.push(node)
    open.push(...node.inputs)
  }
  return found
}

/** `KEY=value` with the key as it is, or what a file or a line of one says. */
function* entryPlaces({ texts }: Asking, site: Span, key: string, text: string): Generator<Place> {
  const writing = texts.writing(site.file)
  const entry = writing?.literal(site)
  if (typeof entry !== 'string') return
  const edits = writing?.replace(site, entry.startsWith(`${key}=`) ? `${key}=${text}` : text)
  if (edits !== undefined && edits.length > 0) yield { kind: 'literal', site, edits }
}
