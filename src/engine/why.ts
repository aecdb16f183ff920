import { steps, type Origin, type OriginId } from '../kernel/origin.ts'
import type { Origins } from '../kernel/origins.ts'
import type { Value } from '../kernel/value.ts'
import { leavesOf, nameAt, pathText, valueAt, type PathStep } from '../model/path.ts'
import type { Estate, Reading } from '../model/reading.ts'
import type { NotFound, Site, WhyAnswer, WhyPart } from '../model/why.ts'
import { find, type Found } from './find.ts'

/** As many literals as an answer lists. */
const mostLiterals = 50

/** Why a value is what it is: one answer for each variant of the root. */
export function why(estate: Estate, address: string, path?: string): readonly WhyAnswer[] | NotFound {
  const found = find(estate, address, path)
  return 'kind' in found ? found : found.map(answer)
}

function answer({ reading, address, steps: at, value, whole }: Found): WhyAnswer {
  const { origins } = reading
  const chain = chainOf(origins, value.origin)
  const last = chain.at(-1)
  const exact = last !== undefined && last.inputs.length === 0 && last.step !== 'construct'
  return {
    root: reading.root,
    variant: reading.variant,
    address,
    path: pathText(at),
    name: nameAt(whole, at, address),
    value,
    hops: eachOnce(hopsOf(chain, exact)),
    literals: literalsOf(origins, last),
    exact,
    losers: eachOnce(
      [...chain, ...containersOf(origins, whole, at)].flatMap(({ losers }) =>
        losers.flatMap((id) => loserOf(origins, id)),
      ),
    ),
    under: eachOnce(
      [...chain, ...containersOf(origins, whole, at)].flatMap(({ under }) => undersOf(origins, under)),
    ),
    because: value.kind === 'unknown' ? value.because : [],
    parts: at.length === 0 ? partsOf(origins, whole, address) : [],
  }
}

/** A value inside of a resource, and where it comes from. */
export type Trace = Pick<
  WhyAnswer,
  'path' | 'name' | 'value' | 'hops' | 'literals' | 'exact' | 'losers' | 'under' | 'because'
>

/** Everything that somebody wrote of a resource or named value, each with all of its origins. */
export function tracesOf(reading: Reading, address: string, whole: Value): readonly Trace[] {
  const { origins } = reading
  return writtenLeaves(origins, whole).map(
    ({ steps: at, value }) => answer({ reading, address, steps: at, value, whole }) satisfies Trace,
  )
}

/** As many parts as an answer lists. */
const mostParts = 500

/** What somebody wrote inside of a whole value; what the provider decides, and what is unset, was written by nobody. */
function partsOf(origins: Origins, whole: Value, address: string): readonly WhyPart[] {
  if (whole.kind !== 'map' && whole.kind !== 'list') return []
  return writtenLeaves(origins, whole).map(({ steps: at, value }): WhyPart => {
    const last = chainOf(origins, value.origin).at(-1)
    const [literal] = literalsOf(origins, last)
    const isExact = last?.inputs.length === 0
    const site = last && !isExact ? siteOf(last) : literal
    return { path: pathText(at), name: nameAt(whole, at, address), value, site }
  })
}

function writtenLeaves(
  origins: Origins,
  whole: Value,
): readonly { readonly steps: readonly PathStep[]; readonly value: Value }[] {
  const found: { readonly steps: readonly PathStep[]; readonly value: Value }[] = []
  for (const { steps: at, value } of leavesOf(whole)) {
    const first = origins.get(value.origin)
    // What has no origin of its own has that of the block, in which nobody wrote it.
    if (first === undefined || first.step === 'service' || value.origin === whole.origin) continue
    if (at.length === 0 || value.kind === 'absent') continue
    found.push({ steps: at, value })
    if (found.length === mostParts) break
  }
  return found
}

/** The places a value came through, from the nearest to the literal that set it; just the nearest where it is computed. */
export function traceOf(origins: Origins, id: OriginId): readonly Site[] {
  return eachOnce(chainOf(origins, id).map(siteOf))
}

