import { unreachable } from '../../../kernel/unreachable.ts'
import { refuse } from '../refuse.ts'
import { textOf, type Text } from '../text.ts'
import { nil, type Call, type GoFunction, type GoValue } from '../value.ts'
import type { Decoded } from './decoded.ts'
import { decodeJson } from './decode-json.ts'
import { decodeToml } from './decode-toml.ts'
import { decodeYaml } from './decode-yaml.ts'

type Decode = (text: Text, call: Call) => Decoded

/**
 * The functions of Helm 4.1 that read YAML, JSON and TOML. Those that make a map put an error under its key `Error`.
 *
 * See https://helm.sh/docs/chart_template_guide/function_list/#fromyaml.
 */
export const decoders: Readonly<Record<string, GoFunction>> = {
  fromYaml: decoder(decodeYaml, (decoded, text, call) => asMap(decoded, yamlMismatch, text, call)),
  fromYamlArray: decoder(decodeYaml, (decoded, text, call) => asList(decoded, yamlMismatch, text, call)),
  fromJson: decoder(decodeJson, (decoded, text, call) => asMap(decoded, '', text, call)),
  fromJsonArray: decoder(decodeJson, (decoded, text, call) => asList(decoded, '', text, call)),
  mustFromJson: decoder(decodeJson, asIs),
  fromToml: decoder(decodeToml, (decoded, text, call) => asMap(decoded, '', text, call)),
}

/** What Helm's YAML says before the error of the JSON that it goes through. */
const yamlMismatch = 'error unmarshaling JSON: while decoding JSON: '

type Fit = (decoded: Decoded, text: Text, call: Call) => GoValue

function decoder(decode: Decode, fit: Fit): GoFunction {
  return {
    params: ['string'],
    call: ([value = nil], call) => {
      const text = value.kind === 'string' ? value.text : textOf('', 0)
      call.spend(text.value.length)
      return fit(decode(text, call), text, call)
    },
  }
}

function asIs({ value, error }: Decoded): GoValue {
  if (error !== undefined || value === undefined) throw refuse(error ?? 'nothing was read')
  return value
}

function asMap({ value, error }: Decoded, before: string, text: Text, call: Call): GoValue {
  const origin = call.made([{ kind: 'string', text }])
  const made =
    value?.kind === 'map' ? value : { kind: 'map' as const, entries: new Map<string, GoValue>(), origin }
  const message = mismatch(value, 'map', before) ?? error
  if (message !== undefined) made.entries.set('Error', said(message, origin))
  return made
}

function asList({ value, error }: Decoded, before: string, text: Text, call: Call): GoValue {
  const origin = call.made([{ kind: 'string', text }])
  const message = mismatch(value, 'list', before) ?? error
  if (message !== undefined) return { kind: 'list', items: [said(message, origin)], origin }
  return value?.kind === 'list' ? value : { kind: 'list', items: [], origin }
}

function said(message: string, origin: number): GoValue {
  return { kind: 'string', text: textOf(message, origin, false) }
}

/** What Go says of a value of another kind than is asked for; null is none of any kind. */
function mismatch(value: GoValue | undefined, kind: 'map' | 'list', before: string): string | undefined {
  if (value === undefined || value.kind === kind || value.kind === 'nil') return undefined
  const type = kind === 'map' ? 'map[string]interface {}' : '[]interface {}'
  return `${before}json: cannot unmarshal ${jsonName(value)} into Go value of type ${type}`
}

function jsonName(value: GoValue): string {
  switch (value.kind) {
    case 'map':
    case 'object':
      return 'object'
    case 'list':
    case 'bytes':
      return 'array'
    case 'string':
      return 'string'
    case 'bool':
      return 'bool'
    case 'int':
    case 'float':
      return 'number'
    case 'nil':
      return 'null'
    default:
      return unreachable(value)
  }
}
