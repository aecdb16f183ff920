import type { Shapes } from '../shape.ts'

/** Functions, and who may call them. */
export const lambda: Shapes = {
  owners: [
    {
      from: 'aws_lambda_function',
      to: 'AWS::Lambda::Function',
      fields: {
        FunctionName: 'function_name',
        Role: 'role',
        Runtime: 'runtime',
        Handler: 'handler',
        Description: 'description',
        PackageType: 'package_type',
        Architectures: 'architectures',
        Layers: 'layers',
        'EphemeralStorage.Size': 'ephemeral_storage.size',
        ReservedConcurrentExecutions: 'reserved_concurrent_executions',
        MemorySize: 'memory_size',
        Timeout: 'timeout',
        'TracingConfig.Mode': 'tracing_config.mode',
        'Environment.Variables': 'environment.variables',
        KmsKeyArn: 'kms_key_arn',
        'VpcConfig.SubnetIds': 'vpc_config.subnet_ids',
        'VpcConfig.SecurityGroupIds': 'vpc_config.security_group_ids',
        Tags: { from: 'tags', as: 'tags' },
      },
    },
    {
      from: 'aws_lambda_permission',
      to: 'AWS::Lambda::Permission',
      fields: {
        FunctionName: 'function_name',
        Action: 'action',
        Principal: 'principal',
        SourceArn: 'source_arn',
        SourceAccount: 'source_account',
        PrincipalOrgID: 'principal_org_id',
      },
    },
  ],
  companions: [],
  defaults: { 'AWS::Lambda::Function': { 'TracingConfig.Mode': 'PassThrough' } },
}
