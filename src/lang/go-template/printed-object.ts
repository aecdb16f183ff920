import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Value } from '../../kernel/value.ts'
import { printedYaml } from './encode/yaml.ts'
import { exactGoValue } from './go-value.ts'
import { Provenance } from './provenance.ts'

/** The text of an object, and its lines with what made each of them, worked out when they are asked for. */
interface PrintedObject {
  readonly text: string
  lines(): readonly { readonly text: string; readonly origin: OriginId }[]
}

/** An object as kubectl prints it: by way of JSON, its keys sorted. Total. */
export function printedObject(value: Value, origins: Origins): PrintedObject {
  const text = printedYaml(exactGoValue(value), origins)
  return { text: text.value, lines: () => new Provenance(text, origins).lines() }
}
