import { any, at, is, isSet } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const modelNetwork: Rule = {
  id: 'aws/sagemaker/model-network',
  title: 'A model is served outside of your network',
  severity: 'medium',
  why: 'The container, and the code that came with the weights, can send requests and their answers anywhere.',
  fix: 'Add vpc_config (VpcConfig), or set enable_network_isolation (EnableNetworkIsolation) to true.',
  subject: ['AWS::SageMaker::Model'],
  aliases: [],
  compliance: ['NIST 800-53 SC-7'],

  *check(live) {
    const isolated = is(at(live, 'EnableNetworkIsolation'), true)
    const inside = isSet(at(live, 'VpcConfig.Subnets'))
    const open = isolated === 'undecided' ? at(live, 'EnableNetworkIsolation') : at(live, 'VpcConfig.Subnets')
    yield* must(any([isolated, inside]), 'The model has neither a network of yours nor none.', open)
  },

  examples: {
    good: [
      terraform`
        resource "aws_sagemaker_model" "main" {
          name               = "m"
          execution_role_arn = "arn:aws:iam::111122223333:role/serve"
          primary_container {
            image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/serve:1"
          }
          enable_network_isolation = true
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SageMaker::Model
            Properties:
              ExecutionRoleArn: arn:aws:iam::111122223333:role/serve
              PrimaryContainer: { Image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/serve:1" }
              VpcConfig: { Subnets: [subnet-1], SecurityGroupIds: [sg-1] }
      `,
    ],
    bad: [
      terraform`
        resource "aws_sagemaker_model" "main" {
          name               = "m"
          execution_role_arn = "arn:aws:iam::111122223333:role/serve"
          primary_container {
            image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/serve:1"
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SageMaker::Model
            Properties:
              ExecutionRoleArn: arn:aws:iam::111122223333:role/serve
              PrimaryContainer: { Image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/serve:1" }
              EnableNetworkIsolation: false
      `,
    ],
    near: [
      terraform`
        resource "aws_sagemaker_model" "main" {
          name               = "m"
          execution_role_arn = "arn:aws:iam::111122223333:role/serve"
          primary_container {
            image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/serve:1"
          }
          vpc_config {
            subnets            = ["subnet-1"]
            security_group_ids = ["sg-1"]
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_sagemaker_model" "main" {
          name               = "m"
          execution_role_arn = "arn:aws:iam::111122223333:role/serve"
          primary_container {
            image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/serve:1"
          }
          enable_network_isolation = var.given
        }
      `,
    ],
  },
}
