import type { FilePath } from '../../kernel/brand.ts'
import type { StackImport } from '../../model/edit.ts'
import { shellWord } from '../../model/shell-word.ts'

/** What a stack takes over in one go: the resources of one template. */
interface ImportStep {
  readonly template: string
  /** As `--resources-to-import` takes it. */
  readonly resources: readonly ImportedResource[]
  readonly commands: readonly string[]
}

interface ImportedResource {
  readonly ResourceType: string
  readonly LogicalResourceId: string
  readonly ResourceIdentifier: Readonly<Record<string, string>>
}

/**
 * The commands by which stacks take over what templates say from now on; the name of the stack is the user's to fill in. An import
 * changes nothing else, so that it comes before anything else that the template has new.
 * https://docs.aws.amazon.com/cli/latest/reference/cloudformation/create-change-set.html
 */
export function importSteps(
  imports: readonly StackImport[],
  pathOf: (file: FilePath) => string,
): readonly ImportStep[] {
  return [...new Set(imports.map(({ template }) => template))].map((file) => {
    const all = imports.filter((one) => one.template === file)
    const template = pathOf(file)
    const resources = all.map(({ type, name, identifier }) => ({
      ResourceType: type,
      LogicalResourceId: name,
      ResourceIdentifier: identifier,
    }))
    const parameters = (all[0]?.parameters ?? []).map((one) => `ParameterKey=${one},UsePreviousValue=true`)
    const isIam = all.some(({ type }) => type.startsWith('AWS::IAM::'))
    const stack = '--stack-name STACK --change-set-name plumbline-import'
    const create = [
      `aws cloudformation create-change-set ${stack} --change-set-type IMPORT`,
      `--template-body ${shellWord(`file://${template}`)}`,
      `--resources-to-import ${shellWord(JSON.stringify(resources))}`,
      ...(parameters.length > 0 ? [`--parameters ${parameters.join(' ')}`] : []),
      ...(isIam ? ['--capabilities CAPABILITY_NAMED_IAM'] : []),
    ].join(' ')
    return { template, resources, commands: [create, `aws cloudformation execute-change-set ${stack}`] }
  })
}
