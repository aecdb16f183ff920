import { at, isSet, items, matches, not, textOf } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { must, mustNot } from '../../verdicts.ts'
import { containers, workloads } from '../workload.ts'

const keys =
  /^(?:HF_TOKEN|HUGGING_?FACE(?:_HUB)?_TOKEN|(?:AZURE_)?OPENAI_API_KEY|ANTHROPIC_API_KEY|COHERE_API_KEY|MISTRAL_API_KEY|GOOGLE_API_KEY|GEMINI_API_KEY|WANDB_API_KEY|REPLICATE_API_TOKEN|NGC_API_KEY)$/u

export const modelKeyInClear: Rule = {
  id: 'kubernetes/ai/model-key-in-clear',
  title: 'A key of a model service stands in the manifest',
  severity: 'critical',
  why: 'Everyone who can read the repository or the pod can use the key, and what it costs is yours.',
  fix: 'Put it in a Secret and refer to it with valueFrom.',
  subject: workloads,
  aliases: [],
  compliance: ['PCI DSS 4.0 8.6.2', 'SOC 2 CC6.1'],

  *check(live) {
    for (const container of containers(live)) {
      for (const one of items(at(container, 'env'))) {
        const value = at(one, 'value')
        if (!keys.test(textOf(at(one, 'name')) ?? '') || isSet(value) === 'no') continue
        if (value.value.kind === 'unknown')
          yield* must('undecided', 'The key may stand in clear text.', value)
        // A reference to another variable or to a file is no key.
        else yield* mustNot(not(matches(value, /^(?:\$\(|\/)/u)), 'The key stands in clear text.', value)
      }
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
                  env:
                    - name: HF_TOKEN
                      valueFrom:
                        secretKeyRef: { name: hub, key: token }
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
                  env:
                    - name: OPENAI_API_KEY
                      value: sk-example
      `,
      kubernetes`
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
                  env:
                    - name: HUGGING_FACE_HUB_TOKEN
                      value: hf_example
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
                  env:
                    - name: HF_TOKEN
                      value: $(OTHER)
                    - name: HF_TOKEN_PATH
                      value: /run/secrets/hf
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
                  env {
                    name  = "OPENAI_API_KEY"
                    value = var.given
                  }
                }
              }
            }
          }
        }
      `,
    ],
  },
}
