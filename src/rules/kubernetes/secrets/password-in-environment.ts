import { at, items, textOf } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { isWrittenSecret } from '../../written-secret.ts'
import { containers, workloads } from '../workload.ts'

export const passwordInEnvironment: Rule = {
  id: 'kubernetes/secrets/password-in-environment',
  title: 'A password stands in the environment of a container',
  severity: 'high',
  why: 'Everyone who may look at the pod or read the repository has it; a Secret could be guarded and changed by itself.',
  fix: 'Take it from a Secret (valueFrom.secretKeyRef) that the code does not hold; then change it, since it stays in the history.',
  subject: workloads,
  aliases: [],
  compliance: ['NIST 800-53 IA-5', 'PCI DSS 4.0 8.6.2', 'SOC 2 CC6.1'],

  *check(live) {
    for (const variable of containers(live).flatMap((one) => items(at(one, 'env')))) {
      const value = at(variable, 'value')
      const name = textOf(at(variable, 'name')) ?? ''
      yield* mustNot(isWrittenSecret(value, name), 'The password is written in the code.', value)
    }
  },

  examples: {
    good: [
      kubernetes`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: web
              image: web:1
              env:
                - name: DB_PASSWORD
                  valueFrom: { secretKeyRef: { name: database, key: password } }
                - name: STAGE
                  value: prod
      `,
    ],
    bad: [
      kubernetes`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          template:
            spec:
              containers:
                - name: web
                  image: web:1
                  env:
                    - name: DB_PASSWORD
                      value: correct-horse-battery
      `,
      kubernetes`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: web
              image: web:1
              env:
                - name: DATABASE_URL
                  value: postgres://app:correct-horse-battery@db:5432/app
      `,
      terraform`
        resource "kubernetes_pod_v1" "web" {
          metadata {
            name = "web"
          }
          spec {
            container {
              name  = "web"
              image = "web:1"
              env {
                name  = "DB_PASSWORD"
                value = "correct-horse-battery"
              }
            }
          }
        }
      `,
    ],
    near: [
      kubernetes`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: web
              image: web:1
              env:
                - name: DB_PASSWORD_FILE
                  value: /run/secrets/password
                - name: DB_PASSWORD
                  value: $(FROM_ELSEWHERE)
                - name: ALLOW_EMPTY_PASSWORD
                  value: "yes"
                - name: TOKEN_AUDIENCE
                  value: https://example.com
      `,
    ],
    undecided: [
      terraform`
        variable "stage" {}
        resource "kubernetes_pod_v1" "web" {
          metadata {
            name = "web"
          }
          spec {
            container {
              name  = "web"
              image = "web:1"
              env {
                name  = "DB_PASSWORD"
                value = var.stage == "local" ? "correct-horse-battery" : ""
              }
            }
          }
        }
      `,
    ],
  },
}
