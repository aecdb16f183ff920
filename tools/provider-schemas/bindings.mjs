// Reads one provider's compiled npm bindings (the `lib/` of a `@cdktf/provider-*` package) into plain facts.
//
// What the compiled code still tells, and where:
// - `xToTerraform(struct)` / `synthesizeAttributes()`: the names as Terraform writes them, and how each is mapped.
//   `listMapper(f, true)` is a nested block, `listMapper(f, false)` an attribute that holds a list or set of objects.
// - `xToHclTerraform(struct)` / `synthesizeHclAttributes()`: list, set, map, struct or simple, and the stored class.
// - `// name - computed: …, optional: …, required: …`: kept in front of getters and of members that hold a class; lost in
//   front of plain settable members, whose `computed` is therefore left `undefined` here ("the bindings do not say").
// - the `.d.ts` interfaces: whether a settable member is required, by its question mark.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {{ kind: 'string' | 'number' | 'bool' | 'dynamic' } | { kind: 'list' | 'set' | 'map', element: Type } | { kind: 'object', struct: string }} Type
 * @typedef {{ name: string, required: boolean, optional: boolean, computed: boolean | undefined, shape: Shape, property: string }} Member
 * @typedef {{ kind: 'type', type: Type } | { kind: 'struct', mode: 'list' | 'set' | 'map' | 'struct', single: boolean, block: boolean | undefined, struct: string } | { kind: 'skipped' }} Shape
 * @typedef {{ kind: 'resource' | 'data' | 'provider', type: string, members: Member[] }} Entry
 * @typedef {{ source: string, version: string, entries: Entry[], structs: Map<string, Member[]> }} Bindings
 */

/** Reads the package unpacked at `folder`. @param {string} folder @returns {Bindings} */
export function readBindings(folder) {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).cdktf.provider
  const lib = join(folder, 'lib')
  const entries = []
  const structs = new Map()
  for (const name of readdirSync(lib).toSorted()) {
    if (!statSync(join(lib, name)).isDirectory()) continue
    const { top, nested } = readFolder(join(lib, name))
    if (top === undefined) throw new Error(`no construct in ${name}`)
    entries.push(top)
    for (const [struct, members] of nested) structs.set(struct, members)
  }
  entries.sort((a, b) => (a.type < b.type ? -1 : 1))
  return {
    source: about.name.replace(/^registry\.terraform\.io\//u, ''),
    version: about.version,
    entries,
    structs,
  }
}

function filesBelow(folder, ending) {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(ending))
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8').replace(/\n\/\/# sourceMappingURL=.*/u, ''))
}

function readFolder(folder) {
  const state = {
    maps: new Map(),
    hcl: new Map(),
    classes: new Map(),
    interfaces: new Map(),
    types: new Map(),
  }
  for (const text of filesBelow(folder, '.js')) readCode(text, state)
  for (const text of filesBelow(folder, '.d.ts')) readInterfaces(text, state)
  const structNames = new Set([
    ...[...state.maps.keys()].filter((name) => !name.startsWith('class ')),
    ...[...state.classes.keys()].flatMap((name) =>
      name.endsWith('OutputReference') ? [name.slice(0, -15)] : [],
    ),
  ])
  const nested = new Map()
  for (const name of structNames) {
    const info = {
      maps: state.maps.get(name) ?? new Map(),
      hcl: state.hcl.get(name) ?? new Map(),
      cls: state.classes.get(`${name}OutputReference`),
      properties: state.interfaces.get(name) ?? new Map(),
    }
    nested.set(name, membersOf(info, structNames, name))
  }
  let top
  for (const [name, cls] of state.classes) {
    const kind = {
      TerraformResource: 'resource',
      TerraformDataSource: 'data',
      TerraformProvider: 'provider',
    }[cls.base]
    if (kind === undefined) continue
    const info = {
      maps: state.maps.get(`class ${name}`) ?? new Map(),
      hcl: state.hcl.get(`class ${name}`) ?? new Map(),
      cls,
      properties: state.interfaces.get('config') ?? state.interfaces.get(`${name}Config`) ?? new Map(),
    }
    const members = membersOf(info, structNames, name).filter(
      (one) => !(kind === 'provider' && one.name === 'alias'),
    )
    top = { kind, type: state.types.get(name) ?? '', members }
  }
  return { top, nested }
}

