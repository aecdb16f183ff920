import { Buffer } from 'node:buffer'
import { at, entries, textOf, type Fact } from '../../facts.ts'
import { isInCode } from '../../in-code.ts'
import { kubernetes, type Rule } from '../../rule.ts'
import { violated } from '../../verdicts.ts'
import { isWrittenSecret } from '../../written-secret.ts'

export const secretInCode: Rule = {
  id: 'kubernetes/secrets/secret-in-code',
  title: 'A Secret stands in the code as it is',
  severity: 'high',
  why: 'Base64 hides nothing: everyone who may read the repository, its copies or its history has what the Secret holds.',
  fix: 'Keep it elsewhere and let External Secrets or the Secrets Store driver bring it, or encrypt it in the code (SOPS, Sealed Secrets); then change it, since it stays in the history.',
  subject: ['Secret'],
  aliases: [],
  compliance: ['NIST 800-53 IA-5', 'PCI DSS 4.0 8.6.2', 'SOC 2 CC6.1'],

  *check(live) {
    const plain = entries(at(live, 'stringData')).filter(
      ([key, fact]) => isWrittenSecret(fact, key) === 'yes',
    )
    const packed = entries(at(live, 'data')).filter(([key, fact]) => isPacked(key, fact))
    for (const [, fact] of [...plain, ...packed]) yield violated('The Secret is written in the code.', fact)
  },

  examples: {
    good: [
      kubernetes`
        apiVersion: external-secrets.io/v1
        kind: ExternalSecret
        metadata: { name: database }
        spec:
          target: { name: database }
          data:
            - secretKey: password
              remoteRef: { key: database, property: password }
        ---
        apiVersion: v1
        kind: Secret
        metadata: { name: database }
        type: Opaque
      `,
    ],
    bad: [
      kubernetes`
        apiVersion: v1
        kind: Secret
        metadata: { name: database }
        stringData:
          username: app
          password: correct-horse-battery
      `,
      kubernetes`
        apiVersion: v1
        kind: Secret
        metadata: { name: database }
        data:
          username: YXBw
          password: Y29ycmVjdC1ob3JzZS1iYXR0ZXJ5
      `,
      kubernetes`
        apiVersion: v1
        kind: Secret
        metadata: { name: database }
        stringData:
          config.yaml: |
            host: db
            password: correct-horse-battery
      `,
      kubernetes`
        apiVersion: v1
        kind: Secret
        metadata: { name: database }
        stringData:
          password: |
            correct-horse-battery
      `,
    ],
    near: [
      kubernetes`
        apiVersion: v1
        kind: Secret
        metadata: { name: database }
        stringData:
          username: app
          host: db.example.com
          password: ENC[AES256_GCM,data:Tr7o,iv:1=,aad:No=,tag:k=,type:str]
      `,
      kubernetes`
        apiVersion: v1
        kind: Secret
        metadata: { name: database }
        stringData:
          password: <path:kv/data/database#password>
        data:
          token: ""
          ca.crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUI=
      `,
    ],
    undecided: [],
  },
}

/** Whether what is in base64 is a secret. */
function isPacked(key: string, fact: Fact): boolean {
  const text = textOf(fact)
  if (text === undefined || !isInCode(fact) || !/^[A-Za-z0-9+/\s]+={0,2}\s*$/u.test(text)) return false
  const inner = Buffer.from(text, 'base64').toString('utf8').trim()
  // What is no text was encrypted, or is no base64.
  if (inner.includes('\u{FFFD}')) return false
  return (
    isWrittenSecret(
      { ...fact, value: { kind: 'scalar', scalar: inner, origin: fact.value.origin, marks: 0 } },
      key,
    ) === 'yes'
  )
}
