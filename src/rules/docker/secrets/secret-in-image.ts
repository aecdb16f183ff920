import type { Live } from '../../../model/live.ts'
import { at, entries, items, matches, textOf, type Fact } from '../../facts.ts'
import { dockerfile, type Rule } from '../../rule.ts'
import { mustNot, violated } from '../../verdicts.ts'
import { instructions } from '../instructions.ts'

/** Files that hold keys and passwords; certificates that anyone may see end the same way and say so in their names. */
const secretFile = new RegExp(
  `(?:^|/)(?:${[
    'id_(?:rsa|dsa|ecdsa|ed25519)',
    '\\.(?:npmrc|netrc|pypirc|git-credentials|dockercfg|htpasswd|pgpass|ssh|aws)/?',
    '\\.env(?:\\.local)?',
    '\\.docker/config\\.json',
    '\\.kube/config',
    '\\.m2/settings\\.xml',
    'kubeconfig',
    'credentials(?:\\.json)?',
    'auth\\.json',
    'secrets?\\.(?:ya?ml|json|toml|env|txt)',
    'service[-_]?account(?:[-_]?key)?\\.json',
    '[^/]*[-_]key\\.json',
    '(?![^/]*(?:(?<![a-z])ca(?![a-z])|cert|chain|bundle|public|trust))[^/]*\\.(?:pem|p12|pfx|keystore|jks|ppk)',
    '[^/]*(?:private|server|tls)[-_.]?key\\.pem',
    '[^/]*\\.key',
  ].join('|')})$`,
  'u',
)

export const secretInImage: Rule = {
  id: 'docker/secrets/secret-in-image',
  title: 'A secret is built into the image',
  severity: 'critical',
  why: 'Whoever can pull the image can read it, also when a later step deletes it.',
  fix: 'Mount it with RUN --mount=type=secret, or give it when the container starts.',
  subject: ['docker_stage'],
  aliases: [{ id: 'AVD-DS-0031', on: ['docker_stage'] }],
  compliance: ['PCI DSS 4.0 8.6.2', 'SOC 2 CC6.1'],

  *check(live) {
    for (const name of ['ENV', 'ARG']) {
      for (const one of instructions(live, name)) {
        const named = entries(at(one, 'pairs')).filter(([key]) => isSecretName(key))
        for (const [, value] of named) {
          // An argument without a value is given when the image is built, and stays in its history.
          if (name === 'ENV' && textOf(value) === '') continue
          yield violated('A secret is passed to the build.', value)
        }
      }
    }
    const kept = keptFiles(live)
    for (const one of ['COPY', 'ADD'].flatMap((name) => instructions(live, name))) {
      const words = items(at(one, 'arguments'))
      const target = textOf(words.at(-1) ?? one) ?? ''
      for (const source of words.slice(0, -1)) {
        const inside = kept.has(target) || kept.has(`${target.replace(/\/$/u, '')}/${baseName(source)}`)
        const secret = inside ? 'yes' : matches(source, secretFile)
        yield* mustNot(secret, 'A file with secrets is copied.', source)
      }
    }
  },

  examples: {
    good: [
      dockerfile`
        FROM alpine:3.22
        ENV PORT=8080
        RUN --mount=type=secret,id=token cat /run/secrets/token
      `,
    ],
    bad: [
      dockerfile`
        FROM alpine:3.22
        ARG SECRET_KEY=change-me
      `,
      dockerfile`
        FROM alpine:3.22
        ENV PGPASSWORD=postgres
      `,
      dockerfile`
        FROM alpine:3.22
        ARG dbPassword
      `,
      dockerfile`
        FROM alpine:3.22
        ENV SMTP_PASS=guess
      `,
      dockerfile`
        FROM alpine:3.22
        COPY .ssh /root/.ssh
      `,
      dockerfile`
        FROM alpine:3.22
        COPY .kube/config /root/.kube/config
      `,
      dockerfile`
        FROM alpine:3.22
        ENV GOOGLE_APPLICATION_CREDENTIALS=/app/account.json
        COPY account.json $GOOGLE_APPLICATION_CREDENTIALS
      `,
      dockerfile`
        FROM alpine:3.22
        ENV AWS_SHARED_CREDENTIALS_FILE=/home/app/aws
        COPY aws /home/app/
      `,
      dockerfile`
        FROM alpine:3.22
        ADD application.p12 /etc/tls/
      `,
      dockerfile`
        FROM alpine:3.22
        ENV AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
      `,
      dockerfile`
        FROM alpine:3.22
        COPY tls/server-key.pem /etc/tls/
      `,
      dockerfile`
        FROM alpine:3.22
        COPY ["deploy.key", "/root/.ssh/"]
      `,
      dockerfile`
        FROM alpine:3.22
        ENV DB_PASSWORD=hunter2
      `,
      dockerfile`
        FROM alpine:3.22
        ARG NPM_TOKEN
        RUN npm ci
      `,
      dockerfile`
        FROM alpine:3.22
        COPY id_rsa /root/.ssh/id_rsa
      `,
      dockerfile`
        FROM alpine:3.22
        ENV AWS_SECRET_ACCESS_KEY abc
      `,
    ],
    near: [
      dockerfile`
        FROM alpine:3.22
        ENV MAX_TOKENS=4096
        COPY .env.example /app/.env
      `,
      dockerfile`
        FROM alpine:3.22
        ENV KUBECONFIG=/run/kube/config
        COPY config /etc/app/config
      `,
      dockerfile`
        FROM alpine:3.22
        COPY root_ca.pem /etc/ssl/certs/
      `,
      dockerfile`
        FROM alpine:3.22
        COPY ca-bundle.pem /etc/ssl/certs/
      `,
      dockerfile`
        FROM alpine:3.22
        COPY --from=certs /etc/ssl/cert.pem /etc/ssl/
      `,
      dockerfile`
        FROM alpine:3.22
        ENV PASSWORD_FILE=/run/secrets/db
        ENV TOKEN_URL=https://example.com
        ENV SECRET=
      `,
    ],
    undecided: [
      dockerfile`
        FROM alpine:3.22
        ARG SRC
        COPY $SRC /x
      `,
    ],
  },
}

const secretName = new RegExp(
  `(?:^|[_.-])(?:${[
    'pass(?:w(?:or)?d|phrase)?|pwd|pword|pgpassword|rediscli_auth',
    'secret|(?<!(?:max|min|num|new|total)_)token|credential',
    '(?:api|access|private|secret|signing|encryption|master|deploy|ssh|account|storage)_?key',
    'aws_access_key_id|secret_key_base',
  ].join('|')})s?$`,
  'iu',
)

/** By the end of the name: PASSWORD_FILE and TOKEN_URL say where a secret is, not what. */
function isSecretName(name: string): boolean {
  return secretName.test(name.replaceAll(/([a-z])([A-Z])/gu, '$1_$2'))
}

/** Variables that say where programs look for their credentials. */
const fileVariables = [
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AZURE_CLIENT_CERTIFICATE_PATH',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'KUBECONFIG',
  'NETRC',
  'PGPASSFILE',
]

/** The files that a stage's variables say credentials are in. */
function keptFiles(stage: Live): ReadonlySet<string> {
  const files = fileVariables.map((name) => textOf(at(stage, `env.${name}`)) ?? '')
  return new Set(files.filter((file) => file !== ''))
}

function baseName(source: Fact): string {
  return textOf(source)?.split('/').at(-1) ?? ''
}
