import { document, flag, number, tagMap, tags, textAt } from '../facts.ts'
import type { Facts, Reply, TypeTable } from '../table.ts'

const next = ['NextToken', 'NextToken'] as const

const attributes = {
  operation: 'GetQueueAttributes',
  input: ({ item }: Facts): Reply => ({ QueueUrl: textAt(item, ''), AttributeNames: ['All'] }),
}

function topic({ item }: Facts): Reply {
  return { TopicArn: textAt(item, 'TopicArn') }
}

/** Queues and topics. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html and https://docs.aws.amazon.com/sns/latest/api/API_Operations.html */
export const messages: readonly TypeTable[] = [
  {
    type: 'AWS::SQS::Queue',
    service: 'sqs',
    list: { operation: 'ListQueues', input: { MaxResults: 1000 }, items: 'QueueUrls', next },
    details: {
      attributes,
      tags: { operation: 'ListQueueTags', input: ({ item }) => ({ QueueUrl: textAt(item, '') }) },
    },
    identifier: 'item',
    properties: {
      QueueUrl: 'item',
      Arn: 'attributes.Attributes.QueueArn',
      QueueName: {
        from: ['item'],
        make: ({ item }) => textAt(item, '').split('/').at(-1),
      },
      VisibilityTimeout: number('attributes.Attributes.VisibilityTimeout'),
      MessageRetentionPeriod: number('attributes.Attributes.MessageRetentionPeriod'),
      MaximumMessageSize: number('attributes.Attributes.MaximumMessageSize'),
      DelaySeconds: number('attributes.Attributes.DelaySeconds'),
      ReceiveMessageWaitTimeSeconds: number('attributes.Attributes.ReceiveMessageWaitTimeSeconds'),
      KmsMasterKeyId: 'attributes.Attributes.KmsMasterKeyId',
      KmsDataKeyReusePeriodSeconds: number('attributes.Attributes.KmsDataKeyReusePeriodSeconds'),
      SqsManagedSseEnabled: flag('attributes.Attributes.SqsManagedSseEnabled'),
      FifoQueue: flag('attributes.Attributes.FifoQueue'),
      ContentBasedDeduplication: flag('attributes.Attributes.ContentBasedDeduplication'),
      RedrivePolicy: document('attributes.Attributes.RedrivePolicy'),
      Tags: tagMap('tags.Tags'),
    },
  },
  {
    type: 'AWS::SQS::QueuePolicy',
    service: 'sqs',
    list: { operation: 'ListQueues', input: { MaxResults: 1000 }, items: 'QueueUrls', next },
    details: { attributes },
    where: (facts) =>
      facts['attributes'] === undefined || textAt(facts['attributes'], 'Attributes.Policy') !== '',
    identifier: 'item',
    properties: {
      Queues: { from: ['item'], make: ({ item }) => [textAt(item, '')] },
      PolicyDocument: document('attributes.Attributes.Policy'),
    },
  },
  {
    type: 'AWS::SNS::Topic',
    service: 'sns',
    list: { operation: 'ListTopics', items: 'Topics', next },
    details: {
      attributes: { operation: 'GetTopicAttributes', input: topic },
      tags: {
        operation: 'ListTagsForResource',
        input: ({ item }) => ({ ResourceArn: textAt(item, 'TopicArn') }),
      },
    },
    identifier: 'item.TopicArn',
    properties: {
      TopicArn: 'item.TopicArn',
      TopicName: {
        from: ['item'],
        make: ({ item }) => textAt(item, 'TopicArn').split(':').at(-1),
      },
      DisplayName: 'attributes.Attributes.DisplayName',
      KmsMasterKeyId: 'attributes.Attributes.KmsMasterKeyId',
      FifoTopic: flag('attributes.Attributes.FifoTopic'),
      ContentBasedDeduplication: flag('attributes.Attributes.ContentBasedDeduplication'),
      SignatureVersion: 'attributes.Attributes.SignatureVersion',
      TracingConfig: 'attributes.Attributes.TracingConfig',
      Tags: tags('tags.Tags'),
    },
  },
]
