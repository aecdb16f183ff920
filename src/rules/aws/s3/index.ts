import type { Rule } from '../../rule.ts'
import { accessLogging } from './access-logging.ts'
import { aclAnyAccount } from './acl-any-account.ts'
import { aclPublicPermissions } from './acl-public-permissions.ts'
import { aclPublicRead } from './acl-public-read.ts'
import { aclPublicWrite } from './acl-public-write.ts'
import { blockPublicAcls } from './block-public-acls.ts'
import { blockPublicPolicy } from './block-public-policy.ts'
import { customerKey } from './customer-key.ts'
import { encryption } from './encryption.ts'
import { ignorePublicAcls } from './ignore-public-acls.ts'
import { kmsEncryption } from './kms-encryption.ts'
import { policyEveryone } from './policy-everyone.ts'
import { publicAccessBlock } from './public-access-block.ts'
import { restrictPublicBuckets } from './restrict-public-buckets.ts'
import { versioning } from './versioning.ts'
import { publicModelBucket } from './public-model-bucket.ts'

export const s3Rules: readonly Rule[] = [
  accessLogging,
  aclAnyAccount,
  aclPublicPermissions,
  aclPublicRead,
  aclPublicWrite,
  blockPublicAcls,
  blockPublicPolicy,
  customerKey,
  encryption,
  ignorePublicAcls,
  kmsEncryption,
  policyEveryone,
  publicAccessBlock,
  publicModelBucket,
  restrictPublicBuckets,
  versioning,
]