/** Where a value comes from, in short: the literals it is made of, and what the one that set it overrode. */
export function sourceOf(
  origins: Origins,
  id: OriginId,
): Pick<WhyAnswer, 'literals' | 'losers' | 'exact'> & { readonly last: Site | undefined } {
  const chain = chainOf(origins, id)
  const last = chain.at(-1)
  return {
    literals: literalsOf(origins, last),
    exact: last !== undefined && last.inputs.length === 0 && last.step !== 'construct',
    losers: eachOnce(chain.flatMap(({ losers }) => losers.flatMap((loser) => loserOf(origins, loser)))),
    last: last && siteOf(last),
  }
}

/** The chain without its end, which is the literal itself, and without what was said at that very place. */
function hopsOf(chain: readonly Origin[], exact: boolean): readonly Site[] {
  const { site } = chain.at(-1) ?? {}
  if (!exact || site === undefined) return chain.map(siteOf)
  const isLiteral = ({ site: one }: Origin): boolean =>
    one.file === site.file && one.start === site.start && one.end === site.end
  return chain.filter((node) => !isLiteral(node)).map(siteOf)
}

/** The blocks and collections that a value lies in: what they have overridden was overridden for it too, and what let them exist let it. */
function containersOf(origins: Origins, whole: Value, at: readonly PathStep[]): readonly Origin[] {
  return at.flatMap((_, length) => {
    const container = valueAt(whole, at.slice(0, length))
    const items = container?.kind === 'list' && container.items.length === 1 ? container.items : []
    return [container, ...items].flatMap((one) => chainOf(origins, one?.origin ?? 0))
  })
}

/** The nodes from a value to the first that is no plain hand-over, with the hops of the containers it was taken out of. */
function chainOf(origins: Origins, start: OriginId): readonly Origin[] {
  const chain: Origin[] = []
  const seen = new Set<OriginId>()
  for (let node = origins.get(start); node !== undefined && !seen.has(node.id);) {
    seen.add(node.id)
    chain.push(node)
    if (!steps[node.step].identity || node.inputs.length !== 1) break
    for (const hop of containerHops(origins, node.through)) {
      if (!seen.has(hop.id)) chain.push(hop)
      seen.add(hop.id)
    }
    node = origins.get(node.inputs[0] ?? 0)
  }
  return chain
}

/** What the container of a value went through: everything but the place where it was built. */
function containerHops(origins: Origins, container: OriginId): readonly Origin[] {
  if (container === 0) return []
  return chainOf(origins, container).filter(({ step }) => steps[step].identity)
}

/** Where the last node of a chain gets its value from: itself, or all the leaves below it. */
function literalsOf(origins: Origins, last: Origin | undefined): readonly Site[] {
  if (last === undefined) return []
  const found: Site[] = []
  const seen = new Set<OriginId>()
  const open: OriginId[] = [last.id]
  for (let id = open.pop(); id !== undefined && found.length < mostLiterals; id = open.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    const node = origins.get(id)
    if (node === undefined) continue
    if (node.inputs.length === 0) found.push(siteOf(node))
    else if (node.step === 'shape') found.push(...node.inputs.flatMap((input) => builtAt(origins, input)))
    else open.push(...node.inputs.toReversed())
  }
  return eachOnce(found)
}

/** Of a collection of which only the shape matters: the place where it was built. */
function builtAt(origins: Origins, id: OriginId): readonly Site[] {
  const last = chainOf(origins, id).at(-1)
  return last === undefined ? [] : [siteOf(last)]
}

/** What was overridden: the line itself, or the literal that it hands on. */
function loserOf(origins: Origins, id: OriginId): readonly Site[] {
  const node = origins.get(id)
  return node === undefined ? [] : [siteOf(node)]
}

function undersOf(origins: Origins, start: OriginId): readonly Site[] {
  const found: Site[] = []
  for (let node = origins.get(start); node !== undefined; node = origins.get(node.under)) {
    if (!isConstant(origins, node)) found.push(siteOf(node))
  }
  return found
}

/** The constant key of `x[0]` is in sight where the value is taken out. */
function isConstant(origins: Origins, { step, site, inputs }: Origin): boolean {
  const [only = 0] = inputs
  if (step !== 'conditional' || origins.step(only) !== 'literal') return false
  const { file, start, end } = origins.site(only)
  return file === site.file && start === site.start && end === site.end
}

function siteOf({ step, site }: Origin): Site {
  return { step, span: site }
}

function eachOnce(sites: readonly Site[]): readonly Site[] {
  const seen = new Set<string>()
  return sites.filter(({ span }) => {
    const key = `${span.file}:${span.start}:${span.end}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
