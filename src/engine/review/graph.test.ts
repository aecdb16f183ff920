import { expect, it } from 'vitest'
import { shapes } from '../../shapes/index.ts'
import { livesOf, shapeTable } from '../../shapes/live.ts'
import { estateOf } from '../testing.ts'
import { graphOf } from './graph.ts'

const text = `
  resource "aws_subnet" "a" {
    vpc_id = "vpc-1"
  }
  resource "aws_instance" "web" {
    subnet_id = aws_subnet.a.id
  }
`

it('does not ask who uses whom where there is nothing of the wanted type', () => {
  const [reading] = estateOf({ 'main.tf': text }).readings
  if (reading === undefined) throw new TypeError('nothing was read')
  let asked = 0
  const watched = {
    ...reading,
    get references() {
      asked++
      return reading.references
    },
  }
  const lives = livesOf(reading, shapeTable(shapes))
  const graph = graphOf(watched, lives)
  const [web] = graph.all('AWS::EC2::Instance')
  if (web === undefined) throw new TypeError('there is no instance')
  expect(graph.uses(web, 'AWS::EC2::SecurityGroup')).toEqual([])
  expect(graph.usedBy(web, 'AWS::EC2::EIP')).toEqual([])
  expect(asked).toBe(0)
  expect(graph.uses(web, 'AWS::EC2::Subnet').map(({ address }) => address)).toEqual(['aws_subnet.a'])
  expect(asked).toBe(1)
})
