import { any, at, items, not } from '../../facts.ts'
import { dockerfile, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { instructions, isBeyondCopy } from '../instructions.ts'

export const addForCopy: Rule = {
  id: 'docker/image/add-for-copy',
  title: 'ADD is used where COPY does',
  severity: 'low',
  why: 'ADD also unpacks archives and downloads: what lands in the image depends on what the file happens to be.',
  fix: 'Use COPY.',
  subject: ['docker_stage'],
  aliases: [
    { id: 'CKV_DOCKER_4', on: ['docker_stage'] },
    { id: 'AVD-DS-0005', on: ['docker_stage'] },
  ],
  compliance: ['CIS Docker 1.6 4.9'],

  *check(live) {
    for (const one of instructions(live, 'ADD')) {
      const sources = items(at(one, 'arguments')).slice(0, -1)
      const isLocal = any(sources.map((source) => not(isBeyondCopy(source))))
      yield* mustNot(isLocal, 'ADD is used for local files.', at(one, 'arguments[0]'))
    }
  },

  examples: {
    good: [
      dockerfile`
        FROM alpine:3.22
        COPY a b
      `,
    ],
    bad: [
      dockerfile`
        FROM alpine:3.22
        ADD a b
      `,
      dockerfile`
        FROM alpine:3.22
        ADD ["a", "b"]
      `,
      dockerfile`
        FROM alpine:3.22
        ONBUILD ADD . /app
      `,
    ],
    near: [
      dockerfile`
        FROM alpine:3.22
        ADD https://example.com/x.tar.gz /x
        ADD rootfs.tar.gz /
      `,
    ],
    undecided: [
      dockerfile`
        FROM alpine:3.22
        ARG SRC
        ADD $SRC /x
      `,
    ],
  },
}
