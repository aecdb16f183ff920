import { isAllowed, readConstraints } from '../../lang/go-template/semver-constraint.ts'
import { compareVersions, versionOf, type Version } from '../../lang/go-template/semver.ts'

/** Whether a constraint is one version, or no constraint but the name of one, as registries have them. */
export function isExact(constraint: string): boolean {
  if (versionOf(constraint) !== undefined) return true
  return readConstraints(constraint).kind === 'bad' && /^\w[\w.-]*$/u.test(constraint)
}

/**
 * Of things with versions the newest that a constraint allows, as Helm chooses: a prerelease only where the constraint names one,
 * the newest of all where nothing is said. Undefined where none fits.
 */
export function newestOf<One extends { readonly version: string }>(
  all: readonly One[],
  constraint: string,
): One | undefined {
  const read = readConstraints(constraint === '' ? '*' : constraint)
  if (read.kind === 'bad') return undefined
  let found: { readonly one: One; readonly version: Version } | undefined
  for (const one of all) {
    const version = versionOf(one.version)
    if (version === undefined || !isAllowed(read, version)) continue
    if (found === undefined || compareVersions(version, found.version) > 0) found = { one, version }
  }
  return found?.one
}