function upper(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** One pass over the lines of compiled code: functions and classes are recognised by their fixed indentation. */
function readCode(text, { maps, hcl, classes, types }) {
  const lines = text.split('\n')
  let cls
  let target
  let hclTarget
  let hclName
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]
    let m
    if (line[0] !== ' ') {
      target = hclTarget = undefined
      if ((m = /^function (\w+?)To(Hcl)?Terraform\(struct\)/u.exec(line))) {
        if (m[2]) hcl.set(upper(m[1]), (hclTarget = new Map()))
        else maps.set(upper(m[1]), (target = new Map()))
        cls = undefined
      } else if ((m = /^class (\w+) extends cdktf\.(\w+) \{/u.exec(line))) {
        cls = { name: m[1], base: m[2], comments: new Map(), getters: new Map(), stored: new Map() }
        classes.set(m[1], cls)
      } else if ((m = /^(\w+)\.tfResourceType = "([^"]+)"/u.exec(line))) types.set(m[1], m[2])
      continue
    }
    if (cls !== undefined) {
      if (line === '    synthesizeAttributes() {') maps.set(`class ${cls.name}`, (target = new Map()))
      else if (line === '    synthesizeHclAttributes() {')
        hcl.set(`class ${cls.name}`, (hclTarget = new Map()))
      else if (line === '    }') target = hclTarget = undefined
      else if ((m = /^ {4,8}\/\/ (\S+) - computed: (\w+), optional: (\w+), required: (\w+)$/u.exec(line))) {
        cls.comments.set(m[1], {
          computed: m[2] === 'true',
          optional: m[3] === 'true',
          required: m[4] === 'true',
        })
      } else if (
        (m = /^        this\.(\w+) = new (?:\w+\.)?(\w+)\(this, "([^"]+)"(?:, (true|false))?\);$/u.exec(line))
      ) {
        const library = line.includes('= new cdktf.')
        cls.stored.set(m[3], { type: m[2], set: m[4] === 'true', library, property: m[1].slice(1) })
      } else if ((m = /^    get (\w+)\(\) \{$/u.exec(line))) {
        const body = lines[at + 1] ?? ''
        const call = /return (.*?)'([^']+)'\)+;$/u.exec(body)
        if (call) cls.getters.set(call[2], { access: call[1], property: m[1] })
      }
    }
    if (target !== undefined && (m = /^ +(?:"([^"]+)"|([\w-]+)): (.+),$/u.exec(line))) {
      const value = m[3].replace(/^(?:struct|this)\.\S+ === undefined \? \S+ : /u, '')
      const call = /^(.*)\((?:struct|this)\.(\w+)(?:\.internalValue)?\)$/u.exec(value)
      if (call) target.set(m[1] ?? m[2], call[1])
      else throw new Error(`not understood: ${line}`)
    }
    if (hclTarget !== undefined) {
      if ((m = /^ +(?:"([^"]+)"|([\w-]+)): \{$/u.exec(line))) hclTarget.set((hclName = m[1] ?? m[2]), {})
      else if (hclName !== undefined && (m = /^ +type: "(\w+)",$/u.exec(line)))
        hclTarget.get(hclName).type = m[1]
      else if (hclName !== undefined && (m = /^ +storageClassType: "(\w+)",$/u.exec(line)))
        hclTarget.get(hclName).stored = m[1]
    }
  }
}

