/**
 * The addresses of the instances in a state file that are otherwise than in another, or only in one of them, sorted;
 * undefined where one of them isn't understood or is too long to compare while others wait. Data sources change nothing.
 * https://developer.hashicorp.com/terraform/language/state (version 4)
 */
export function changedAddresses(before: string | undefined, after: string): readonly string[] | undefined {
  if ((before?.length ?? 0) + after.length > mostCharacters) return undefined
  const old = before === undefined ? new Map<string, string>() : instancesIn(before)
  const now = instancesIn(after)
  if (old === undefined || now === undefined) return undefined
  const all = new Set([...old.keys(), ...now.keys()])
  return [...all].filter((address) => old.get(address) !== now.get(address)).toSorted()
}

const mostCharacters = 16 * 1024 * 1024

type Fields = Readonly<Record<string, unknown>>

/** What each instance is, as JSON, by its address. */
function instancesIn(text: string): ReadonlyMap<string, string> | undefined {
  const resources = fieldsOf(parsed(text))?.['resources']
  if (!Array.isArray(resources)) return undefined
  const found = new Map<string, string>()
  for (const resource of resources) {
    const { mode, type, name, module, instances } = fieldsOf(resource) ?? {}
    if (mode !== 'managed' || typeof type !== 'string' || typeof name !== 'string') continue
    const base = `${typeof module === 'string' ? `${module}.` : ''}${type}.${name}`
    for (const instance of Array.isArray(instances) ? instances : [])
      found.set(...instanceOf(base, fieldsOf(instance) ?? {}))
  }
  return found
}

function instanceOf(
  base: string,
  { index_key: key, attributes, attributes_flat: flat, deposed }: Fields,
): readonly [string, string] {
  const index = key === undefined || key === null ? '' : `[${JSON.stringify(key)}]`
  const old = typeof deposed === 'string' ? ` (deposed ${deposed})` : ''
  return [`${base}${index}${old}`, JSON.stringify(attributes ?? flat ?? null)]
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The caller says nothing of what it can't read.
    return undefined
  }
}
