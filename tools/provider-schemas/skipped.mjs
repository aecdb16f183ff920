// The first binding leaves out a few large trees of blocks (the statements of AWS WAF's rules). They are rebuilt from the
// second binding, whose nested types have the same members under names in camelCase.
//
// - an object is a block, at most one; a list of objects is a block by its name in the singular
// - a member is required when the second binding's inputs say so; computed when its outputs say so and its inputs don't
// - lists of plain values are lists, unless named below
import { keyOf } from './second.mjs'

/** Lists of plain values whose own name is singular. */
const listNames = new Map([['asn_lists', 'asn_list']])

/** Blocks whose own name is plural, and blocks that are sets, as the provider's documentation has them. */
const plural = new Set(['headers', 'managed_rule_group_configs'])
const sets = new Set(['insert_header', 'response_header', 'text_transformation'])

/**
 * The final members of the struct that `ref` names in the second binding; structs met on the way are added to `structs`.
 * @returns {string} the struct's name
 */
export function rebuilt(ref, second, structs) {
  const name = `Rebuilt-${ref.replaceAll('.', '-')}`
  if (structs.has(name)) return name
  structs.set(name, [])
  const given = second.inputs.get(ref) ?? new Map()
  const members = [...(second.nested.get(ref) ?? [])].map(([key, output]) =>
    member(output, given.get(key), second, structs),
  )
  structs.set(name, members)
  return name
}

function member(output, input, second, structs) {
  const required = input !== undefined && !input.undefinable
  const flags = {
    required,
    optional: input !== undefined && !required,
    computed: !required && !output.undefinable,
    sensitive: false,
    writeOnly: false,
  }
  if (output.ref === undefined)
    return {
      ...flags,
      name: listNames.get(snake(output.name)) ?? snake(output.name),
      block: undefined,
      type: plainOf(output.text),
    }
  const struct = rebuilt(output.ref, second, structs)
  const name =
    output.list && !plural.has(snake(output.name)) ? singular(snake(output.name)) : snake(output.name)
  const block = {
    nesting: sets.has(name) ? 'set' : 'list',
    min: required ? 1 : 0,
    max: output.list ? 0 : 1,
    computed: flags.computed,
    struct,
  }
  return { ...flags, computed: false, name, block }
}

function plainOf(text) {
  const kind = /\bnumber\b/u.test(text) ? 'number' : /\bboolean\b/u.test(text) ? 'bool' : 'string'
  if (/\[\]/u.test(text)) return { kind: 'list', element: { kind } }
  return /\[key: string\]/u.test(text) ? { kind: 'map', element: { kind } } : { kind }
}

function snake(name) {
  return name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`)
}

function singular(name) {
  const words = name.split('_')
  return [...words.slice(0, -1), keyOf(words.at(-1) ?? '')].join('_')
}
