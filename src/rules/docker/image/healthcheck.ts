import { at } from '../../facts.ts'
import { dockerfile, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'

export const healthcheck: Rule = {
  id: 'docker/image/healthcheck',
  title: 'The image has no health check',
  severity: 'low',
  why: 'A container that hangs counts as running, and is never restarted.',
  fix: 'Add a HEALTHCHECK.',
  subject: ['docker_image'],
  aliases: [
    { id: 'CKV_DOCKER_2', on: ['docker_image'] },
    { id: 'AVD-DS-0026', on: ['docker_image'] },
  ],
  compliance: [],

  *check(live) {
    yield* mustBeSet(at(live, 'healthcheck'), 'No HEALTHCHECK is given.')
  },

  examples: {
    good: [
      dockerfile`
        FROM alpine:3.22
        HEALTHCHECK CMD wget -q localhost
      `,
    ],
    bad: [
      dockerfile`
        FROM alpine:3.22
        CMD ["ls"]
      `,
      dockerfile`
        FROM alpine:3.22 AS build
        HEALTHCHECK CMD a
        FROM alpine:3.22
      `,
    ],
    near: [
      dockerfile`
        FROM alpine:3.22 AS base
        HEALTHCHECK CMD a
        FROM base
      `,
    ],
    undecided: [],
  },
}
