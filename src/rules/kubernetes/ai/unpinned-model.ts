import { matches, textOf, type Fact } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { argumentsOf } from '../gpu.ts'
import { containers, workloads } from '../workload.ts'

export const unpinnedModel: Rule = {
  id: 'kubernetes/ai/unpinned-model',
  title: 'A model is loaded by a name that moves',
  severity: 'medium',
  why: 'The next pod that starts may serve another model, or run other code that comes with it, without a change here.',
  fix: 'Name a revision (a commit) beside the model, or load a copy of your own with a checksum.',
  subject: workloads,
  aliases: [],
  compliance: [],

  *check(live) {
    for (const container of containers(live)) {
      const given = argumentsOf(container)
      const model = valueOf(given, ['--model', '--model-id'])
      if (
        model === undefined ||
        given.some((one) => /^--(?:revision|code-revision)\b/u.test(textOf(one) ?? ''))
      )
        continue
      yield* mustNot(matches(model, hub), 'The model of a hub is loaded without a revision.', model)
    }
  },

  examples: {
    good: [
      kubernetes`
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
                  args: ["--model=acme/llama-3-8b", "--revision=0123abc"]
      `,
      kubernetes`
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
                  args: ["--model", "/models/llama"]
      `,
    ],
    bad: [
      kubernetes`
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
                  args: ["--model=acme/llama-3-8b"]
      `,
      kubernetes`
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
                  command: [vllm, serve]
                  args:
                    - --model
                    - acme/llama-3-8b
      `,
    ],
    near: [
      kubernetes`
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
                  args: ["--model-path=acme/llama"]
      `,
      kubernetes`
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
                  args: ["--model=s3://models/llama/v3"]
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "kubernetes_deployment_v1" "web" {
          metadata {
            name = "web"
          }
          spec {
            template {
              spec {
                container {
                  name  = "web"
                  image = "registry.example.com/web:1.4.2"
                  args = ["--model", var.given]
                }
              }
            }
          }
        }
      `,
    ],
  },
}

/** `OWNER/NAME` on a hub; paths and addresses have more slashes or a scheme. */
const hub = /^[\w.-]+\/[\w.-]+$/u

/** The value of an option: after an equals sign, or the next word. */
function valueOf(given: readonly Fact[], names: readonly string[]): Fact | undefined {
  for (const [position, one] of given.entries()) {
    const text = textOf(one) ?? ''
    if (names.includes(text)) return given[position + 1]
    const name = names.find((option) => text.startsWith(`${option}=`))
    if (name !== undefined) {
      return {
        ...one,
        value: {
          kind: 'scalar',
          scalar: text.slice(name.length + 1),
          origin: one.value.origin,
          marks: one.value.marks,
        },
      }
    }
  }
  return undefined
}
