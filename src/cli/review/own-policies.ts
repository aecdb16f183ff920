import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Config } from '../../engine/config/config.ts'
import type { PlacedRule } from '../../rules/user.ts'
import type { Policies } from '../context.ts'

/** Where policies lie when `plumbline.yaml` names no other place. */
const usual = filePath('.plumbline/policies')

/** As many files as a folder of policies is looked through. */
const mostFiles = 10_000

/** The files that hold policies in Rego, compiled ones apart from sources, and what is to be said of places that hold none. */
export interface PolicyFiles {
  readonly bundles: readonly FilePath[]
  readonly sources: readonly FilePath[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Looks for policies where the configuration says that they are. */
export function policyFiles(snapshot: Snapshot, { policies }: Config): PolicyFiles {
  const places = policies.map(({ path, span }) => ({ span, files: filesAt(snapshot, path) }))
  const files = new Set(
    policies.length === 0 ? filesAt(snapshot, usual) : places.flatMap((place) => place.files),
  )
  return {
    bundles: [...files].filter((file) => /\.(?:tar\.gz|tgz|wasm)$/u.test(file)),
    sources: [...files].filter((file) => /(?:(?<!_test)\.rego|(?:^|\/)data\.(?:json|ya?ml))$/u.test(file)),
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
    if (bytes !== undefined) outcomes.push(await policies.rego(file, bytes))
  }
  if (sources.some((file) => file.endsWith('.rego'))) {
    const texts = sources.flatMap((file): readonly (readonly [FilePath, string])[] => {
      const text = snapshot.text(file)
      return text === undefined ? [] : [[file, text]]
    })
    outcomes.push(await policies.regoSources(new Map(texts)))
  }
  return {
    value: outcomes.flatMap(({ value }) => value),
    diagnostics: outcomes.flatMap(({ diagnostics }) => diagnostics),
  }
}

/** A file, or all files below a folder. */
function filesAt(snapshot: Snapshot, path: FilePath): readonly FilePath[] {
  const found: FilePath[] = []
  const open = [path]
  for (let here = open.pop(); here !== undefined && found.length < mostFiles; here = open.pop()) {
    const entries = snapshot.list(here)
    if (entries === undefined && snapshot.bytes(here) !== undefined) found.push(here)
    for (const { name, kind } of entries ?? []) {
      const inside = filePath(here === '' ? name : `${here}/${name}`)
      if (kind === 'file') found.push(inside)
      else open.push(inside)
    }
  }
  return found.toSorted()
}
