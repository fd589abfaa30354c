import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { BoothView } from '#protocol/booth.ts'
import { Scene } from '#protocol/measurement.ts'
import { EVERY_STEP, stepOf } from '../../booth/step.ts'
import { boothViews } from './booth-views.ts'

it.each(Object.entries(boothViews))('the made-up view %s is one that an agent may push', (_, view) => {
  expect(Value.Errors(BoothView, view)).toEqual([])
})

/** Every value of a property of this name, wherever it stands: those that the schema allows, and those that a view has. */
const allowed = (schema: unknown, key: string): unknown[] =>
  typeof schema !== 'object' || schema === null
    ? []
    : Object.entries(schema).flatMap(([name, inner]) => [...(name === key ? literals(inner) : []), ...allowed(inner, key)])
const literals = (schema: unknown): unknown[] => {
  if (typeof schema !== 'object' || schema === null) return []
  if ('const' in schema) return [schema.const]
  if ('enum' in schema && Array.isArray(schema.enum)) return schema.enum
  return 'anyOf' in schema && Array.isArray(schema.anyOf) ? schema.anyOf.flatMap(literals) : []
}
const present = (view: unknown, key: string): unknown[] =>
  typeof view !== 'object' || view === null
    ? []
    : Object.entries(view).flatMap(([name, inner]) => (name === key ? [inner, ...present(inner, key)] : present(inner, key)))

// A new kind of scene or question gets a view here, and with that it is looked at in both languages.
describe('the made-up views', () => {
  it.each([
    ['scene', Scene],
    ['form', Scene],
    ['task', Scene],
    ['card', BoothView],
    ['parting', BoothView],
    ['asks', BoothView],
  ] as const)('hold every %s that an agent may push', (key, schema) => {
    const known = allowed(schema, key).filter((each) => typeof each === 'string')
    expect(known.length).toBeGreaterThan(1)
    const shown = new Set(Object.values(boothViews).flatMap((view) => present(view, key)))
    expect(known.filter((each) => !shown.has(each))).toEqual([])
  })
  it('stand at every step of the booth', () => {
    const at = new Set(Object.values(boothViews).map((view) => stepOf({ view, door: 'connected' })))
    // Before the first view has come there is none to push.
    expect(EVERY_STEP.filter((step) => step !== 'connecting' && !at.has(step))).toEqual([])
  })
})
