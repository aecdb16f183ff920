import { at, document, listAt, made, tags, textAt, withoutNothing } from '../facts.ts'
import type { Facts, Reply, TypeTable } from '../table.ts'

const list = {
  operation: 'ListBuckets',
  items: 'Buckets',
  next: ['ContinuationToken', 'ContinuationToken'],
} as const

function bucket(facts: Facts): Reply {
  return { Bucket: textAt(facts['item'], 'Name') }
}

/** Buckets: each of their settings is a question of its own. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
export const s3: readonly TypeTable[] = [
  {
    type: 'AWS::S3::Bucket',
    service: 's3',
    list,
    details: {
      tags: { operation: 'GetBucketTagging', input: bucket, nothing: ['NoSuchTagSet'] },
      versioning: { operation: 'GetBucketVersioning', input: bucket },
      encryption: {
        operation: 'GetBucketEncryption',
        input: bucket,
        nothing: ['ServerSideEncryptionConfigurationNotFoundError'],
      },
      access: {
        operation: 'GetPublicAccessBlock',
        input: bucket,
        nothing: ['NoSuchPublicAccessBlockConfiguration'],
      },
      logging: { operation: 'GetBucketLogging', input: bucket },
      lifecycle: {
        operation: 'GetBucketLifecycleConfiguration',
        input: bucket,
        nothing: ['NoSuchLifecycleConfiguration'],
      },
      ownership: {
        operation: 'GetBucketOwnershipControls',
        input: bucket,
        nothing: ['OwnershipControlsNotFoundError'],
      },
      website: { operation: 'GetBucketWebsite', input: bucket, nothing: ['NoSuchWebsiteConfiguration'] },
    },
    identifier: 'item.Name',
    properties: {
      BucketName: 'item.Name',
      Tags: tags('tags.TagSet'),
      'VersioningConfiguration.Status': 'versioning.Status',
      'BucketEncryption.ServerSideEncryptionConfiguration': made(
        'encryption.ServerSideEncryptionConfiguration.Rules',
        (rules) =>
          listAt(rules, '').map((rule) =>
            withoutNothing({
              ServerSideEncryptionByDefault: withoutNothing({
                SSEAlgorithm: textAt(rule, 'ApplyServerSideEncryptionByDefault.SSEAlgorithm'),
                KMSMasterKeyID: textAt(rule, 'ApplyServerSideEncryptionByDefault.KMSMasterKeyID'),
              }),
              BucketKeyEnabled: at(rule, 'BucketKeyEnabled'),
            }),
          ),
      ),
      PublicAccessBlockConfiguration: 'access.PublicAccessBlockConfiguration',
      LoggingConfiguration: made('logging.LoggingEnabled', (one) =>
        withoutNothing({
          DestinationBucketName: textAt(one, 'TargetBucket'),
          LogFilePrefix: textAt(one, 'TargetPrefix'),
        }),
      ),
      'LifecycleConfiguration.Rules': made('lifecycle.Rules', (rules) =>
        listAt(rules, '').map((rule) =>
          withoutNothing({
            Id: textAt(rule, 'ID'),
            Status: textAt(rule, 'Status'),
            Prefix: textAt(rule, 'Filter.Prefix') || textAt(rule, 'Prefix'),
            ExpirationInDays: at(rule, 'Expiration.Days'),
          }),
        ),
      ),
      'OwnershipControls.Rules': 'ownership.OwnershipControls.Rules',
      'WebsiteConfiguration.IndexDocument': 'website.IndexDocument.Suffix',
      'WebsiteConfiguration.ErrorDocument': 'website.ErrorDocument.Key',
      Arn: made('item.Name', (name) => `arn:aws:s3:::${textAt(name, '')}`),
    },
  },
  {
    type: 'AWS::S3::BucketPolicy',
    service: 's3',
    list,
    details: { policy: { operation: 'GetBucketPolicy', input: bucket, nothing: ['NoSuchBucketPolicy'] } },
    // Where it may not be read there may be one.
    where: ({ policy }) => policy === undefined || textAt(policy, 'Policy') !== '',
    identifier: 'item.Name',
    properties: { Bucket: 'item.Name', PolicyDocument: document('policy.Policy') },
  },
]
