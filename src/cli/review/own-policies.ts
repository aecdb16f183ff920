import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Config } from '../../engine/config/config.ts'
import type { PlacedRule, PolicySource } from '../../rules/user.ts'
import type { Policies } from '../context.ts'

/** Where policies lie when `plumbline.yaml` names no other place. */
const usual = filePath('.plumbline/policies')

/** As many files as a folder of policies is looked through. */
const mostFiles = 10_000

/** A file that holds policies or their data, and its path below the place where it was looked for. */
interface PolicyFile {
  readonly file: FilePath
  readonly name: string
}

/** The files that hold policies in Rego, compiled ones apart from sources, and what is to be said of places that hold none. */
export interface PolicyFiles {
  readonly bundles: readonly FilePath[]
  readonly sources: readonly PolicyFile[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Looks for policies where the configuration says that they are. */
export function policyFiles(snapshot: Snapshot, { policies }: Config): PolicyFiles {
  const places = policies.map(({ path, span }) => ({ span, files: filesAt(snapshot, path) }))
  const found = policies.length === 0 ? filesAt(snapshot, usual) : places.flatMap((place) => place.files)
  const files = [...new Map(found.map((one) => [one.file, one])).values()]
  return {
    bundles: files.map(({ file }) => file).filter((file) => /\.(?:tar\.gz|tgz|wasm)$/u.test(file)),
    sources: files.filter(({ file }) => /(?:(?<!_test)\.rego|(?:^|\/)data\.(?:json|ya?ml))$/u.test(file)),
    diagnostics: places
      .filter((place) => place.files.length === 0)
      .map(({ span }) => ({
        code: 'review/policy-missing',
        severity: 'error',
        summary: 'A place of policies holds none',
        detail:
          'There is no such file or folder in the repository, or it is empty. With --since it must be there before the change.',
        span,
      })),
  }
}

/** The rules that the policies make. They are programs: whoever calls this trusts them. */
export async function policyRules(
  snapshot: Snapshot,
  { bundles, sources }: PolicyFiles,
  policies: Policies,
): Promise<Outcome<readonly PlacedRule[]>> {
  const outcomes: Outcome<readonly PlacedRule[]>[] = []
  for (const file of bundles) {
    const bytes = snapshot.bytes(file)
    outcomes.push(bytes === undefined ? unreadable(file) : await policies.rego(file, bytes))
  }
  if (sources.some(({ file }) => file.endsWith('.rego'))) {
    outcomes.push(
      ...sources.flatMap(({ file }) => (snapshot.text(file) === undefined ? [unreadable(file)] : [])),
      await policies.regoSources(sourcesOf(snapshot, sources)),
    )
  }
  return {
    value: outcomes.flatMap(({ value }) => value),
    diagnostics: outcomes.flatMap(({ diagnostics }) => diagnostics),
  }
}

function unreadable(file: FilePath): Outcome<readonly PlacedRule[]> {
  const diagnostic: Diagnostic = {
    code: 'review/policy-unreadable',
    severity: 'error',
    summary: 'A policy of the repository cannot be read',
    detail: 'It cannot be opened, or it is no text in UTF-8 although its name says that it is a source.',
    span: { file, start: 0, end: 0 },
  }
  return { value: [], diagnostics: [diagnostic] }
}

/** The texts of sources under names of their own: two places may have a file of the same name. */
function sourcesOf(snapshot: Snapshot, files: readonly PolicyFile[]): readonly PolicySource[] {
  const taken = new Set<string>()
  return files.flatMap(({ file, name }) => {
    const text = snapshot.text(file)
    if (text === undefined) return []
    const own = taken.has(name) ? file : name
    taken.add(own)
    return [{ file, name: own, text }]
  })
}

/** A file, or all files below a folder. */
function filesAt(snapshot: Snapshot, path: FilePath): readonly PolicyFile[] {
  const found: PolicyFile[] = []
  const open: PolicyFile[] = [{ file: path, name: '' }]
  for (let here = open.pop(); here !== undefined && found.length < mostFiles; here = open.pop()) {
    const entries = snapshot.list(here.file)
    if (entries === undefined && snapshot.bytes(here.file) !== undefined) {
      found.push({ file: here.file, name: here.file.replace(/^.*\//u, '') })
    }
    for (const { name, kind } of entries ?? []) {
      const inside = { file: filePath(joined(here.file, name)), name: joined(here.name, name) }
      if (kind === 'file') found.push(inside)
      else open.push(inside)
    }
  }
  return found.toSorted((a, b) => (a.file < b.file ? -1 : 1))
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}
