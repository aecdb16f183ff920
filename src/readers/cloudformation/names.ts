/**
 * Resources whose name can be written: what `Ref` gives is then that text.
 * Source: "Return values" of each type in the AWS resource and property types reference,
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const references: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Stage': 'StageName',
  'AWS::Athena::WorkGroup': 'Name',
  'AWS::AutoScaling::AutoScalingGroup': 'AutoScalingGroupName',
  'AWS::AutoScaling::LaunchConfiguration': 'LaunchConfigurationName',
  'AWS::CloudTrail::Trail': 'TrailName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CodeBuild::Project': 'Name',
  'AWS::CodePipeline::Pipeline': 'Name',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::EC2::KeyPair': 'KeyName',
  'AWS::ECR::Repository': 'RepositoryName',
  'AWS::ECS::Cluster': 'ClusterName',
  'AWS::EKS::Cluster': 'Name',
  'AWS::ElasticBeanstalk::Application': 'ApplicationName',
  'AWS::ElasticBeanstalk::Environment': 'EnvironmentName',
  'AWS::Events::Rule': 'Name',
  'AWS::Glue::Crawler': 'Name',
  'AWS::Glue::Job': 'Name',
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::Kinesis::Stream': 'Name',
  'AWS::KinesisFirehose::DeliveryStream': 'DeliveryStreamName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::OpenSearchService::Domain': 'DomainName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SSM::Parameter': 'Name',
  'AWS::Serverless::Function': 'FunctionName',
  'AWS::Serverless::SimpleTable': 'TableName',
}

/** Attributes that say a property again. */
const attributes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'AWS::CodeCommit::Repository': { Name: 'RepositoryName' },
  'AWS::EC2::Subnet': { AvailabilityZone: 'AvailabilityZone', VpcId: 'VpcId' },
  'AWS::EC2::VPC': { CidrBlock: 'CidrBlock' },
  'AWS::ECS::Service': { Name: 'ServiceName' },
  'AWS::SNS::Topic': { TopicName: 'TopicName' },
  'AWS::SQS::Queue': { QueueName: 'QueueName' },
  'AWS::SageMaker::Endpoint': { EndpointName: 'EndpointName' },
  'AWS::SageMaker::EndpointConfig': { EndpointConfigName: 'EndpointConfigName' },
  'AWS::SageMaker::Model': { ModelName: 'ModelName' },
  'AWS::SageMaker::NotebookInstance': { NotebookInstanceName: 'NotebookInstanceName' },
  'AWS::StepFunctions::StateMachine': { Name: 'StateMachineName' },
}

/** The property that `Ref` of a resource gives, as a path. */
export function nameProperty(type: string): readonly string[] | undefined {
  const property = Object.hasOwn(references, type) ? references[type] : undefined
  return property === undefined ? undefined : [property]
}

/** The property that an attribute says again, as a path. */
export function attributeProperty(type: string, attribute: string): readonly string[] | undefined {
  const of = Object.hasOwn(attributes, type) ? attributes[type] : undefined
  const property = of !== undefined && Object.hasOwn(of, attribute) ? of[attribute] : undefined
  return property === undefined ? undefined : [property]
}
