import { at, matches } from '../../facts.ts'
import { dockerfile, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const rootUser: Rule = {
  id: 'docker/user/root-user',
  title: 'The image runs as root',
  severity: 'high',
  why: 'A process that escapes its container keeps the user it had inside it.',
  fix: 'End the last stage with USER and a user that is not root.',
  subject: ['docker_image'],
  aliases: [
    { id: 'CKV_DOCKER_8', on: ['docker_image'] },
    { id: 'AVD-DS-0002', on: ['docker_image'] },
  ],
  compliance: ['PCI DSS 4.0 2.2.6'],

  *check(live) {
    const user = at(live, 'user')
    yield* mustNot(matches(user, /^(?:root|0+)(?::|$)/u), 'The last USER is root.', user)
  },

  examples: {
    good: [
      dockerfile`
        FROM alpine:3.22
        USER app
      `,
      dockerfile`
        FROM alpine:3.22
        USER root
        RUN apk add curl
        USER app
      `,
    ],
    bad: [
      dockerfile`
        FROM alpine:3.22
        USER root
      `,
      dockerfile`
        FROM alpine:3.22
        USER app
        USER 0:0
      `,
      dockerfile`
        FROM alpine:3.22
        ARG WHO
        USER \${WHO:-root}
      `,
    ],
    near: [
      dockerfile`
        FROM alpine:3.22 AS build
        USER root
        FROM alpine:3.22
        USER rootless
      `,
    ],
    undecided: [
      dockerfile`
        FROM alpine:3.22
        ARG WHO
        USER $WHO
      `,
    ],
  },
}
