import { at } from '../../facts.ts'
import { dockerfile, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'

export const noUser: Rule = {
  id: 'docker/user/no-user',
  title: 'The image runs as root, because nothing says otherwise',
  severity: 'high',
  why: 'A process that escapes its container keeps the user it had inside it.',
  fix: 'End the last stage with USER and a user that is not root.',
  subject: ['docker_image'],
  aliases: [
    { id: 'CKV_DOCKER_3', on: ['docker_image'] },
    { id: 'AVD-DS-0002', on: ['docker_image'] },
  ],
  compliance: ['PCI DSS 4.0 2.2.6'],

  *check(live) {
    yield* mustBeSet(at(live, 'user'), 'No USER is named.')
  },

  examples: {
    good: [
      dockerfile`
        FROM alpine:3.22
        USER app
      `,
      dockerfile`
        FROM alpine:3.22 AS base
        USER app
        FROM base
        RUN ls
      `,
    ],
    bad: [
      dockerfile`
        FROM alpine:3.22
        RUN ls
      `,
      dockerfile`
        FROM alpine:3.22 AS build
        USER app
        FROM alpine:3.22
        COPY --from=build /a /a
      `,
    ],
    near: [
      dockerfile`
        FROM alpine:3.22
        USER 10001:10001
      `,
    ],
    undecided: [
      dockerfile`
        ARG WHO
        FROM alpine:3.22
        ARG WHO
        USER $WHO
      `,
    ],
  },
}
