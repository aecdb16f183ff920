import { dockerfile, type Rule } from '../../rule.ts'
import { violated } from '../../verdicts.ts'
import { scripts } from '../instructions.ts'

const update =
  /\b(?:apt-get|apt|yum|dnf|apk|zypper|pacman|emerge)\b[^&|;\n]*?\s(?:update|refresh|-Syu?|--sync)\b/u
const install =
  /\b(?:install|add|upgrade|dist-upgrade|groupinstall|localinstall|source|reinstall|build-dep|-S|dup)\b/u

export const updateAlone: Rule = {
  id: 'docker/packages/update-alone',
  title: 'The package index is updated in a step of its own',
  severity: 'high',
  why: 'The step is cached, so later installs take old packages, with the flaws that were mended since.',
  fix: 'Update and install in one RUN.',
  subject: ['docker_stage'],
  aliases: [
    { id: 'CKV_DOCKER_5', on: ['docker_stage'] },
    { id: 'AVD-DS-0017', on: ['docker_stage'] },
  ],
  compliance: [],

  *check(live) {
    for (const { text, fact } of scripts(live)) {
      if (update.test(text) && !install.test(text))
        yield violated('The package index is updated and nothing is installed.', fact)
    }
  },

  examples: {
    good: [
      dockerfile`
        FROM debian:13
        RUN apt-get update && apt-get install -y curl
      `,
      dockerfile`
        FROM debian:13
        RUN apt-get update \
         && apt-get install -y \
            curl
      `,
    ],
    bad: [
      dockerfile`
        FROM debian:13
        RUN apt-get update
        RUN apt-get install -y curl
      `,
      dockerfile`
        FROM alpine:3.22
        RUN apk update
      `,
      dockerfile`
        FROM fedora:42
        RUN ["yum", "update"]
      `,
      dockerfile`
        FROM debian:13
        RUN <<EOF
        apt-get update
        EOF
      `,
    ],
    near: [
      dockerfile`
        FROM debian:13
        RUN apt-get update && apt-get build-dep -y python3
      `,
      dockerfile`
        FROM debian:13
        RUN ./update.sh
      `,
      dockerfile`
        FROM debian:13
        RUN <<EOF
        apt-get update
        apt-get install -y curl
        EOF
      `,
    ],
    undecided: [],
  },
}
