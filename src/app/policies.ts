import type { Policies } from '../cli/context.ts'

/** What reads policies, loaded when a repository has some. */
export const policies: Policies = {
  cel: async (file, text) => {
    const { celRules } = await import('../policy/cel/rule-file.ts')
    return celRules(file, text)
  },
  rego: async (file, bytes) => {
    const { regoRules } = await import('../policy/rego/rules.ts')
    return regoRules(file, bytes, `rego/${nameOf(file)}`)
  },
  regoSources: async (sources) => {
    const { complaintsOf, entrypointsOf, noProgram, nothingNamed } = await import('../policy/rego/sources.ts')
    const entrypoints = entrypointsOf(sources)
    const [first] = sources
    if (first === undefined) return { value: [], diagnostics: [] }
    if (entrypoints.length === 0) return { value: [], diagnostics: nothingNamed(sources) }
    const { buildBundle } = await import('../host/opa.ts')
    const built = buildBundle(new Map(sources.map(({ name, text }) => [name, text])), entrypoints)
    if (built.kind === 'missing') return { value: [], diagnostics: noProgram(sources) }
    if (built.kind === 'failed') return { value: [], diagnostics: complaintsOf(built.why, sources) }
    const { regoRules } = await import('../policy/rego/rules.ts')
    return regoRules(first.file, built.bytes, 'rego')
  },
}

/** A bundle's name without its folder and endings, as the part of an id. */
function nameOf(file: string): string {
  const name = file.replace(/^.*\//u, '').replace(/\.(?:tar\.gz|tgz|wasm)$/u, '')
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-')
}
