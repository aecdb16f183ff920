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

/** What instances use, and how often that took the references of their reading. */
function watched() {
  const [found] = estateOf({ 'main.tf': text }).readings.map((reading) => {
    let asked = 0
    const lives = livesOf(reading, shapeTable(shapes))
    const counting = {
      ...reading,
      get references() {
        asked++
        return reading.references
      },
    }
    const graph = graphOf(counting, lives)
    const instances = graph.all('AWS::EC2::Instance')
    return {
      asked: () => asked,
      uses: (type: string) => instances.flatMap((one) => graph.uses(one, type)).map(({ address }) => address),
      usedBy: (type: string) => instances.flatMap((one) => graph.usedBy(one, type)),
    }
  })
  return found
}

it('does not ask who uses whom where there is nothing of the wanted type', () => {
  const graph = watched()
  expect(graph?.uses('AWS::EC2::SecurityGroup')).toEqual([])
  expect(graph?.usedBy('AWS::EC2::EIP')).toEqual([])
  expect(graph?.asked()).toBe(0)
  expect(graph?.uses('AWS::EC2::Subnet')).toEqual(['aws_subnet.a'])
  expect(graph?.asked()).toBe(1)
})
