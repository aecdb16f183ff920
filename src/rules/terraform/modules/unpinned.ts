import { at, isSet, matches, textOf } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'
import { isLocal, isRegistry } from '../sources.ts'

export const unpinnedModule: Rule = {
  id: 'terraform/modules/unpinned',
  title: 'A module is not pinned to a version',
  severity: 'high',
  why: 'The next run may use other code than the one that was reviewed, without a change here.',
  fix: 'Add ?ref= with a tag or a commit, or a version for a module of a registry.',
  subject: ['module'],
  aliases: [{ id: 'CKV_TF_2', on: ['module'] }],
  compliance: [],

  *check(live) {
    const source = at(live, 'source')
    if (textOf(source) === undefined)
      return yield* must('undecided', 'Whether the module is pinned is not known.', source)
    if (isLocal(source)) return
    const pinned = isRegistry(source)
      ? isSet(at(live, 'version'))
      : matches(source, /[?&]ref=(?:[0-9a-f]{40}|[^&]*\d)/u)
    yield* must(pinned, 'The module is not pinned to a version.', source)
  },

  examples: {
    good: [
      terraform`
        module "net" {
          source = "terraform-aws-modules/vpc/aws"
          version = "5.1.0"
        }
      `,
      terraform`
        module "net" {
          source = "git::https://example.com/net.git?ref=v1.2.0"
        }
      `,
      terraform`
        module "net" {
          source = "git::https://example.com/net.git?ref=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"
        }
      `,
    ],
    bad: [
      terraform`
        module "net" {
          source = "git::https://example.com/net.git"
        }
      `,
      terraform`
        module "net" {
          source = "terraform-aws-modules/vpc/aws"
        }
      `,
      terraform`
        module "net" {
          source = "github.com/example/net?ref=main"
        }
      `,
    ],
    near: [
      terraform`
        module "net" {
          source = "git::ssh://git@example.com/net.git//sub?depth=1&ref=v2"
        }
      `,
    ],
    undecided: [],
  },
}
