import { readFileSync } from 'node:fs'
import { gitea } from '../../forges/gitea/forge.ts'
import { github } from '../../forges/github/forge.ts'
import type { ServedForge } from '../../server/webhooks.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What is configured of the forges: a secret to take webhooks, a token to report back. Nothing is sent without a token. */
export interface ConfiguredForge extends ServedForge {
  readonly token: string | undefined
}

export function configuredForges(env: Environment): readonly ConfiguredForge[] {
  return [github, gitea(listIn(env['PLUMBLINE_GITEA_HOSTS']))].map((forge) => {
    const name = forge.name.toUpperCase()
    const token = secretIn(env, `PLUMBLINE_${name}_TOKEN`)
    const secret = secretIn(env, `PLUMBLINE_${name}_WEBHOOK_SECRET`)
    return { forge, secret, token, reports: token !== undefined }
  })
}

/** What a variable lists, with commas between. */
export function listIn(text = ''): readonly string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

/** A secret stands in a variable, or in the file that the variable of the same name and `_FILE` names. */
export function secretIn(env: Environment, name: string): string | undefined {
  const file = env[`${name}_FILE`]
  const text = file === undefined || file === '' ? env[name] : readFileSync(file, 'utf8').trim()
  return text === undefined || text === '' ? undefined : text
}

/** The logs of a service: one line of JSON for each thing that happened. */
export function jsonLine(
  level: string,
  message: string,
  facts: Readonly<Record<string, string | number>>,
): string {
  return `${JSON.stringify({ time: new Date().toISOString(), level, message, ...facts })}\n`
}
