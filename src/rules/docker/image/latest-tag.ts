import { all, at, is, isSet, not } from '../../facts.ts'
import { dockerfile, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const dockerLatestTag: Rule = {
  id: 'docker/image/latest-tag',
  title: 'A base image is not pinned to a version',
  severity: 'medium',
  why: 'What latest means changes without a change here: the same file builds something else tomorrow.',
  fix: 'Write a tag other than latest, or better a digest.',
  subject: ['docker_stage'],
  aliases: [
    { id: 'CKV_DOCKER_7', on: ['docker_stage'] },
    { id: 'AVD-DS-0001', on: ['docker_stage'] },
  ],
  compliance: [],

  *check(live) {
    // A stage that goes on from another has no image of its own.
    if (isSet(at(live, 'base')) === 'yes' || is(at(live, 'image'), 'scratch') === 'yes') return
    if (isSet(at(live, 'digest')) === 'yes') return
    const image = at(live, 'image')
    const tag = at(live, 'tag')
    if (image.value.kind === 'unknown')
      yield* must('undecided', 'The base image is not pinned to a version.', image)
    else
      yield* must(all([isSet(tag), not(is(tag, 'latest'))]), 'The base image has no tag of a version.', image)
  },

  examples: {
    good: [
      dockerfile`
        FROM alpine:3.22
        USER app
      `,
      dockerfile`
        FROM alpine@sha256:1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f
      `,
    ],
    bad: [
      dockerfile`
        FROM alpine
      `,
      dockerfile`
        FROM alpine:latest
      `,
      dockerfile`
        FROM registry.example.com:5000/base
      `,
      dockerfile`
        FROM alpine:3.22 AS build
        FROM node:latest
      `,
    ],
    near: [
      dockerfile`
        FROM alpine:3.22 AS build
        FROM build
      `,
      dockerfile`
        FROM scratch
      `,
      dockerfile`
        ARG VERSION=3.22
        FROM alpine:\${VERSION}
      `,
      dockerfile`
        ARG VERSION
        FROM alpine:\${VERSION:-3.22}
      `,
    ],
    undecided: [
      dockerfile`
        ARG VERSION
        FROM alpine:\${VERSION}
      `,
    ],
  },
}
