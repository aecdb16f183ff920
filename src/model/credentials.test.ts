import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { credentialsIn, isCredential, looksSecret } from './credentials.ts'

const letters = 'aB3dE6gH9jK2mN5pQ8rS1tU4vW7xY0zA3bC6dE9f'
const accessKey = 'AKIAIOSFODNN7EXAMPLE'
const secretKey = letters.slice(0, 40)
const pem = `-----BEGIN RSA PRIVATE KEY-----\n${letters}\n-----END RSA PRIVATE KEY-----`
const jwt = `eyJ${letters.slice(0, 20)}.eyJ${letters.slice(3, 30)}.${letters.slice(0, 30)}`

function found(text: string, name?: string): readonly string[] {
  return credentialsIn(text, name).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`)
}

const piece = fc.constantFrom(
  accessKey,
  pem,
  jwt,
  'password=',
  ': "',
  '://a:b@c',
  '-----BEGIN ',
  ' ',
  '\n',
  '"x"',
  '${',
)
const texts = fc.oneof(
  fc.string(),
  fc.array(fc.oneof(piece, fc.string())).map((some) => some.join('')),
)

describe('a credential', () => {
  it.each([
    ['aws-access-key-id', accessKey],
    ['private-key', pem],
    ['github-token', `ghp_${letters.slice(0, 36)}`],
    ['github-token', `github_pat_${letters.slice(0, 22)}_${letters}`],
    ['gitlab-token', `glpat-${letters.slice(0, 20)}`],
    ['slack-token', `xoxb-123456789012-${letters.slice(0, 24)}`],
    ['google-api-key', `AIza${letters.slice(0, 35)}`],
    ['json-web-token', jwt],
    ['service-token', `hvs.${letters}`],
    ['service-token', `npm_${letters.slice(0, 36)}`],
  ])('of the format %s is found by itself and inside of a text', (kind, text) => {
    expect(found(text)).toStrictEqual([`${kind}: ${text}`])
    expect(found(`#!/bin/sh\ncurl -H "X: ${text}" https://api.acme.dev\n`)).toStrictEqual([
      `${kind}: ${text}`,
    ])
  })

  const longer = letters.repeat(300)

  it.each([
    ['github-token', `ghp_${longer}`],
    ['github-token', `ghs_${letters.slice(0, 36)}_${letters}-${letters}`],
    ['github-token', `github_pat_${longer}`],
    ['gitlab-token', `glpat-${longer}`],
    ['slack-token', `xoxb-123456789012-${longer}`],
    ['json-web-token', `eyJ${longer}.eyJ${longer}.${longer}`],
    ['service-token', `hvs.${longer}`],
    ['service-token', `npm_${letters.slice(0, 36)}x`],
    ['service-token', `hf_${letters}${letters}`],
    ['service-token', `SG.${letters.slice(0, 22)}.${letters}${letters}`],
    ['service-token', `dop_v1_${'0123456789abcdef'.repeat(4)}-ghi`],
    ['service-token', `sk-ant-${longer}`],
  ])('of the format %s is found to its end, however long', (kind, text) => {
    expect(found(`the token ${text}, and more`)).toStrictEqual([`${kind}: ${text}`])
  })

  it.each([
    [`password = "${longer}"`, 'password'],
    [`ENV DB_PASSWORD=${longer} DB_HOST=db`, 'password'],
    [`db:\n  password: ${longer}\n  host: db`, 'password'],
    [`mysql --password ${longer} app`, 'password'],
    [`[{"name":"DB_PASSWORD","value":"${longer}"}]`, 'password'],
    [`postgres://app:${longer}@db`, 'url-password'],
    [`AccountName=a;AccountKey=${longer}==;`, 'azure-account-key'],
  ])('is found to its end where it is assigned, however long', (text, kind) => {
    const padding = kind === 'azure-account-key' ? '==' : ''
    expect(found(text)).toStrictEqual([`${kind}: ${longer}${padding}`])
  })

  it('is a long text as a whole where its name asks for one', () => {
    expect(found(longer, 'auth_token')).toStrictEqual([`password: ${longer}`])
  })

  it('is not code that is assigned', () => {
    expect(found('password=readPassword(1)')).toStrictEqual([])
    expect(found(`password=${'a.password='.repeat(200)}get[0]`)).toStrictEqual([])
  })

  it('may be the password of an address', () => {
    expect(found('postgres://app:hunter2@db.acme.dev:5432/app')).toStrictEqual(['url-password: hunter2'])
    expect(found('see redis://:hunter2@cache:6379')).toStrictEqual(['url-password: hunter2'])
    expect(found(`AccountName=a;AccountKey=${letters}${letters}==`)).toStrictEqual([
      `azure-account-key: ${letters}${letters}==`,
    ])
  })

  it('may be what the name of a value asks for', () => {
    expect(found('hunter2', 'master_password')).toStrictEqual(['password: hunter2'])
    expect(found('hunter2', 'DB_PASSWORD')).toStrictEqual(['password: hunter2'])
    expect(found('hunter2', 'DB_PASS')).toStrictEqual(['password: hunter2'])
    expect(found('hunter2', 'admin_pw')).toStrictEqual(['password: hunter2'])
    expect(found('hunter2', 'adminPassword')).toStrictEqual(['password: hunter2'])
    // As the file ends that it is kept in, or a block of YAML.
    expect(found('hunter2\r\n', 'adminPassword')).toStrictEqual(['password: hunter2'])
    expect(isCredential('hunter2\n', 'adminPassword')).toBe(true)
    expect(found(letters.slice(0, 24), 'clientSecret')).toStrictEqual([`password: ${letters.slice(0, 24)}`])
    expect(found(secretKey, 'secret_key')).toStrictEqual([`aws-secret-access-key: ${secretKey}`])
  })

  it('may be what is assigned inside of a text', () => {
    expect(
      found(`export AWS_ACCESS_KEY_ID=${accessKey}\nexport AWS_SECRET_ACCESS_KEY=${secretKey}`),
    ).toStrictEqual([`aws-access-key-id: ${accessKey}`, `aws-secret-access-key: ${secretKey}`])
    expect(found('ENV DB_PASSWORD=hunter2 DB_HOST=db')).toStrictEqual(['password: hunter2'])
    expect(found('  password = "hunter2"')).toStrictEqual(['password: hunter2'])
    expect(found('db:\n  password: hunter2\n  host: db')).toStrictEqual(['password: hunter2'])
    expect(found('[{"name":"DB_PASSWORD","value":"hunter2"}]')).toStrictEqual(['password: hunter2'])
    expect(found('{ name = "DB_PASSWORD", value = "hunter2" }')).toStrictEqual(['password: hunter2'])
    expect(found('name: "DB_PASSWORD",\n  value: "hunter2",')).toStrictEqual(['password: hunter2'])
    expect(found('{"password":"hunter2","user":"app"}')).toStrictEqual(['password: hunter2'])
    expect(found('mysql --password=hunter2 app')).toStrictEqual(['password: hunter2'])
  })

  it.each([
    ['d41d8cd98f00b204e9800998ecf8427e', 'etag'],
    ['sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', 'image_digest'],
    ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', 'source_code_hash'],
    ['arn:aws:iam::123456789012:role/AKIAROLE', 'role_arn'],
    ['arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf', 'password'],
    ['123e4567-e89b-12d3-a456-426614174000', 'client_secret'],
    ['ami-0abcdef1234567890', 'ami'],
    ['https://acme.dev:8443/path?user=a', 'endpoint'],
    ['https://user@acme.dev/repo.git', 'repository'],
    ['git@github.com:acme/net.git', 'source'],
    ['postgres://app:${var.password}@db/app', 'url'],
    ['postgres://$(USER):$(PASSWORD)@db/app', 'url'],
    ['${random_password.db.result}', 'password'],
    ['{{resolve:secretsmanager:db:SecretString:password}}', 'password'],
    ['{{ .Values.password }}', 'password'],
    ['/run/secrets/db', 'db_password'],
    ['', 'password'],
    ['********', 'password'],
    ['modules: 1\n  random_password: 1', 'counts'],
    ['<your password>', 'password'],
    ['true', 'manage_master_user_password'],
    ['yes', 'ALLOW_EMPTY_PASSWORD'],
    ['disabled', 'FORGOT_PASSWORD'],
    ['eight', 'MIN_PASSWORD'],
    ['prod-eu-1-cluster-token-name', 'token'],
    ['my-tls-secret', 'secret'],
    ['token', 'auth_type'],
    ['password', 'key'],
    ['password = var.password', 'line'],
    ['password = "${var.password}"', 'line'],
    ['password: *default', 'line'],
    ['The password: it is kept elsewhere', 'description'],
    ['-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----', 'certificate'],
    ['ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7 key@acme.dev', 'public_key'],
    ['10.0.0.0/16', 'cidr'],
    ['always', 'bypass'],
    ['fast', 'compass'],
  ])('is not %s (%s)', (text, name) => {
    expect(found(text, name)).toStrictEqual([])
  })

  it('lies inside of its text, in order, apart from others, whatever the text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let last = 0
        return credentialsIn(text).every(({ start, end }) => {
          const good = start >= last && end > start && end <= text.length
          last = end
          return good
        })
      }),
    )
  })

  it('is a text as a whole exactly where one was found that is all of it', () => {
    const names = fc.constantFrom('', 'db_password', 'apiToken', 'secret_access_key', 'key')
    fc.assert(
      fc.property(texts, names, (text, name) => {
        const isAll = credentialsIn(text, name).some(
          ({ kind, start, end }) =>
            kind === 'private-key' || (start === 0 && end === text.replace(/\r?\n$/u, '').length),
        )
        expect(isCredential(text, name)).toBe(isAll)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    'a',
    'password',
    '://',
    '-----BEGIN PRIVATE KEY-----',
    'eyJa.',
    'eyJaaaaaaaa.',
    'x:',
    'x://a:b',
    '"name":"',
    'password=',
    'password=a(',
    '--password a',
    'password: ',
    'AccountKey=',
    'glpat-',
    'SG.',
  ])('is looked for in a long text to its end: %j', (part) => {
    const text = part.repeat(400_000 / part.length)
    const start = performance.now()
    expect(typeof looksSecret(text)).toBe('boolean')
    expect(performance.now() - start).toBeLessThan(5000)
  })
})
