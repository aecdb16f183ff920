import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import type { OriginId } from '../../kernel/origin.ts'
import type { Value } from '../../kernel/value.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { filesAlone, type ReadOptions } from '../../model/options.ts'
import { parsePath, valueAt } from '../../model/path.ts'
import type { Reading } from '../../model/reading.ts'
import { becauseJson, unknownJson, valueJson } from '../../model/value-json.ts'
import { dockerfile } from './dockerfile.ts'

const none: ReadOptions = filesAlone()

function read(text: string | Uint8Array, given: Readonly<Record<string, string>> = {}): Reading {
  const snapshot = filesSnapshot({ Dockerfile: text })
  const layers = Object.entries(given).map(([name, value]) => ({
    kind: 'option' as const,
    name,
    text: value,
  }))
  const unit = {
    format: 'dockerfile',
    root: filePath('Dockerfile'),
    variant: '',
    options: { ...none, layers },
  }
  const step = dockerfile.read(unit, snapshot).next()
  return step.done === true ? step.value : read('')
}

function at(reading: Reading, address: string, path: string): Value | undefined {
  const found = reading.resources.find((one) => one.address === address)
  return found && valueAt(found.values, parsePath(path) ?? [])
}

function json(reading: Reading, address: string, path: string): unknown {
  const value = at(reading, address, path)
  return value && JSON.parse(JSON.stringify(plain(valueJson(value)) ?? null))
}

/** Maps as objects. */
function plain(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, one]) => [key, plain(one)]))
  return Array.isArray(value) ? value.map(plain) : value
}

function allValues(reading: Reading): string {
  return JSON.stringify(reading.resources.map(({ address, values }) => [address, plain(valueJson(values))]))
}

/** The text that a value was set by: the last place on its way. */
function literalOf(reading: Reading, text: string, address: string, path: string): string | undefined {
  let origin: OriginId = at(reading, address, path)?.origin ?? 0
  for (;;) {
    const [only, ...more] = reading.origins.inputs(origin)
    if (only === undefined || more.length > 0) break
    origin = only
  }
  const { file, start, end } = reading.origins.site(origin)
  return (reading.texts.get(file) ?? text).slice(start, end)
}

