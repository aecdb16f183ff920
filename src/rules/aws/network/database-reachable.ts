import type { Live } from '../../../model/live.ts'
import { all, at, is, numberOf, textOf } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { undecided, violated } from '../../verdicts.ts'
import { doorsOf, wayIntoOne } from '../paths.ts'

export const databaseReachable: Rule = {
  id: 'aws/network/database-reachable',
  title: 'The internet reaches the database',
  severity: 'critical',
  why: 'A database that answers to the internet is found within hours; a guessed password or the next hole in it is then enough to carry the data away.',
  fix: 'Set publicly_accessible (PubliclyAccessible) to false, and let only the security group of the application in.',
  subject: ['AWS::RDS::DBInstance'],
  aliases: [],
  compliance: ['NIST 800-53 SC-7', 'PCI DSS 4.0 1.4.4', 'SOC 2 CC6.6'],

  *check(database, graph) {
    const isPublic = is(at(database, 'PubliclyAccessible'), true)
    if (isPublic === 'no') return
    const subnets = graph
      .uses(database, 'AWS::RDS::DBSubnetGroup')
      .flatMap((group) => graph.uses(group, 'AWS::EC2::Subnet'))
    const way = wayIntoOne(subnets, graph)
    const [door] = doorsOf(database, portsOf(database), graph)
    if (way === undefined || door === undefined) return
    const reached = all([isPublic, door.answer])
    const fact = door.answer === 'yes' ? at(database, 'PubliclyAccessible') : door.range
    if (reached === 'yes')
      yield violated('The internet reaches the port of the database.', fact, { via: [...way, door.range] })
    else yield undecided('The internet may reach the port of the database.', fact)
  },

  examples: {
    good: [
      terraform`
        resource "aws_internet_gateway" "main" {}
        resource "aws_route_table" "public" {
          vpc_id = "vpc-1"
          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = aws_internet_gateway.main.id
          }
        }
        resource "aws_subnet" "a" {
          vpc_id = "vpc-1"
        }
        resource "aws_route_table_association" "a" {
          subnet_id      = aws_subnet.a.id
          route_table_id = aws_route_table.public.id
        }
        resource "aws_security_group" "open" {
          ingress {
            from_port   = 5432
            to_port     = 5432
            protocol    = "tcp"
            cidr_blocks = ["10.0.0.0/16"]
          }
        }
        resource "aws_db_subnet_group" "main" {
          subnet_ids = [aws_subnet.a.id]
        }
        resource "aws_db_instance" "main" {
          engine                 = "postgres"
          instance_class         = "db.t3.micro"
          db_subnet_group_name   = aws_db_subnet_group.main.name
          vpc_security_group_ids = [aws_security_group.open.id]
          publicly_accessible    = true
        }
      `,
      terraform`
        resource "aws_internet_gateway" "main" {}
        resource "aws_route_table" "public" {
          vpc_id = "vpc-1"
          route {
            cidr_block     = "0.0.0.0/0"
            nat_gateway_id = "nat-1"
          }
        }
        resource "aws_subnet" "a" {
          vpc_id = "vpc-1"
        }
        resource "aws_route_table_association" "a" {
          subnet_id      = aws_subnet.a.id
          route_table_id = aws_route_table.public.id
        }
        resource "aws_security_group" "open" {
          ingress {
            from_port   = 5432
            to_port     = 5432
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_db_subnet_group" "main" {
          subnet_ids = [aws_subnet.a.id]
        }
        resource "aws_db_instance" "main" {
          engine                 = "postgres"
          instance_class         = "db.t3.micro"
          db_subnet_group_name   = aws_db_subnet_group.main.name
          vpc_security_group_ids = [aws_security_group.open.id]
          publicly_accessible    = true
        }
      `,
    ],
    bad: [
      terraform`
        resource "aws_internet_gateway" "main" {}
        resource "aws_route_table" "public" {
          vpc_id = "vpc-1"
          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = aws_internet_gateway.main.id
          }
        }
        resource "aws_subnet" "a" {
          vpc_id = "vpc-1"
        }
        resource "aws_route_table_association" "a" {
          subnet_id      = aws_subnet.a.id
          route_table_id = aws_route_table.public.id
        }
        resource "aws_security_group" "open" {
          ingress {
            from_port   = 5432
            to_port     = 5432
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_db_subnet_group" "main" {
          subnet_ids = [aws_subnet.a.id]
        }
        resource "aws_db_instance" "main" {
          engine                 = "postgres"
          instance_class         = "db.t3.micro"
          db_subnet_group_name   = aws_db_subnet_group.main.name
          vpc_security_group_ids = [aws_security_group.open.id]
          publicly_accessible    = true
        }
      `,
      terraform`
        resource "aws_internet_gateway" "main" {}
        resource "aws_route_table" "public" {
          vpc_id = "vpc-1"
        }
        resource "aws_subnet" "a" {
          vpc_id = "vpc-1"
        }
        resource "aws_route_table_association" "a" {
          subnet_id      = aws_subnet.a.id
          route_table_id = aws_route_table.public.id
        }
        resource "aws_route" "out" {
          route_table_id         = aws_route_table.public.id
          destination_cidr_block = "0.0.0.0/0"
          gateway_id             = aws_internet_gateway.main.id
        }
        resource "aws_security_group" "open" {
          ingress {
            from_port   = 3306
            to_port     = 3306
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_db_subnet_group" "main" {
          subnet_ids = [aws_subnet.a.id]
        }
        resource "aws_db_instance" "main" {
          engine                 = "mysql"
          instance_class         = "db.t3.micro"
          db_subnet_group_name   = aws_db_subnet_group.main.name
          vpc_security_group_ids = [aws_security_group.open.id]
          publicly_accessible    = true
        }
      `,
      cloudformation`
        Resources:
          Gateway:
            Type: AWS::EC2::InternetGateway
          Table:
            Type: AWS::EC2::RouteTable
            Properties:
              VpcId: vpc-1
          Out:
            Type: AWS::EC2::Route
            Properties:
              RouteTableId: !Ref Table
              DestinationCidrBlock: 0.0.0.0/0
              GatewayId: !Ref Gateway
          Subnet:
            Type: AWS::EC2::Subnet
            Properties:
              VpcId: vpc-1
          Association:
            Type: AWS::EC2::SubnetRouteTableAssociation
            Properties:
              SubnetId: !Ref Subnet
              RouteTableId: !Ref Table
          Open:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: open
              VpcId: vpc-1
              SecurityGroupIngress:
                - IpProtocol: tcp
                  FromPort: 5432
                  ToPort: 5432
                  CidrIp: 0.0.0.0/0
          Group:
            Type: AWS::RDS::DBSubnetGroup
            Properties:
              DBSubnetGroupDescription: main
              SubnetIds: [!Ref Subnet]
          Db:
            Type: AWS::RDS::DBInstance
            Properties:
              Engine: postgres
              PubliclyAccessible: true
              DBSubnetGroupName: !Ref Group
              VPCSecurityGroups: [!GetAtt Open.GroupId]
      `,
    ],
    near: [
      terraform`
        resource "aws_internet_gateway" "main" {}
        resource "aws_route_table" "public" {
          vpc_id = "vpc-1"
          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = aws_internet_gateway.main.id
          }
        }
        resource "aws_subnet" "a" {
          vpc_id = "vpc-1"
        }
        resource "aws_route_table_association" "a" {
          subnet_id      = aws_subnet.a.id
          route_table_id = aws_route_table.public.id
        }
        resource "aws_security_group" "open" {
          ingress {
            from_port   = 5432
            to_port     = 5432
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_db_subnet_group" "main" {
          subnet_ids = [aws_subnet.a.id]
        }
        resource "aws_db_instance" "main" {
          engine                 = "postgres"
          instance_class         = "db.t3.micro"
          db_subnet_group_name   = aws_db_subnet_group.main.name
          vpc_security_group_ids = [aws_security_group.open.id]
          publicly_accessible    = false
        }
      `,
      terraform`
        resource "aws_internet_gateway" "main" {}
        resource "aws_route_table" "public" {
          vpc_id = "vpc-1"
          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = aws_internet_gateway.main.id
          }
        }
        resource "aws_subnet" "a" {
          vpc_id = "vpc-1"
        }
        resource "aws_route_table_association" "a" {
          subnet_id      = aws_subnet.a.id
          route_table_id = aws_route_table.public.id
        }
        resource "aws_security_group" "open" {
          ingress {
            from_port   = 443
            to_port     = 443
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_db_subnet_group" "main" {
          subnet_ids = [aws_subnet.a.id]
        }
        resource "aws_db_instance" "main" {
          engine                 = "postgres"
          instance_class         = "db.t3.micro"
          db_subnet_group_name   = aws_db_subnet_group.main.name
          vpc_security_group_ids = [aws_security_group.open.id]
          publicly_accessible    = true
        }
      `,
    ],
    undecided: [
      terraform`
        variable "office" {}
        resource "aws_internet_gateway" "main" {}
        resource "aws_route_table" "public" {
          vpc_id = "vpc-1"
          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = aws_internet_gateway.main.id
          }
        }
        resource "aws_subnet" "a" {
          vpc_id = "vpc-1"
        }
        resource "aws_route_table_association" "a" {
          subnet_id      = aws_subnet.a.id
          route_table_id = aws_route_table.public.id
        }
        resource "aws_security_group" "open" {
          ingress {
            from_port   = 5432
            to_port     = 5432
            protocol    = "tcp"
            cidr_blocks = var.office
          }
        }
        resource "aws_db_subnet_group" "main" {
          subnet_ids = [aws_subnet.a.id]
        }
        resource "aws_db_instance" "main" {
          engine                 = "postgres"
          instance_class         = "db.t3.micro"
          db_subnet_group_name   = aws_db_subnet_group.main.name
          vpc_security_group_ids = [aws_security_group.open.id]
          publicly_accessible    = true
        }
      `,
    ],
  },
}

/** The port that is set, else the usual one of the engine. */
function portsOf(database: Live): readonly number[] {
  const port = numberOf(at(database, 'Port'))
  if (port !== undefined) return [port]
  const engine = textOf(at(database, 'Engine')) ?? ''
  return usual.filter(([name]) => engine.includes(name)).map(([, one]) => one)
}

const usual: readonly (readonly [string, number])[] = [
  ['postgres', 5432],
  ['mysql', 3306],
  ['mariadb', 3306],
  ['oracle', 1521],
  ['sqlserver', 1433],
  ['db2', 50_000],
]
