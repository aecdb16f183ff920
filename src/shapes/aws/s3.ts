import type { Shapes } from '../shape.ts'

const bucket = { to: 'AWS::S3::Bucket', by: 'bucket', names: 'bucket' } as const

const encryptionRule = {
  'ServerSideEncryptionByDefault.SSEAlgorithm': 'apply_server_side_encryption_by_default.sse_algorithm',
  'ServerSideEncryptionByDefault.KMSMasterKeyID': 'apply_server_side_encryption_by_default.kms_master_key_id',
  BucketKeyEnabled: 'bucket_key_enabled',
}

/** Buckets: Terraform says one in a dozen resources, the live API in one. */
export const s3: Shapes = {
  owners: [
    {
      from: 'aws_s3_bucket',
      to: 'AWS::S3::Bucket',
      fields: {
        BucketName: 'bucket',
        AccessControl: { from: 'acl', as: cannedAcls() },
        'VersioningConfiguration.Status': {
          from: 'versioning.enabled',
          as: { true: 'Enabled', false: 'Suspended' },
        },
        'BucketEncryption.ServerSideEncryptionConfiguration': {
          each: 'server_side_encryption_configuration.rule',
          of: encryptionRule,
        },
        'LoggingConfiguration.DestinationBucketName': 'logging.target_bucket',
        'LoggingConfiguration.LogFilePrefix': 'logging.target_prefix',
        'ObjectLockConfiguration.ObjectLockEnabled': 'object_lock_configuration.object_lock_enabled',
        'LifecycleConfiguration.Rules': {
          each: 'lifecycle_rule',
          of: {
            Id: 'id',
            Status: { from: 'enabled', as: { true: 'Enabled', false: 'Disabled' } },
            Prefix: 'prefix',
          },
        },
        'WebsiteConfiguration.IndexDocument': 'website.index_document',
        'WebsiteConfiguration.ErrorDocument': 'website.error_document',
        'WebsiteConfiguration.RedirectAllRequestsTo': 'website.redirect_all_requests_to',
        Policy: { from: 'policy', as: 'json' },
        Grants: { spread: 'grant', over: { Permission: 'permissions' }, of: { Uri: 'uri' } },
        Tags: { from: 'tags', as: 'tags' },
      },
    },
    {
      from: 'aws_s3_bucket_policy',
      to: 'AWS::S3::BucketPolicy',
      fields: { Bucket: 'bucket', PolicyDocument: { from: 'policy', as: 'json' } },
    },
  ],
  companions: [
    {
      from: 'aws_s3_bucket_versioning',
      ...bucket,
      place: 'VersioningConfiguration',
      fields: { Status: 'versioning_configuration.status', MfaDelete: 'versioning_configuration.mfa_delete' },
    },
    {
      from: 'aws_s3_bucket_public_access_block',
      ...bucket,
      place: 'PublicAccessBlockConfiguration',
      fields: {
        BlockPublicAcls: 'block_public_acls',
        BlockPublicPolicy: 'block_public_policy',
        IgnorePublicAcls: 'ignore_public_acls',
        RestrictPublicBuckets: 'restrict_public_buckets',
      },
    },
    {
      from: 'aws_s3_bucket_server_side_encryption_configuration',
      ...bucket,
      place: 'BucketEncryption',
      fields: { ServerSideEncryptionConfiguration: { each: 'rule', of: encryptionRule } },
    },
    {
      from: 'aws_s3_bucket_logging',
      ...bucket,
      place: 'LoggingConfiguration',
      fields: { DestinationBucketName: 'target_bucket', LogFilePrefix: 'target_prefix' },
    },
    {
      from: 'aws_s3_bucket_acl',
      ...bucket,
      place: '',
      fields: {
        AccessControl: { from: 'acl', as: cannedAcls() },
        Grants: {
          each: 'access_control_policy.grant',
          of: { Uri: 'grantee.uri', Permission: 'permission' },
        },
      },
    },
    {
      from: 'aws_s3_bucket_ownership_controls',
      ...bucket,
      place: 'OwnershipControls',
      fields: { Rules: { each: 'rule', of: { ObjectOwnership: 'object_ownership' } } },
    },
    {
      from: 'aws_s3_bucket_lifecycle_configuration',
      ...bucket,
      place: 'LifecycleConfiguration',
      fields: { Rules: { each: 'rule', of: { Id: 'id', Status: 'status', Prefix: 'filter.prefix' } } },
    },
    {
      from: 'aws_s3_bucket_website_configuration',
      ...bucket,
      place: 'WebsiteConfiguration',
      fields: { IndexDocument: 'index_document.suffix', ErrorDocument: 'error_document.key' },
    },
  ],
  defaults: {
    'AWS::S3::Bucket': {
      'PublicAccessBlockConfiguration.BlockPublicAcls': false,
      'PublicAccessBlockConfiguration.BlockPublicPolicy': false,
      'PublicAccessBlockConfiguration.IgnorePublicAcls': false,
      'PublicAccessBlockConfiguration.RestrictPublicBuckets': false,
    },
  },
}

/** Terraform writes `public-read`, CloudFormation `PublicRead`. */
function cannedAcls(): Readonly<Record<string, string>> {
  const names = ['private', 'public-read', 'public-read-write', 'authenticated-read', 'aws-exec-read']
  const more = ['bucket-owner-read', 'bucket-owner-full-control', 'log-delivery-write']
  return Object.fromEntries([...names, ...more].map((name) => [name, pascal(name)]))
}

function pascal(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}
