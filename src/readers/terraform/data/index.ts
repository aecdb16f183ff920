import { iamPolicyDocument } from './iam-policy-document.ts'
import { localFile } from './local-file.ts'
import { nullDataSource } from './null-data-source.ts'
import type { PureData } from './pure.ts'
import { remoteState } from './remote-state.ts'
import { templateFile } from './template-file.ts'

/** Data sources whose result follows from their arguments alone, so it is known without asking anyone. */
export const pureData: ReadonlyMap<string, PureData> = new Map([
  ['aws_iam_policy_document', iamPolicyDocument],
  ['template_file', templateFile],
  ['local_file', localFile],
  ['null_data_source', nullDataSource],
  ['terraform_remote_state', remoteState],
])
