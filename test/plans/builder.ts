import type { Danger } from '../../src/model/blast.ts'
import type { JsonObject } from '../../src/model/json-text.ts'
import { kept, type ChangeJson } from '../../src/rules/plan/example.ts'
import type { Example } from '../../src/rules/rule.ts'

/** A plan, and what is dangerous in it: nothing, for most. */
export interface LabelledPlan {
  readonly name: string
  readonly dangers: readonly Danger[]
  readonly plan: Example
}

export function labelled(name: string, dangers: readonly Danger[], plan: Example): LabelledPlan {
  return { name, dangers, plan }
}

/** Addresses of instances made by count. */
export function numbered(address: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `${address}[${at}]`)
}

/** What is there and stays as it is. */
export function estate(size: number): readonly ChangeJson[] {
  const types = ['aws_instance', 'aws_s3_bucket', 'aws_db_instance', 'aws_iam_role', 'aws_sqs_queue']
  return Array.from({ length: size }, (_, at) =>
    kept(`${types[at % types.length] ?? ''}.kept[${at}]`, { name: `kept-${at}` }),
  )
}

/** A rule of a firewall for one port. */
export function rule(port: number, ranges: readonly string[]): JsonObject {
  return { from_port: port, to_port: port, protocol: 'tcp', cidr_blocks: ranges }
}

export function policy(actions: readonly string[], more: JsonObject = {}): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: '*', ...more }],
  })
}
