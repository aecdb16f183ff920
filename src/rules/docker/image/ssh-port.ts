import { answer, at, items, textOf, type Answer, type Fact } from '../../facts.ts'
import { dockerfile, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const dockerSshPort: Rule = {
  id: 'docker/image/ssh-port',
  title: 'The image has an SSH port',
  severity: 'medium',
  why: 'A server for SSH in a container is one more way in; nobody needs it, since exec does the same.',
  fix: 'Remove EXPOSE 22 and the server.',
  subject: ['docker_stage'],
  aliases: [
    { id: 'CKV_DOCKER_1', on: ['docker_stage'] },
    { id: 'AVD-DS-0004', on: ['docker_stage'] },
  ],
  compliance: ['PCI DSS 4.0 2.2.4'],

  *check(live) {
    for (const port of items(at(live, 'exposed'))) {
      yield* mustNot(holdsSsh(port), 'Port 22 is exposed.', port)
    }
  },

  examples: {
    good: [
      dockerfile`
        FROM alpine:3.22
        EXPOSE 8080
      `,
    ],
    bad: [
      dockerfile`
        FROM alpine:3.22
        EXPOSE 22
      `,
      dockerfile`
        FROM alpine:3.22
        EXPOSE 80 22/tcp
      `,
      dockerfile`
        FROM alpine:3.22
        EXPOSE 20-25
      `,
    ],
    near: [
      dockerfile`
        FROM alpine:3.22
        EXPOSE 2222 8022
      `,
    ],
    undecided: [
      dockerfile`
        FROM alpine:3.22
        ARG PORT
        EXPOSE $PORT
      `,
    ],
  },
}

/** Whether `22`, `22/tcp` or a range such as `20-25` is or holds the port of SSH. */
function holdsSsh(port: Fact): Answer {
  const text = textOf(port)
  if (text === undefined) return 'undecided'
  const [from = '', to = from] = (text.split('/')[0] ?? '').split('-')
  return answer(Number(from) <= 22 && 22 <= Number(to))
}
