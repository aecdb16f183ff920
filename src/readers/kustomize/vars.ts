import { refuser, underAll, unfetched, type Context, type Target } from './context.ts'
import { setAt, type FieldSpec } from './field-spec.ts'
import { fieldOf, isNull, leafOrigins, textIn, textNode, type Node, type ScalarNode } from './node.ts'
import { effectiveNamespace, gvkOf, idText, isSame, isSameBut, type Built, type ObjectId } from './object.ts'
import { isClusterScoped } from './scopes.ts'

/** A variable of a kustomization, whose value is that of a field of an object. */
export interface Variable {
  readonly name: string
  readonly entry: Node
}

/** Notes which objects variables are about. */
export function mergeVariables(
  context: Context,
  objects: readonly Built[],
  known: Variable[],
  entries: readonly Node[],
): void {
  for (const entry of entries) {
    const wrong = refuser(context, 'kustomize/invalid-variable', entry)
    const name = textIn(entry, 'name') ?? ''
    const id = wantedId(entry)
    const matches = id.namespace !== '' || isClusterScoped(id) ? isSame : isSameBut
    const found = objects.filter((one) => [...one.ids, one.id].some((other) => matches(id, other)))
    if (found.length > 1)
      throw wrong(`${name} could be about ${found.map((one) => idText(one.id)).join(', ')}`)
    found[0]?.variables.push(name)
    addVariables(context, known, [{ name, entry }])
  }
}

/** Joins variables of two kustomizations. */
export function addVariables(context: Context, known: Variable[], more: readonly Variable[]): void {
  for (const one of more) {
    if (known.some(({ name }) => name === one.name))
      throw refuser(context, 'kustomize/invalid-variable', one.entry)(`${one.name} is there twice`)
    known.push(one)
  }
}

function wantedId(entry: Node): ObjectId {
  const reference = fieldOf(entry, 'objref')
  const said = gvkOf(textIn(reference, 'apiVersion') ?? '', textIn(reference, 'kind') ?? '')
  return {
    group: textIn(reference, 'group') ?? said.group,
    version: textIn(reference, 'version') ?? said.version,
    kind: said.kind,
    name: textIn(reference, 'name') ?? '',
    namespace: textIn(reference, 'namespace') ?? '',
  }
}

/** Puts the values of variables where `$(NAME)` stands. */
export function resolveVariables(
  context: Context,
  target: Target,
  variables: readonly Variable[],
  specs: readonly FieldSpec[],
): void {
  if (variables.length === 0) return
  const values = new Map(variables.map((one) => [one.name, valueOf(context, target, one)]))
  for (const object of target.objects)
    for (const spec of specs)
      setAt(object, spec, {
        creates: 'nothing',
        origin: object.node.origin,
        refuse: refuser(context, 'kustomize/invalid-variable', object.node),
        set: (found) => expanded(context, found, values),
      })
}

function valueOf(
  context: Context,
  { objects, isPartial }: Target,
  { name, entry }: Variable,
): ScalarNode | undefined {
  const wrong = refuser(context, 'kustomize/invalid-variable', entry)
  const object = objects.find((one) => one.variables.includes(name))
  if (object === undefined && isPartial) return unfetched(context, entry, `the variable ${name}`)
  if (object === undefined) throw wrong(`${name} is about no object`)
  const path = textIn(entry, 'fieldref', 'fieldPath') ?? ''
  const steps = (path === '' ? 'metadata.name' : path).replaceAll(/\[(\d+)\]/gu, '.$1').split('.')
  let here: Node | undefined = object.node
  for (const step of steps)
    here = here?.kind === 'list' ? here.items[Number(step)] : fieldOf(here, step.replaceAll(/^\[|\]$/gu, ''))
  if (here === undefined)
    throw wrong(`${idText(object.id)} in ${effectiveNamespace(object.id)} has no ${path}`)
  if (here.kind !== 'scalar' || isNull(here)) return undefined
  const { origins } = context
  const under = underAll(origins, leafOrigins(entry))
  return {
    ...here,
    origin: origins.at('variable', origins.site(entry.origin), { inputs: [here.origin], under }),
  }
}

type Values = ReadonlyMap<string, ScalarNode | undefined>

function expanded(context: Context, found: Node, values: Values): Node | undefined {
  if (isNull(found)) return undefined
  if (found.kind === 'scalar') return expand(context, found, values)
  if (found.kind === 'map') {
    for (const [key, one] of found.entries) {
      const next = one.kind === 'scalar' ? expand(context, one, values) : undefined
      if (next !== undefined) found.entries.set(key, next)
    }
    return undefined
  }
  for (const [at, one] of found.items.entries()) {
    if (one.kind !== 'scalar' || typeof one.scalar !== 'string')
      throw refuser(
        context,
        'kustomize/invalid-variable',
        one,
      )('variables are looked for in a list of texts only')
    const next = expand(context, one, values)
    if (next !== undefined) found.items[at] = next
  }
  return undefined
}

function expand({ origins }: Context, found: ScalarNode, values: Values): Node | undefined {
  if (typeof found.scalar !== 'string') return undefined
  const whole = /^\$\(([^)]*)\)$/u.exec(found.text)?.[1]
  const only = whole === undefined ? undefined : values.get(whole)
  const site = origins.site(found.origin)
  if (only !== undefined) {
    const origin = origins.at('variable', site, { inputs: [only.origin], under: found.origin })
    return { ...only, origin }
  }
  const used: ScalarNode[] = []
  const text = found.text.replaceAll(/\$(?:\$|\(([^)]*)\))/gu, (written, name?: string) => {
    if (name === undefined) return '$'
    const value = values.get(name)
    if (value !== undefined) used.push(value)
    return value?.text ?? written
  })
  if (text === found.text) return undefined
  const inputs = [found, ...used].map((one) => one.origin)
  const made = textNode(text, origins.at('template', site, { inputs }))
  const because = used.flatMap((one) => one.because ?? [])
  return because.length === 0 ? made : { ...made, because }
}
