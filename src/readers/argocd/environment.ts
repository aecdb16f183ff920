import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Value } from '../../kernel/value.ts'
import { fieldOf } from '../../model/fields.ts'
import { scalarText } from '../../model/scalar.ts'

/** The variables of the build environment that are said in an application, by name. */
export type Environment = ReadonlyMap<string, Value>

const places: readonly (readonly [name: string, of: 'application' | 'source', ...path: string[]])[] = [
  ['ARGOCD_APP_NAME', 'application', 'metadata', 'name'],
  ['ARGOCD_APP_NAMESPACE', 'application', 'spec', 'destination', 'namespace'],
  ['ARGOCD_APP_PROJECT_NAME', 'application', 'spec', 'project'],
  ['ARGOCD_APP_SOURCE_PATH', 'source', 'path'],
  ['ARGOCD_APP_SOURCE_REPO_URL', 'source', 'repoURL'],
  ['ARGOCD_APP_SOURCE_TARGET_REVISION', 'source', 'targetRevision'],
]

/** See https://argo-cd.readthedocs.io/en/stable/user-guide/build-environment/ */
export function environmentOf(application: Value, source: Value): Environment {
  const found = new Map<string, Value>()
  for (const [name, of, ...path] of places) {
    const value = fieldOf(of === 'application' ? application : source, ...path)
    if (value !== undefined && scalarText(value) !== undefined) found.set(name, value)
  }
  return found
}

/** A text in which `$NAME` and `${NAME}` have become what they say, and `$$` is `$`; what isn't known stays. */
export function expanded(
  text: string,
  origin: OriginId,
  environment: Environment,
  origins: Origins,
): { readonly text: string; readonly origin: OriginId } {
  if (!text.includes('$')) return { text, origin }
  const used: Value[] = []
  const made = text.replaceAll(
    /\$(?:\$|\{(\w+)\}|([A-Za-z_]\w*))/gu,
    (whole, braced?: string, bare?: string) => {
      if (whole === '$$') return '$'
      const value = environment.get(braced ?? bare ?? '')
      if (value === undefined) return whole
      used.push(value)
      return scalarText(value) ?? whole
    },
  )
  const [only] = used
  const site = origins.site(origin)
  if (only === undefined) return { text: made, origin }
  const isWhole = /^\$(?:\{\w+\}|\w+)$/u.test(text)
  return {
    text: made,
    origin: isWhole
      ? origins.at('reference', site, { inputs: [only.origin] })
      : origins.at('template', site, { inputs: [...used.map((one) => one.origin), origin] }),
  }
}
