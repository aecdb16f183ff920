import type { Shapes } from '../shape.ts'

/** Topics and queues, and the policies of queues. */
export const messaging: Shapes = {
  owners: [
    {
      from: 'aws_sns_topic',
      to: 'AWS::SNS::Topic',
      fields: {
        TopicName: 'name',
        KmsMasterKeyId: 'kms_master_key_id',
        Tags: { from: 'tags', as: 'tags' },
      },
    },
    {
      from: 'aws_sqs_queue',
      to: 'AWS::SQS::Queue',
      fields: {
        QueueName: 'name',
        KmsMasterKeyId: 'kms_master_key_id',
        SqsManagedSseEnabled: 'sqs_managed_sse_enabled',
        Policy: { from: 'policy', as: 'json' },
        Tags: { from: 'tags', as: 'tags' },
      },
    },
    {
      from: 'aws_sqs_queue_policy',
      to: 'AWS::SQS::QueuePolicy',
      fields: { Queues: { from: 'queue_url', as: 'list' }, PolicyDocument: { from: 'policy', as: 'json' } },
    },
  ],
  companions: [],
  defaults: {},
}
