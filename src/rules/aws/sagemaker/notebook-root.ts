import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const notebookRoot: Rule = {
  id: 'aws/sagemaker/notebook-root',
  title: 'Users of a notebook are root on its machine',
  severity: 'medium',
  why: 'They can switch off what watches the machine, and read the credentials of its role.',
  fix: 'Set root_access (RootAccess) to Disabled.',
  subject: ['AWS::SageMaker::NotebookInstance'],
  aliases: [],
  compliance: ['NIST 800-53 AC-6', 'PCI DSS 4.0 2.2.6'],

  *check(live) {
    yield* mustBe(at(live, 'RootAccess'), 'Disabled', 'Users are root.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_sagemaker_notebook_instance" "main" {
          name          = "lab"
          instance_type = "ml.g5.xlarge"
          role_arn      = "arn:aws:iam::111122223333:role/lab"
          root_access = "Disabled"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SageMaker::NotebookInstance
            Properties:
              InstanceType: ml.g5.xlarge
              RoleArn: arn:aws:iam::111122223333:role/lab
              RootAccess: Disabled
      `,
    ],
    bad: [
      terraform`
        resource "aws_sagemaker_notebook_instance" "main" {
          name          = "lab"
          instance_type = "ml.g5.xlarge"
          role_arn      = "arn:aws:iam::111122223333:role/lab"
          root_access = "Enabled"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SageMaker::NotebookInstance
            Properties:
              InstanceType: ml.g5.xlarge
              RoleArn: arn:aws:iam::111122223333:role/lab
              RootAccess: Enabled
      `,
      terraform`
        resource "aws_sagemaker_notebook_instance" "main" {
          name          = "lab"
          instance_type = "ml.g5.xlarge"
          role_arn      = "arn:aws:iam::111122223333:role/lab"
        }
      `,
    ],
    near: [
      terraform`
        resource "aws_sagemaker_notebook_instance" "main" {
          name          = "lab"
          instance_type = "ml.g5.xlarge"
          role_arn      = "arn:aws:iam::111122223333:role/lab"
          root_access = title("disabled")
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_sagemaker_notebook_instance" "main" {
          name          = "lab"
          instance_type = "ml.g5.xlarge"
          role_arn      = "arn:aws:iam::111122223333:role/lab"
          root_access = var.given
        }
      `,
    ],
  },
}
