import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const notebookInternet: Rule = {
  id: 'aws/sagemaker/notebook-internet',
  title: 'A notebook has a way of its own to the internet',
  severity: 'high',
  why: 'Data can leave past every control of your network, and packages come in unseen.',
  fix: 'Set direct_internet_access (DirectInternetAccess) to Disabled and put it into a subnet.',
  subject: ['AWS::SageMaker::NotebookInstance'],
  aliases: [],
  compliance: ['NIST 800-53 SC-7', 'SOC 2 CC6.6'],

  *check(live) {
    yield* mustBe(at(live, 'DirectInternetAccess'), 'Disabled', 'The notebook reaches the internet directly.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_sagemaker_notebook_instance" "main" {
          name          = "lab"
          instance_type = "ml.g5.xlarge"
          role_arn      = "arn:aws:iam::111122223333:role/lab"
          direct_internet_access = "Disabled"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SageMaker::NotebookInstance
            Properties:
              InstanceType: ml.g5.xlarge
              RoleArn: arn:aws:iam::111122223333:role/lab
              DirectInternetAccess: Disabled
      `,
    ],
    bad: [
      terraform`
        resource "aws_sagemaker_notebook_instance" "main" {
          name          = "lab"
          instance_type = "ml.g5.xlarge"
          role_arn      = "arn:aws:iam::111122223333:role/lab"
          direct_internet_access = "Enabled"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SageMaker::NotebookInstance
            Properties:
              InstanceType: ml.g5.xlarge
              RoleArn: arn:aws:iam::111122223333:role/lab
              DirectInternetAccess: Enabled
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
          direct_internet_access = title("disabled")
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
          direct_internet_access = var.given
        }
      `,
    ],
  },
}