/** Which settable members are required: by the question mark of the declaration; the link of its comment has Terraform's name. */
function readInterfaces(text, { interfaces }) {
  let target
  let link
  for (const line of text.split('\n')) {
    let m
    if ((m = /^export interface (\w+)( extends cdktf\.TerraformMetaArguments)?/u.exec(line))) {
      // A config's own name may carry a suffix that keeps it apart from another class.
      interfaces.set(m[2] ? 'config' : m[1], (target = new Map()))
    } else if (line[0] === '}') target = undefined
    else if (target === undefined) continue
    else if ((m = /Docs at Terraform Registry: \{@link \S+?#(\S+) /u.exec(line))) link = m[1]
    else if ((m = /^    readonly (\w+)(\?)?: /u.exec(line)) && link !== undefined) {
      target.set(link, { property: m[1], required: m[2] === undefined })
      link = undefined
    }
  }
}

function membersOf({ maps, hcl, cls, properties }, structNames, where) {
  const names = [...new Set([...maps.keys(), ...(cls?.comments.keys() ?? []), ...(cls?.stored.keys() ?? [])])]
  return names.map((name) => {
    const comment = cls?.comments.get(name)
    const settable = maps.has(name)
    const property = properties.get(name)
    if (settable && property === undefined && comment === undefined)
      throw new Error(`${where}.${name}: not declared`)
    const required = comment?.required ?? property?.required ?? false
    return {
      name,
      required: settable && required,
      optional: settable && !required,
      computed: comment?.computed ?? (settable && required ? false : undefined),
      shape: settable
        ? settableShape(name, maps.get(name), hcl.get(name), cls?.getters.get(name)?.access, structNames)
        : readShape(name, cls, structNames, where),
      property:
        property?.property ?? cls?.getters.get(name)?.property ?? cls?.stored.get(name)?.property ?? name,
    }
  })
}

function settableShape(name, mapper, { type, stored }, access, structNames) {
  if (mapper === 'cdktf.anyToTerraform') return { kind: 'skipped' }
  const struct = structOf(stored, structNames)
  if (struct === undefined)
    return { kind: 'type', type: plainType(stored, type === 'set' || (access ?? '').includes('tolist')) }
  const direct = /^(?:\(0, )?(?:\w+\.)?\w+ToTerraform\)?$/u.test(mapper)
  const block = /^cdktf\.listMapper\((?:\w+\.)?\w+ToTerraform, (true|false)\)$/u.exec(mapper)
  if (type === 'struct') return { kind: 'struct', mode: 'struct', single: true, block: undefined, struct }
  if (direct) return { kind: 'struct', mode: type, single: true, block: true, struct }
  if (block) return { kind: 'struct', mode: type, single: false, block: block[1] === 'true', struct }
  if (type === 'map' && /^cdktf\.hashMapper\((?:\w+\.)?\w+ToTerraform\)$/u.test(mapper)) {
    return { kind: 'struct', mode: 'map', single: false, block: false, struct }
  }
  return { kind: 'type', type: composed(stored.slice(struct.length), type, { kind: 'object', struct }) }
}

/** The shape of a member that can only be read. */
function readShape(name, cls, structNames, where) {
  const stored = cls?.stored.get(name)
  if (stored === undefined) {
    const access = cls?.getters.get(name)?.access
    if (access === undefined) throw new Error(`${where}.${name}: no getter`)
    return { kind: 'type', type: readType(access, `${where}.${name}`) }
  }
  if (stored.library) return { kind: 'type', type: plainType(stored.type, stored.set) }
  const struct = structOf(stored.type, structNames)
  if (struct === undefined) throw new Error(`${where}.${name}: ${stored.type} is not known`)
  const suffix = stored.type.slice(struct.length)
  if (suffix === 'OutputReference')
    return { kind: 'struct', mode: 'struct', single: true, block: undefined, struct }
  if (suffix === 'List')
    return { kind: 'struct', mode: stored.set ? 'set' : 'list', single: false, block: false, struct }
  if (suffix === 'Map') return { kind: 'struct', mode: 'map', single: false, block: false, struct }
  return { kind: 'type', type: composed(suffix, stored.set ? 'set' : undefined, { kind: 'object', struct }) }
}

function readType(access, where) {
  const set = access.includes('tolist(')
  const call = /this\.get(String|Number|Boolean)((?:Map|List)*)Attribute\($/u.exec(access)
  if (call) return plainType(`${call[1]}${call[2]}`, set)
  if (access.endsWith('this.getListAttribute(')) return plainType('stringList', set)
  // The other readable members without a class of their own are lists and sets of booleans, which no getter serves.
  if (access.endsWith('this.interpolationForAttribute('))
    return { kind: set ? 'set' : 'list', element: { kind: 'bool' } }
  throw new Error(`${where}: ${access} is not known`)
}

/** `stringListMap` is a map of lists of strings; only the outermost tells a set from a list. */
function plainType(stored, set) {
  const m = /^(string|number|boolean|any)((?:List|Map)*)$/iu.exec(stored)
  if (!m) throw new Error(`type ${stored} is not known`)
  const base = m[1].toLowerCase()
  // A value of any type is said as a map of anything.
  if (base === 'any' && m[2].startsWith('Map'))
    return composed(m[2].slice(3), set ? 'set' : undefined, { kind: 'dynamic' })
  return composed(m[2], set ? 'set' : undefined, {
    kind: base === 'boolean' ? 'bool' : base === 'any' ? 'dynamic' : base,
  })
}

function composed(suffix, outer, base) {
  const wraps = suffix.match(/List|Map/gu) ?? []
  return wraps.reduce((element, wrap, position) => {
    const last = position === wraps.length - 1
    return { kind: wrap === 'Map' ? 'map' : last && outer === 'set' ? 'set' : 'list', element }
  }, base)
}

function structOf(stored, structNames) {
  let name = stored
  for (;;) {
    if (structNames.has(name)) return name
    const shorter = name.replace(/(?:List|Map|OutputReference)$/u, '')
    if (shorter === name) return undefined
    name = shorter
  }
}
