import { filePath, type FilePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { keptFor } from '../../kernel/recording.ts'
import type { Value } from '../../kernel/value.ts'
import { argoFiles, argoObjects } from './files.ts'
import { within } from '../../model/within.ts'
import { fieldOf, itemsIn, textIn } from '../../model/fields.ts'

/** What all applications of a snapshot say of where their sources lie. */
export interface Repository {
  /** Whether a URL means the repository that is read. */
  isOwn(url: string): boolean
  /** The names of the applications that are written in files, as `namespace/name`. */
  readonly written: ReadonlySet<string>
  readonly projects: readonly { readonly file: FilePath; readonly name: string }[]
}

/**
 * Which URL means the repository that is read is said nowhere in it. It is the one that is used with paths most of which exist
 * here; and, if none is used with any path that tells, the only one there is.
 */
export function repositoryOf(snapshot: Snapshot): Repository {
  return known(snapshot, 'all', () => found(snapshot))
}

const known = keptFor<'all', Repository>()

interface Evidence {
  there: number
  all: number
}

function found(snapshot: Snapshot): Repository {
  const evidence = new Map<string, Evidence>()
  const written = new Set<string>()
  const projects: { readonly file: FilePath; readonly name: string }[] = []
  const origins = new Origins()
  for (const file of argoFiles(snapshot, filePath(''))) {
    for (const object of argoObjects(snapshot, file, origins)) {
      const name = textIn(object, 'metadata', 'name') ?? ''
      if (textIn(object, 'kind') === 'AppProject') projects.push({ file, name })
      else written.add(`${textIn(object, 'metadata', 'namespace') ?? ''}/${name}`)
      for (const [url, path] of usesIn(object)) note(evidence, normal(url), path, snapshot)
    }
  }
  return { isOwn: ownOf(evidence), written, projects }
}

function ownOf(evidence: ReadonlyMap<string, Evidence>): Repository['isOwn'] {
  const likely = [...evidence].filter(([, { there, all }]) => there * 2 > all)
  const isUntold = [...evidence.values()].every(({ all }) => all === 0)
  const own = new Set(
    likely.length === 0 && isUntold && evidence.size === 1 ? evidence.keys() : likely.map(([url]) => url),
  )
  return (url) => own.has(normal(url))
}

function note(
  evidence: Map<string, Evidence>,
  url: string,
  path: string | undefined,
  snapshot: Snapshot,
): void {
  const one = evidence.get(url) ?? { there: 0, all: 0 }
  evidence.set(url, one)
  const tells = path !== undefined && !path.includes('{{') && path.replaceAll(/[./]/gu, '') !== ''
  if (!tells) return
  one.all += 1
  const folder = within(filePath(''), path)
  if (folder !== undefined && (snapshot.list(folder) ?? snapshot.bytes(folder)) !== undefined) one.there += 1
}

/** The git URLs that an object names, with the paths in them, as far as those say where something must be. */
function* usesIn(object: Value): Generator<readonly [url: string, path: string | undefined]> {
  const spec = fieldOf(object, 'spec')
  const inner = fieldOf(spec, 'template', 'spec')
  for (const one of [spec, inner]) {
    for (const source of [fieldOf(one, 'source'), ...itemsIn(one, 'sources')]) {
      const url = textIn(source, 'repoURL')
      if (url === undefined || url.includes('{{') || fieldOf(source, 'chart') !== undefined) continue
      if (!url.startsWith('oci:')) yield [url, textIn(source, 'path')]
    }
  }
  const open = [...itemsIn(spec, 'generators')]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    for (const kind of ['matrix', 'merge']) open.push(...itemsIn(one, kind, 'generators'))
    const url = textIn(one, 'git', 'repoURL')
    if (url === undefined || url.includes('{{')) continue
    for (const kind of ['directories', 'files'])
      for (const entry of itemsIn(one, 'git', kind)) yield [url, fixedPart(textIn(entry, 'path') ?? '')]
  }
}

/** The folder that everything a pattern means lies in. */
function fixedPart(pattern: string): string {
  const special = pattern.search(/[*?[{]/u)
  return special === -1 ? pattern : pattern.slice(0, pattern.lastIndexOf('/', special) + 1)
}

/** URLs of one repository are written in several ways. */
function normal(url: string): string {
  return url
    .trim()
    .toLowerCase()
    .replace(/^[a-z+]+:\/\//u, '')
    .replace(/^[^@/]*@/u, '')
    .replace(':', '/')
    .replace(/\/+$/u, '')
    .replace(/\.git$/u, '')
}
