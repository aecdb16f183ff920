import { at, matches } from '../../facts.ts'
import { dockerfile, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { instructions } from '../instructions.ts'

export const sudo: Rule = {
  id: 'docker/packages/sudo',
  title: 'sudo is called while the image is built',
  severity: 'critical',
  why: 'Steps run as root unless USER says otherwise, and sudo in the image is a way back to root.',
  fix: 'Remove sudo; put USER root before the step and another USER after it.',
  subject: ['docker_stage'],
  aliases: [
    { id: 'CKV2_DOCKER_1', on: ['docker_stage'] },
    { id: 'AVD-DS-0010', on: ['docker_stage'] },
  ],
  compliance: [],

  *check(live) {
    for (const one of instructions(live, 'RUN')) {
      const script = at(one, 'text')
      yield* mustNot(
        matches(script, /(?:^|[\n;&|(`!]|["'[,]|\b(?:then|do|else|exec|time|env)\s)\s*sudo(?:\s|["',]|$)/u),
        'sudo is called.',
        script,
      )
    }
  },

  examples: {
    good: [
      dockerfile`
        FROM debian:13
        RUN apt-get update && apt-get install -y curl
      `,
    ],
    bad: [
      dockerfile`
        FROM debian:13
        RUN sudo apt-get install -y curl
      `,
      dockerfile`
        FROM debian:13
        RUN apt-get update && sudo apt-get install -y curl
      `,
      dockerfile`
        FROM debian:13
        RUN ["sudo", "ls"]
      `,
      dockerfile`
        FROM debian:13
        RUN if [ -d /x ]; then sudo make; fi
      `,
    ],
    near: [
      dockerfile`
        FROM debian:13
        RUN apt-get install -y sudo
      `,
    ],
    undecided: [],
  },
}
