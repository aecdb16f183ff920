import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { isWrittenSecret } from '../../written-secret.ts'
import { keepers, keptIn } from '../kept-secrets.ts'

export const passwordInCode: Rule = {
  id: 'aws/secrets/password-in-code',
  title: 'A password stands in the code',
  severity: 'critical',
  why: 'Everyone who may read the repository, its copies or its history has it, and nobody can change it without a commit.',
  fix: 'Let the service keep it (manage_master_user_password, ManageMasterUserPassword), or take it from Secrets Manager; then change it, since it stays in the history.',
  subject: keepers,
  aliases: [],
  compliance: ['NIST 800-53 IA-5', 'PCI DSS 4.0 8.6.2', 'SOC 2 CC6.1'],

  *check(live) {
    for (const [name, fact] of keptIn(live))
      yield* mustNot(isWrittenSecret(fact, name), 'The password is written in the code.', fact)
  },

  examples: {
    good: [
      terraform`
        resource "aws_db_instance" "main" {
          instance_class              = "db.t3.micro"
          username                    = "app"
          manage_master_user_password = true
        }
      `,
      terraform`
        variable "password" {
          sensitive = true
        }
        resource "aws_rds_cluster" "main" {
          engine          = "aurora-postgresql"
          master_username = "app"
          master_password = var.password
        }
      `,
      terraform`
        data "aws_secretsmanager_secret_version" "main" {
          secret_id = "database"
        }
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "main"
          node_type          = "ra3.large"
          master_password    = data.aws_secretsmanager_secret_version.main.secret_string
        }
      `,
      cloudformation`
        Parameters:
          Password: { Type: String, NoEcho: true }
        Resources:
          Main:
            Type: AWS::RDS::DBInstance
            Properties:
              MasterUserPassword: !Ref Password
          Other:
            Type: AWS::RDS::DBInstance
            Properties:
              MasterUserPassword: '{{resolve:secretsmanager:database:SecretString:password}}'
      `,
    ],
    bad: [
      terraform`
        resource "aws_docdb_cluster" "main" {
          master_username = "app"
          master_password = "correct-horse-battery"
        }
      `,
      terraform`
        resource "aws_mq_broker" "main" {
          broker_name        = "main"
          engine_type        = "RabbitMQ"
          engine_version     = "3.13"
          host_instance_type = "mq.m5.large"
          user {
            username = "app"
            password = "correct-horse-battery"
          }
        }
      `,
      terraform`
        resource "aws_opensearch_domain" "main" {
          advanced_security_options {
            enabled = true
            master_user_options {
              master_user_name     = "admin"
              master_user_password = "correct-horse-battery"
            }
          }
        }
      `,
      terraform`
        resource "aws_ecs_task_definition" "main" {
          family = "main"
          container_definitions = jsonencode([
            {
              name        = "web"
              image       = "web:1"
              environment = [{ name = "DB_PASSWORD", value = "correct-horse-battery" }]
            },
          ])
        }
      `,
      terraform`
        resource "aws_ssm_parameter" "main" {
          name  = "/shop/db/password"
          type  = "SecureString"
          value = "correct-horse-battery"
        }
      `,
      terraform`
        resource "aws_secretsmanager_secret_version" "main" {
          secret_id     = "database"
          secret_string = jsonencode({ username = "app", password = "correct-horse-battery" })
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ECS::TaskDefinition
            Properties:
              ContainerDefinitions:
                - Name: web
                  Image: web:1
                  Environment: [{ Name: DB_PASSWORD, Value: correct-horse-battery }]
          Build:
            Type: AWS::CodeBuild::Project
            Properties:
              Environment:
                EnvironmentVariables: [{ Name: NPM_PASSWORD, Value: correct-horse-battery }]
          Secret:
            Type: AWS::SecretsManager::Secret
            Properties:
              SecretString: '{"username": "app", "password": "correct-horse-battery"}'
      `,
      terraform`
        resource "aws_db_instance" "main" {
          instance_class = "db.t3.micro"
          username       = "app"
          password       = "correct-horse-battery"
        }
      `,
      terraform`
        variable "password" {
          default = "correct-horse-battery"
        }
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "main"
          node_type          = "ra3.large"
          master_password    = var.password
        }
      `,
      terraform`
        resource "aws_elasticache_replication_group" "main" {
          replication_group_id = "main"
          description          = "sessions"
          auth_token           = "Zx8kQ2mVb7Lr4TnY9sWc"
        }
      `,
      terraform`
        resource "aws_lambda_function" "main" {
          function_name = "main"
          role          = "arn:aws:iam::111122223333:role/f"
          environment {
            variables = {
              DB_PASSWORD = "correct-horse-battery"
            }
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::RDS::DBCluster
            Properties:
              MasterUserPassword: correct-horse-battery
      `,
      cloudformation`
        Parameters:
          Password: { Type: String, Default: correct-horse-battery }
        Resources:
          Main:
            Type: AWS::RDS::DBInstance
            Properties:
              MasterUserPassword: !Ref Password
      `,
    ],
    near: [
      terraform`
        resource "aws_ecs_task_definition" "main" {
          family = "main"
          container_definitions = jsonencode([
            {
              name    = "web"
              image   = "web:1"
              secrets = [{ name = "DB_PASSWORD", valueFrom = "arn:aws:ssm:eu-west-1:111122223333:parameter/db" }]
            },
          ])
        }
      `,
      terraform`
        resource "aws_ssm_parameter" "main" {
          name  = "/shop/db/password"
          type  = "SecureString"
          value = "to be set by hand"
          lifecycle {
            ignore_changes = [value]
          }
        }
        resource "random_password" "main" {
          length = 32
        }
        resource "aws_secretsmanager_secret_version" "main" {
          secret_id     = "database"
          secret_string = jsonencode({ username = "app", password = random_password.main.result })
        }
        resource "aws_secretsmanager_secret_version" "later" {
          secret_id     = "later"
          secret_string = jsonencode({})
        }
        resource "aws_secretsmanager_secret_version" "none" {
          secret_id     = "none"
          secret_string = "[]"
        }
      `,
      cloudformation`
        Resources:
          Build:
            Type: AWS::CodeBuild::Project
            Properties:
              Environment:
                EnvironmentVariables: [{ Name: NPM_PASSWORD, Value: /build/npm, Type: PARAMETER_STORE }]
          Secret:
            Type: AWS::SecretsManager::Secret
            Properties:
              GenerateSecretString: { SecretStringTemplate: '{"username": "app"}', GenerateStringKey: password }
      `,
      terraform`
        resource "aws_lambda_function" "main" {
          function_name = "main"
          role          = "arn:aws:iam::111122223333:role/f"
          environment {
            variables = {
              PASSWORD_SECRET_ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:database"
              PASSWORD_LENGTH     = "24"
              DB_PASSWORD         = "ENC[AES256_GCM,data:Tr7o,iv:1=,aad:No=,tag:k=,type:str]"
            }
          }
        }
      `,
      terraform`
        resource "random_password" "main" {
          length = 32
        }
        resource "aws_db_instance" "main" {
          instance_class = "db.t3.micro"
          password       = random_password.main.result
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::RDS::DBInstance
            Properties:
              MasterUserPassword: ''
      `,
    ],
    undecided: [
      terraform`
        variable "stage" {}
        resource "aws_db_instance" "main" {
          instance_class = "db.t3.micro"
          password       = var.stage == "local" ? "correct-horse-battery" : null
        }
      `,
      cloudformation`
        Parameters:
          Stage: { Type: String }
          Password: { Type: String, NoEcho: true }
        Conditions:
          IsLocal: !Equals [!Ref Stage, local]
        Resources:
          Main:
            Type: AWS::RDS::DBInstance
            Properties:
              MasterUserPassword: !If [IsLocal, correct-horse-battery, !Ref Password]
      `,
    ],
  },
}
