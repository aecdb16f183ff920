import { all, at, isSet, items } from '../../facts.ts'
import { dockerfile, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { instructions, isBeyondCopy } from '../instructions.ts'

export const addUnchecked: Rule = {
  id: 'docker/image/add-unchecked',
  title: 'ADD downloads or unpacks what nobody checks',
  severity: 'info',
  why: 'Whoever controls the address or the archive decides what lands in the image, and nothing compares it with what was meant.',
  fix: 'Give ADD a --checksum, or COPY the archive and check and unpack it in a RUN.',
  subject: ['docker_stage'],
  aliases: [{ id: 'CKV_DOCKER_4', on: ['docker_stage'] }],
  compliance: ['CIS Docker 1.6 4.9'],

  *check(live) {
    for (const one of instructions(live, 'ADD')) {
      if (isSet(at(one, 'flags.checksum')) !== 'no') continue
      const sources = items(at(one, 'arguments')).slice(0, -1)
      // Where a source is an ordinary file, that is said instead.
      const fetched = all(sources.map(isBeyondCopy))
      yield* mustNot(fetched, 'ADD takes what is not checked.', at(one, 'arguments[0]'))
    }
  },

  examples: {
    good: [
      dockerfile`
        FROM alpine:3.22
        COPY rootfs.tar.gz /tmp/
        RUN echo "$SUM /tmp/rootfs.tar.gz" | sha256sum -c && tar -xzf /tmp/rootfs.tar.gz
      `,
    ],
    bad: [
      dockerfile`
        FROM alpine:3.22
        ADD https://example.com/tool /usr/bin/tool
      `,
      dockerfile`
        FROM alpine:3.22
        ADD ["rootfs.tar.gz", "/"]
      `,
    ],
    near: [
      dockerfile`
        FROM alpine:3.22
        ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/tool /usr/bin/tool
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
