import type { Shapes } from '../shape.ts'

/** What machine learning runs on: SageMaker and Bedrock. */
export const ai: Shapes = {
  owners: [
    {
      from: 'aws_sagemaker_notebook_instance',
      to: 'AWS::SageMaker::NotebookInstance',
      fields: {
        NotebookInstanceName: 'name',
        InstanceType: 'instance_type',
        RoleArn: 'role_arn',
        SubnetId: 'subnet_id',
        SecurityGroupIds: 'security_groups',
        DirectInternetAccess: 'direct_internet_access',
        RootAccess: 'root_access',
        KmsKeyId: 'kms_key_id',
        Tags: { from: 'tags', as: 'tags' },
      },
    },
    {
      from: 'aws_sagemaker_domain',
      to: 'AWS::SageMaker::Domain',
      fields: {
        DomainName: 'domain_name',
        AuthMode: 'auth_mode',
        AppNetworkAccessType: 'app_network_access_type',
        KmsKeyId: 'kms_key_id',
        VpcId: 'vpc_id',
        SubnetIds: 'subnet_ids',
      },
    },
    {
      from: 'aws_sagemaker_endpoint_configuration',
      to: 'AWS::SageMaker::EndpointConfig',
      fields: {
        EndpointConfigName: 'name',
        KmsKeyId: 'kms_key_arn',
        DataCaptureConfig: { each: 'data_capture_config', of: { EnableCapture: 'enable_capture' } },
        ProductionVariants: {
          each: 'production_variants',
          of: {
            VariantName: 'variant_name',
            ModelName: 'model_name',
            InstanceType: 'instance_type',
            InitialInstanceCount: 'initial_instance_count',
            ServerlessConfig: {
              each: 'serverless_config',
              of: { MaxConcurrency: 'max_concurrency', MemorySizeInMB: 'memory_size_in_mb' },
            },
          },
        },
      },
    },
    {
      from: 'aws_sagemaker_model',
      to: 'AWS::SageMaker::Model',
      fields: {
        ModelName: 'name',
        ExecutionRoleArn: 'execution_role_arn',
        EnableNetworkIsolation: 'enable_network_isolation',
        'VpcConfig.Subnets': 'vpc_config.subnets',
        'VpcConfig.SecurityGroupIds': 'vpc_config.security_group_ids',
        PrimaryContainer: {
          each: 'primary_container',
          of: { Image: 'image', ModelDataUrl: 'model_data_url' },
        },
        Containers: { each: 'container', of: { Image: 'image', ModelDataUrl: 'model_data_url' } },
      },
    },
    {
      from: 'aws_bedrockagent_agent',
      to: 'AWS::Bedrock::Agent',
      fields: {
        AgentName: 'agent_name',
        AgentResourceRoleArn: 'agent_resource_role_arn',
        FoundationModel: 'foundation_model',
        CustomerEncryptionKeyArn: 'customer_encryption_key_arn',
        'GuardrailConfiguration.GuardrailIdentifier': 'guardrail_configuration.guardrail_identifier',
        IdleSessionTTLInSeconds: 'idle_session_ttl_in_seconds',
      },
    },
  ],
  companions: [],
  defaults: {
    'AWS::SageMaker::NotebookInstance': { DirectInternetAccess: 'Enabled', RootAccess: 'Enabled' },
    'AWS::SageMaker::Domain': { AppNetworkAccessType: 'PublicInternetOnly' },
    'AWS::SageMaker::Model': { EnableNetworkIsolation: false },
  },
}