function problems(text: string): readonly string[] {
  return read(text).diagnostics.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`)
}

const service = `ARG PYTHON=3.12
FROM python:\${PYTHON}-slim AS base
ENV HOME=/srv PATH_EXTRA=$HOME
WORKDIR \${HOME}
USER app

FROM base AS Build
ARG TOKEN
RUN --mount=type=secret,id=npm --mount=type=bind,from=base,target=/x make
LABEL "team"="ml" stage=build

FROM base
COPY --from=build --chown=app:app a b /srv/
COPY --from=nginx:1.27 /etc/nginx /n
WORKDIR models
EXPOSE 80 443/tcp
HEALTHCHECK --interval=30s CMD curl -f http://localhost/
ENTRYPOINT ["python", "-m", "serve"]
CMD serve now
`

describe('reading a Dockerfile', () => {
  it('gives a stage for each FROM, and the image that comes of it', () => {
    const { resources } = read(service)
    expect(resources.map(({ address, type }) => `${type} ${address}`)).toEqual([
      'docker_image image',
      'docker_stage stage/2',
      'docker_stage stage/Build',
      'docker_stage stage/base',
    ])
  })

  it('takes the name of an image apart, through its variables', () => {
    const reading = read(service)
    expect(json(reading, 'stage/base', 'image')).toBe('python:3.12-slim')
    expect(json(reading, 'stage/base', 'repository')).toBe('python')
    expect(json(reading, 'stage/base', 'tag')).toBe('3.12-slim')
    expect(at(reading, 'stage/base', 'digest')?.kind).toBe('absent')
    expect(json(reading, 'image', 'tag')).toBe('3.12-slim')
    expect(json(read('FROM r.io:5000/a/b@sha256:12'), 'image', 'repository')).toBe('r.io:5000/a/b')
    expect(json(read('FROM r.io:5000/a/b@sha256:12'), 'image', 'digest')).toBe('sha256:12')
  })

  it('has what a stage says with what its base stage says', () => {
    const reading = read(service)
    expect(json(reading, 'image', 'user')).toBe('app')
    expect(literalOf(reading, service, 'image', 'user')).toBe('app')
    expect(json(reading, 'image', 'workdir')).toBe('/srv/models')
    expect(json(reading, 'stage/base', 'workdir')).toBe('/srv')
    expect(json(reading, 'stage/Build', 'base')).toBe('stage/base')
    expect(at(reading, 'stage/Build', 'image')?.kind).toBe('absent')
    expect(json(reading, 'stage/Build', 'labels')).toEqual({ team: 'ml', stage: 'build' })
    expect(json(reading, 'image', 'labels')).toEqual({})
    expect(json(reading, 'image', 'exposed')).toEqual(['80', '443/tcp'])
    expect(json(reading, 'image', 'entrypoint')).toEqual({
      form: 'exec',
      arguments: ['python', '-m', 'serve'],
    })
    expect(json(reading, 'image', 'cmd')).toEqual({ form: 'shell', arguments: ['serve now'] })
    expect(json(reading, 'image', 'healthcheck')).toEqual({
      kind: 'CMD',
      command: 'curl -f http://localhost/',
      interval: '30s',
    })
  })

  it('lists the instructions in order, with what they say and how it is written', () => {
    const reading = read(service)
    expect(json(reading, 'stage/2', 'instructions[0]')).toEqual({
      keyword: 'COPY',
      form: 'shell',
      arguments: ['a', 'b', '/srv/'],
      flags: { from: 'build', chown: 'app:app' },
      text: 'a b /srv/',
      raw: 'a b /srv/',
      heredocs: [],
    })
    expect(json(reading, 'stage/Build', 'instructions[1].flags.mount')).toEqual([
      'type=secret,id=npm',
      'type=bind,from=base,target=/x',
    ])
    expect(json(reading, 'stage/base', 'instructions[0].pairs.HOME')).toBe('/srv')
  })

  it('knows which stage uses which', () => {
    const edges = read(service).references.map(({ from, to, path }) => `${from} ${path} ${to}`)
    expect(edges).toEqual([
      'stage/Build base stage/base',
      'stage/Build instructions[1].flags.mount[1] stage/base',
      'stage/2 base stage/base',
      'stage/2 instructions[0].flags.from stage/Build',
      'image stage stage/2',
    ])
  })

  it('reads here-documents, replacing variables in files and not in scripts', () => {
    const reading = read('FROM scratch\nENV A=1\nCOPY <<EOF /a\nx=$A\nEOF\nRUN <<EOF\necho $A\nEOF\n')
    expect(json(reading, 'image', 'env')).toEqual({ A: '1' })
    expect(json(reading, 'stage/0', 'instructions[1].heredocs[0].content')).toBe('x=1\n')
    expect(json(reading, 'stage/0', 'instructions[2].heredocs[0].content')).toBe('echo $A\n')
  })

  it('takes an inherited CMD away with ENTRYPOINT, and leaves its own', () => {
    const base = 'FROM a AS b\nCMD x\n'
    expect(at(read(`${base}FROM b\nENTRYPOINT y`), 'image', 'cmd')?.kind).toBe('absent')
    expect(json(read(`${base}FROM b\nCMD z\nENTRYPOINT y`), 'image', 'cmd.arguments')).toEqual(['z'])
  })
})

describe('variables of a Dockerfile', () => {
  it.each([
    ['ARG A=1\nARG B=$A.2\nFROM x:$B', '1.2'],
    ['FROM scratch\nENV A=1\nENV A=2 B=$A\nUSER $B', '1'],
    ['FROM scratch\nENV A=e\nARG A=a\nUSER $A', 'e'],
    ['ARG A=1\nFROM scratch\nARG A\nUSER $A', '1'],
    ['ARG A=1\nFROM scratch\nUSER ${A:-none}', 'none'],
    ['FROM scratch\nARG A=a/b/c\nUSER ${A##*/}${A%%/*}${A//\\//.}', 'caa.b.c'],
    ['FROM scratch\nENV A=\nUSER x${A:-d}${A-e}${A:+f}${A+g}', 'xdg'],
    ['FROM scratch\nUSER "a $B"', 'a '],
    ['ARG A\nFROM x:${A:-1}', '1'],
    ['FROM scratch\nARG A\nUSER ${A-app}', 'app'],
  ])('are replaced in %j', (text, expected) => {
    const reading = read(text)
    const path = text.includes('USER') ? 'user' : 'tag'
    expect(json(reading, 'image', path)).toBe(expected)
  })

  it('come from the line that set them', () => {
    const text = 'ARG VERSION=3.12\nFROM a AS x\nARG VERSION\nENV V=$VERSION\nUSER $V\n'
    const reading = read(text)
    expect(literalOf(reading, text, 'image', 'user')).toBe('3.12')
    const given = read(text, { VERSION: '4' })
    expect(json(given, 'image', 'user')).toBe('4')
    expect(literalOf(given, text, 'image', 'user')).toBe('4')
  })

  it('keep what was overridden', () => {
    const text = 'FROM a\nARG V=1\nUSER $V\n'
    const { resources, origins } = read(text, { V: '2' })
    const user = valueAt(resources[0]?.values ?? { kind: 'absent', origin: 0, marks: 0 }, ['user'])
    const [variable = 0] = origins.inputs(user?.origin ?? 0)
    const losers = origins.get(variable)?.losers.map((id) => origins.site(id)) ?? []
    expect(losers.map(({ start, end }) => text.slice(start, end))).toEqual(['1'])
  })

  it('are unknown where only the build says them', () => {
    const reading = read(
      'ARG TAG\nFROM --platform=$BUILDPLATFORM python:$TAG\nARG TARGETARCH\nENV PATH=/a:$PATH\nUSER $TARGETARCH',
    )
    const whole = at(reading, 'image', '')
    expect(json(reading, 'image', 'repository')).toBe('python')
    expect(whole && plain(unknownJson(whole))).toMatchObject({
      tag: true,
      user: true,
      platform: true,
      env: { PATH: true },
    })
    const because = whole === undefined ? {} : JSON.stringify(plain(becauseJson(whole)))
    expect(because).toContain('"what":"arg.TAG"')
    expect(because).toContain('"what":"TARGETARCH"')
    expect(because).toContain('the environment of the base image')
  })
})

describe('problems of a Dockerfile', () => {
  it.each([
    ['', ['dockerfile/no-stage ']],
    ['ARG A', ['dockerfile/no-stage ']],
    ['RUN x\nFROM a', ['dockerfile/no-stage RUN']],
    ['FROM a b', ['dockerfile/invalid-from a b']],
    ['FROM a AS b\nFROM c AS B', ['dockerfile/duplicate-stage FROM c AS B']],
    ['FROM a\nCOPY --from=0 a b', ['dockerfile/unknown-stage --from=0']],
    ['FROM $A', ['dockerfile/undeclared-variable $A']],
    ['FROM scratch\nUSER ${A:?no}', ['dockerfile/required-variable ${A:?no}']],
    ["FROM a\nUSER 'x", ["dockerfile/unclosed-quote 'x"]],
  ])('%j', (text, expected) => {
    expect(problems(text)).toEqual(expected)
  })

  it('says so of a file that is no text', () => {
    expect(read(new Uint8Array([0xff, 0xfe])).diagnostics.map(({ code }) => code)).toEqual([
      'dockerfile/unreadable',
    ])
  })

  it('reads a long file to its bound', () => {
    const reading = read(`FROM a\nCOPY ${'a '.repeat(60_000)}`)
    expect(reading.diagnostics.map(({ code }) => code)).toEqual([
      'dockerfile/long-line',
      'dockerfile/too-much',
    ])
  })
})

describe('files that are Dockerfiles', () => {
  it('are found by their names', () => {
    const names = [
      'Dockerfile',
      'dockerfile',
      'Containerfile',
      'Dockerfile.prod',
      'Containerfile.gpu',
      'a/serve.dockerfile',
      'a/prod.Dockerfile',
      'Dockerfile-gpu',
      'Dockerfile.dockerignore',
      'Dockerfile.md',
      'dockerfile.ts',
      'Dockerfile.j2',
      'node_modules/x/Dockerfile',
      'main.tf',
    ]
    const snapshot = filesSnapshot(Object.fromEntries(names.map((name) => [name, 'FROM a'])))
    const found = dockerfile.discover(snapshot, filePath(''), none).value.map(({ root }) => root)
    expect(found.toSorted()).toEqual([
      'Containerfile',
      'Containerfile.gpu',
      'Dockerfile',
      'Dockerfile-gpu',
      'Dockerfile.prod',
      'a/prod.Dockerfile',
      'a/serve.dockerfile',
      'dockerfile',
    ])
  })
})

describe('a file that is named', () => {
  it.each([
    ['build/image.txt', '# why\n\nFROM a', true],
    ['build/image.txt', '\uFEFFarg A=1', true],
    ['build/image.txt', 'FROM', false],
    ['plan.json', '{}', false],
    ['Dockerfile', 'anything', true],
  ])('%s is a Dockerfile by its name or its beginning: %j', (name, text, expected) => {
    const snapshot = filesSnapshot({ [name]: text })
    expect(dockerfile.unitAt(snapshot, filePath(name), none) !== undefined).toBe(expected)
    expect(dockerfile.unitAt(snapshot, filePath('build'), none)).toBeUndefined()
  })
})

describe('any Dockerfile', () => {
  const pieces = fc.constantFrom(
    ...Array.from('\n\\"\'${}[]#=:-<>,/ '),
    'FROM ',
    '$A',
    '${A:-',
    '<<E',
    'E\n',
    'ENV A=$A$A\n',
    '--from=',
    '\u0000',
    '🇩🇪',
  )
  const mutants = fc
    .array(fc.tuple(fc.nat({ max: service.length }), fc.nat({ max: 20 }), pieces), {
      minLength: 1,
      maxLength: 6,
    })
    .map((changes) => {
      let text = service
      for (const [place, length, piece] of changes)
        text = text.slice(0, place) + piece + text.slice(place + length)
      return text
    })

  it('is read without a throw, each place inside the file, twice the same', () => {
    fc.assert(
      fc.property(mutants, (text) => {
        const one = read(text)
        if (allValues(one) !== allValues(read(text))) return false
        for (let id = 1; id <= one.origins.size; id++) {
          const { start, end } = one.origins.site(id)
          if (start < 0 || end < start || end > text.length) return false
        }
        return one.diagnostics.every(({ span }) => span.start <= span.end && span.end <= text.length)
      }),
      { numRuns: 1500 },
    )
  })

  it('is read in bounds where its texts double with each line', () => {
    const reading = read(`FROM a\nENV A=aaaaaaaaaaaaaaaa\n${'ENV A=$A$A\n'.repeat(100)}`)
    expect(at(reading, 'image', 'env.A')?.kind).toBe('unknown')
  })
})
