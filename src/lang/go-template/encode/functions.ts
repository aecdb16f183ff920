import type { Origins } from '../../../kernel/origins.ts'
import { Fault } from '../../../kernel/fault.ts'
import { emptyText, textOf, type Text } from '../text.ts'
import { nil, originOf, type Call, type GoFunction, type GoValue } from '../value.ts'
import { decoders } from './decode.ts'
import { jsonText } from './json.ts'
import { tooLarge } from './plain.ts'
import { toToml } from './toml.ts'
import { toYaml, toYamlPretty } from './yaml.ts'

type Encode = (value: GoValue, origins: Origins) => Text

const plainJson: Encode = (value, origins) => jsonText(value, { indented: false, escapesHtml: true }, origins)
const prettyJson: Encode = (value, origins) => jsonText(value, { indented: true, escapesHtml: true }, origins)
const rawJson: Encode = (value, origins) => jsonText(value, { indented: false, escapesHtml: false }, origins)

/**
 * The functions of Helm 4.1 that write and read YAML, JSON and TOML.
 *
 * See https://helm.sh/docs/chart_template_guide/function_list/#type-conversion-functions.
 */
export const codecFunctions: ReadonlyMap<string, GoFunction> = new Map(
  Object.entries({
    toYaml: encoder(toYaml, 'nothing'),
    mustToYaml: encoder(toYaml, 'refused'),
    toYamlPretty: encoder(toYamlPretty, 'nothing'),
    toJson: encoder(plainJson, 'nothing'),
    mustToJson: encoder(plainJson, 'refused'),
    toPrettyJson: encoder(prettyJson, 'nothing'),
    mustToPrettyJson: encoder(prettyJson, 'refused'),
    toRawJson: encoder(rawJson, 'refused'),
    mustToRawJson: encoder(rawJson, 'refused'),
    toToml: encoder(toToml, 'text'),
    ...decoders,
  } satisfies Record<string, GoFunction>),
)

/** What an error becomes: the empty text, a refusal, or a text that says it. */
type OnError = 'nothing' | 'refused' | 'text'

function encoder(encode: Encode, onError: OnError): GoFunction {
  return {
    params: ['any'],
    call: ([value = nil], call) => {
      const text = attempted(value, call, encode, onError)
      call.spend(text.value.length)
      return { kind: 'string', text }
    },
  }
}

function attempted(value: GoValue, call: Call, encode: Encode, onError: OnError): Text {
  try {
    return encode(value, call.origins)
  } catch (fault) {
    const message = refusalOf(fault)
    if (message === undefined || message === tooLarge || onError === 'refused') throw fault
    // Reflection panics, which no function of Helm's catches.
    if (onError === 'nothing') return emptyText
    if (message.startsWith('reflect:')) throw fault
    return textOf(message, originOf(value, call.origins, call.site), false)
  }
}

function refusalOf(fault: unknown): string | undefined {
  return fault instanceof Fault && fault.code === 'template/refused' ? fault.facts['message'] : undefined
}
