// Reads a second, independent npm binding of the same provider (`@pulumi/*`) for two facts that the first one lost:
//
// - `computed`: a property of a resource's outputs is declared `T | undefined` (or `name?: T` in a nested type) exactly
//   when the provider's schema has it optional and not computed;
// - `sensitive`: the constructor lists `additionalSecretOutputs`.
//
// The second binding renames: classes are grouped in modules, names are camelCase, names of lists are plural. A type is
// therefore found by the set of its attributes, not by its name.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {{ name: string, undefinable: boolean, ref: string | undefined, list: boolean, text: string }} Property
 * @typedef {{ name: string, properties: Map<string, Property>, secrets: Set<string> }} Shape
 * @typedef {{ resources: Shape[], data: Shape[], nested: Map<string, Map<string, Property>>, inputs: Map<string, Map<string, Property>> }} Second
 */

/** @param {string} folder @returns {Second} */
export function readSecond(folder) {
  const resources = []
  const data = []
  for (const name of readdirSync(folder, { recursive: true }).map(String).toSorted()) {
    if (
      !name.endsWith('.d.ts') ||
      /(?:^|\/)(?:index|types|utilities|provider)\b/u.test(name) ||
      name.startsWith('types/')
    )
      continue
    const text = readFileSync(join(folder, name), 'utf8')
    const module = name.split('/').slice(0, -1).join(' ')
    const declared = declarations(text)
    for (const [title, properties] of declared) {
      if (title.startsWith('class ')) {
        const code = readFileSync(join(folder, name.replace(/\.d\.ts$/u, '.js')), 'utf8')
        const secrets = /additionalSecretOutputs: \[([^\]]*)\]/u.exec(code)?.[1] ?? ''
        const secret = new Set([...secrets.matchAll(/"(\w+)"/gu)].map(([, one]) => keyOf(one)))
        withoutDefaults(properties, code)
        resources.push({ name: `${module} ${title.slice(6)}`, properties, secrets: secret })
      } else if (/^Get\w+Result$/u.test(title)) {
        data.push({ name: `${module} ${title.slice(3, -6)}`, properties, secrets: new Set() })
      }
    }
  }
  const [inputs, outputs] = ['types/input.d.ts', 'types/output.d.ts'].map((name) => {
    const file = join(folder, name)
    return existsSync(file) ? nestedTypes(readFileSync(file, 'utf8')) : new Map()
  })
  return { resources, data, inputs, nested: outputs }
}

/** A default of the binding's own makes an optional property look computed. */
function withoutDefaults(properties, code) {
  for (const [, one] of code.matchAll(/resourceInputs\["(\w+)"\] = [^;]*\?\? /gu)) {
    const property = properties.get(keyOf(one))
    if (property !== undefined) properties.set(keyOf(one), { ...property, undefinable: true })
  }
}

function declarations(text) {
  const found = new Map()
  let target
  let inClass = false
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]
    let m
    if ((m = /^export declare class (\w+) extends pulumi\.CustomResource/u.exec(line))) {
      found.set(`class ${m[1]}`, (target = new Map()))
      inClass = true
    } else if ((m = /^export interface (\w+)/u.exec(line))) {
      found.set(m[1], (target = new Map()))
      inClass = false
    } else if (line[0] === '}') target = undefined
    else if (target !== undefined && (m = /^    readonly (\w+)(\?)?: (.*)$/u.exec(line))) {
      let type = m[3]
      while (!type.endsWith(';') || /\{[^}]*$/u.test(type)) type += lines[++at].trim()
      if (inClass && !type.startsWith('pulumi.Output<')) continue
      target.set(keyOf(m[1]), propertyOf(m[1], type, inClass ? type.endsWith('| undefined>;') : m[2] === '?'))
    }
  }
  return found
}

function nestedTypes(text) {
  const found = new Map()
  const scopes = []
  let target
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at].trim()
    let m
    if ((m = /^(?:export declare )?namespace (\w+) \{$/u.exec(line))) scopes.push(m[1])
    else if ((m = /^(?:export )?interface (\w+) \{$/u.exec(line)))
      found.set([...scopes, m[1]].join('.'), (target = new Map()))
    else if (line === '}') {
      if (target !== undefined) target = undefined
      else scopes.pop()
    } else if (target !== undefined && (m = /^(?:readonly )?(\w+)(\?)?: (.*)$/u.exec(line))) {
      let type = m[3]
      while (!type.endsWith(';') || /\{[^}]*$/u.test(type)) type += lines[++at].trim()
      target.set(keyOf(m[1]), propertyOf(m[1], type, m[2] === '?'))
    }
  }
  return found
}

function propertyOf(name, type, undefinable) {
  return {
    name,
    undefinable,
    ref: /outputs\.([\w.]+)/u.exec(type)?.[1],
    list: /\[\]/u.test(type),
    text: type,
  }
}

/** One spelling for `cidr_blocks`, `cidrBlocks` and `cidrBlock`: lower case without separators, the last word in the singular. */
export function keyOf(name) {
  const flat = name.replaceAll('_', '').toLowerCase()
  if (flat.endsWith('ies')) return `${flat.slice(0, -3)}y`
  if (/(?:ss|x|ch|sh)es$/u.test(flat)) return flat.slice(0, -2)
  return flat.endsWith('s') && !flat.endsWith('ss') ? flat.slice(0, -1) : flat
}

/**
 * The shape of the second binding that a type of the first is most like: by the share of attribute names in common,
 * then by the words of the two names; undefined when nothing is like enough.
 * @param {string} type @param {readonly string[]} names @param {readonly Shape[]} candidates @returns {Shape | undefined}
 */
export function closest(type, names, candidates) {
  const keys = new Set(names.map(keyOf))
  keys.delete('id')
  keys.delete('timeout')
  const words = type.split('_').slice(1)
  let best
  let bestScore = 0
  for (const one of candidates) {
    let common = 0
    for (const key of keys) if (one.properties.has(key)) common++
    if (common === 0) continue
    const size = one.properties.size - (one.properties.has('id') ? 1 : 0)
    const like = common / (keys.size + size - common)
    const flat = one.name.replaceAll(' ', '').toLowerCase()
    const named = words.filter((word) => flat.includes(keyOf(word))).length / words.length
    // Of two with the same attributes, such as a security group and a default security group, the name decides.
    const longer = Math.abs((one.name.split(' ').at(-1) ?? '').length - words.join('').length)
    const score = like + 0.25 * named - 0.002 * longer
    if (
      score > bestScore &&
      (like >= 0.75 || (like >= 0.5 && named >= 0.5) || (like >= 0.35 && named === 1))
    ) {
      best = one
      bestScore = score
    }
  }
  return best
}
