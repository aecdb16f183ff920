import { at, matches, textOf } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'
import { isLocal, isRegistry } from '../sources.ts'

export const notByCommit: Rule = {
  id: 'terraform/modules/not-by-commit',
  title: 'A module is not pinned to a commit',
  severity: 'info',
  why: 'A tag can be moved, and a version of a registry is such a tag: only a commit says which code is run.',
  fix: 'Add ?ref= with the commit to a source in git; a registry can pin an exact version at most, with the argument version, so a commit needs the source in git.',
  subject: ['module'],
  aliases: [{ id: 'CKV_TF_1', on: ['module'] }],
  compliance: [],

  *check(live) {
    const source = at(live, 'source')
    if (textOf(source) === undefined)
      return yield* must('undecided', 'Whether the module is pinned is not known.', source)
    if (isLocal(source)) return
    // Terraform refuses `?ref=` behind an address in a registry.
    const message = isRegistry(source)
      ? 'The module comes from a registry, which pins versions and no commits.'
      : 'The module is not pinned to a commit.'
    yield* must(matches(source, /[?&]ref=[0-9a-f]{7,40}(?:&|$)/u), message, source)
  },

  examples: {
    good: [
      terraform`
        module "net" {
          source = "git::https://example.com/net.git?ref=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"
        }
      `,
    ],
    bad: [
      terraform`
        module "net" {
          source = "git::https://example.com/net.git?ref=v1.2.0"
        }
      `,
      terraform`
        module "net" {
          source = "terraform-aws-modules/vpc/aws"
          version = "5.1.0"
        }
      `,
    ],
    near: [
      terraform`
        module "net" {
          source = "git::https://example.com/net.git?ref=1a2b3c4"
        }
      `,
      terraform`
        module "net" {
          source = "git::ssh://git@example.com/net.git//sub?depth=1&ref=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"
        }
      `,
    ],
    undecided: [],
  },
}
