import { describe, expect, it } from 'vitest'
import type { Value } from '../kernel/value.ts'
import { leavesOf, pathText, valueAt, type PathStep } from '../model/path.ts'
import type { Estate } from '../model/reading.ts'
import { estateOf } from './testing.ts'
import { why } from './why.ts'

const service = `ARG PYTHON=3.12
ARG BASE="registry.example/python"
FROM \${BASE}:\${PYTHON} AS wheels
RUN pip wheel -r requirements.txt

FROM ubuntu:22.04@sha256:12 AS runtime
ARG PYTHON
ENV HOME_DIR=/srv PYTHON_VERSION=$PYTHON \\
    MODE="fast"
LABEL team='ml' "stage"=run
USER app:app
WORKDIR \${HOME_DIR}

FROM --platform=linux/amd64 runtime
ARG USER_NAME=server
COPY --from=wheels --chown=app /wheels \\
  # a comment between
  /srv/
RUN --mount=type=cache,target=/c make \\
  all
USER $USER_NAME
EXPOSE 8000 9000/tcp
VOLUME ["/data"]
HEALTHCHECK --interval=30s \\
  CMD curl -f localhost
STOPSIGNAL SIGTERM
SHELL ["/bin/bash", "-c"]
ENTRYPOINT ["python", "-m", "serve"]
CMD serve now
`
/** What an instruction is cannot be exchanged, nor what refers to something by its name. */
const fixed = /keyword|healthcheck\.kind|flags\.from|^name$/u

function read(text: string): Estate {
  return estateOf({ Dockerfile: text })
}

interface Leaf {
  readonly address: string
  readonly steps: readonly PathStep[]
  readonly value: Value
}

function leaves(estate: Estate): readonly Leaf[] {
  return estate.readings.flatMap(({ resources }) =>
    resources.flatMap(({ address, values }) => [...leavesOf(values)].map((one) => ({ address, ...one }))),
  )
}

/** Writes other letters in the place of a literal, in its quotes if it has some. */
function exchanged(text: string, start: number, end: number): string {
  const [quote = ''] = /^["']/u.exec(text.slice(start, end)) ?? []
  return `${text.slice(0, start)}${quote}${otherOf(text.slice(start, end))}${quote}${text.slice(end)}`
}

/** A folder stays one. */
function otherOf(written: string): string {
  return /^["']?\//u.test(written) ? '/zz9' : 'zz9'
}

describe('the origin of a value of a Dockerfile', () => {
  const estate = read(service)
  const exact = leaves(estate).flatMap(({ address, steps, value }) => {
    const path = pathText(steps)
    const answers = value.kind === 'scalar' ? why(estate, address, path) : []
    const [answer] = 'kind' in answers ? [] : answers
    const [literal] = answer?.exact === true ? answer.literals : []
    return literal === undefined || fixed.test(path) ? [] : [{ address, path, steps, literal }]
  })

  it('is a literal for most that is written', () => {
    const paths = exact.map(({ address, path }) => `${address} ${path}`)
    expect(paths).toEqual(
      expect.arrayContaining([
        'image user',
        'image env.MODE',
        'image exposed[1]',
        'stage/runtime tag',
        'image healthcheck.command',
        'stage/2 instructions[1].flags.chown',
      ]),
    )
  })

  it.each(exact)('is true: $address $path', ({ address, steps, literal }) => {
    const { start, end } = literal.span
    const [again] = read(exchanged(service, start, end)).readings
    const whole = again?.resources.find((one) => one.address === address)?.values
    const value = whole && valueAt(whole, steps)
    expect(value?.kind === 'scalar' ? value.scalar : value?.kind).toBe(otherOf(service.slice(start, end)))
  })
})
