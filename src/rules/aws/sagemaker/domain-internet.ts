import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const domainInternet: Rule = {
  id: 'aws/sagemaker/domain-internet',
  title: 'A studio reaches the internet past your network',
  severity: 'high',
  why: 'Everything that its users run can send data anywhere, and no control of your network sees it.',
  fix: 'Set app_network_access_type (AppNetworkAccessType) to VpcOnly.',
  subject: ['AWS::SageMaker::Domain'],
  aliases: [],
  compliance: ['NIST 800-53 SC-7', 'SOC 2 CC6.6'],

  *check(live) {
    yield* mustBe(at(live, 'AppNetworkAccessType'), 'VpcOnly', 'Apps reach the internet directly.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_sagemaker_domain" "main" {
          domain_name = "lab"
          auth_mode   = "IAM"
          vpc_id      = "vpc-1"
          subnet_ids  = ["subnet-1"]
          default_user_settings {
            execution_role = "arn:aws:iam::111122223333:role/lab"
          }
          app_network_access_type = "VpcOnly"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SageMaker::Domain
            Properties:
              DomainName: lab
              AuthMode: IAM
              VpcId: vpc-1
              SubnetIds: [subnet-1]
              DefaultUserSettings: { ExecutionRole: "arn:aws:iam::111122223333:role/lab" }
              AppNetworkAccessType: VpcOnly
      `,
    ],
    bad: [
      terraform`
        resource "aws_sagemaker_domain" "main" {
          domain_name = "lab"
          auth_mode   = "IAM"
          vpc_id      = "vpc-1"
          subnet_ids  = ["subnet-1"]
          default_user_settings {
            execution_role = "arn:aws:iam::111122223333:role/lab"
          }
          app_network_access_type = "PublicInternetOnly"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SageMaker::Domain
            Properties:
              DomainName: lab
              AuthMode: IAM
              VpcId: vpc-1
              SubnetIds: [subnet-1]
              DefaultUserSettings: { ExecutionRole: "arn:aws:iam::111122223333:role/lab" }
              AppNetworkAccessType: PublicInternetOnly
      `,
      terraform`
        resource "aws_sagemaker_domain" "main" {
          domain_name = "lab"
          auth_mode   = "IAM"
          vpc_id      = "vpc-1"
          subnet_ids  = ["subnet-1"]
          default_user_settings {
            execution_role = "arn:aws:iam::111122223333:role/lab"
          }
        }
      `,
    ],
    near: [
      terraform`
        resource "aws_sagemaker_domain" "main" {
          domain_name = "lab"
          auth_mode   = "IAM"
          vpc_id      = "vpc-1"
          subnet_ids  = ["subnet-1"]
          default_user_settings {
            execution_role = "arn:aws:iam::111122223333:role/lab"
          }
          app_network_access_type = join("", ["Vpc", "Only"])
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_sagemaker_domain" "main" {
          domain_name = "lab"
          auth_mode   = "IAM"
          vpc_id      = "vpc-1"
          subnet_ids  = ["subnet-1"]
          default_user_settings {
            execution_role = "arn:aws:iam::111122223333:role/lab"
          }
          app_network_access_type = var.given
        }
      `,
    ],
  },
}
